import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { forgetLogin, rememberedLogin, rememberLogin } from './known-servers.ts'

it('remembers one login for each server, and takes a spoilt file for none', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'cabestan-state-'))
  const environment = { CABESTAN_STATE: directory }
  const [shop, blog] = ['root@shop', 'root@blog'].map((destination) => ({
    destination,
    sshOptions: [],
    login: 'deploy',
  }))
  if (!shop || !blog) throw new Error('two targets')
  expect(await rememberedLogin(shop, environment)).toBeNull()
  await Promise.all([rememberLogin(shop, 'deploy', environment), rememberLogin(blog, 'ops', environment)])
  expect(await rememberedLogin(shop, environment)).toBe('deploy')
  expect(await rememberedLogin(blog, environment)).toBe('ops')
  await forgetLogin(shop, environment)
  expect(await rememberedLogin(shop, environment)).toBeNull()
  const [file = ''] = await readdir(join(directory, 'servers'))
  await writeFile(join(directory, 'servers', file), '{"login":')
  expect(await rememberedLogin(blog, environment)).toBeNull()
  await rm(directory, { recursive: true })
})
