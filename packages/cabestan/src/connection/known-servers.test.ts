import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { knownServer, rememberedLogin, rememberUser } from './known-servers.ts'

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
  await Promise.all([rememberUser(shop, 'deploy', environment), rememberUser(blog, 'ops', environment)])
  expect(await rememberedLogin(shop, environment)).toBe('deploy')
  expect(await rememberedLogin(blog, environment)).toBe('ops')
  await rememberUser(shop, null, environment)
  expect(await rememberedLogin(shop, environment)).toBeNull()
  expect(await knownServer(shop, environment)).toEqual({ destination: 'root@shop', user: null })
  for (const file of await readdir(join(directory, 'servers'))) {
    await writeFile(join(directory, 'servers', file), '{"user":')
  }
  expect(await knownServer(blog, environment)).toBeNull()
  await rm(directory, { recursive: true })
})

it.skipIf(process.platform !== 'linux').each(['/proc', '/dev/null'])(
  'stops nobody whose home is %s: there is only nothing to remember then',
  async (home) => {
    const target = { destination: 'root@shop', sshOptions: [], login: 'deploy' }
    await rememberUser(target, 'deploy', { HOME: home })
    expect(await rememberedLogin(target, { HOME: home })).toBeNull()
  },
)
