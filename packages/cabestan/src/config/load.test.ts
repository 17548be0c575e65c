import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { load, loadOffline, readKeys } from './load.ts'

const key = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl'
let directory: string

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'cabestan-config-'))
  await mkdir(join(directory, 'shop', 'templates'), { recursive: true })
  await writeFile(join(directory, 'cabestan.yaml'), 'app: disquaire\nserver: a\nkeys: [anna.pub]\n')
  await writeFile(join(directory, 'anna.pub'), `${key} anna\n`)
})
afterAll(() => rm(directory, { recursive: true }))

const failing = (code: string, values: object) =>
  expect.objectContaining({
    failure: expect.objectContaining({ code, values: expect.objectContaining(values) }),
  })

describe('the file', () => {
  it('is searched upward', async () => {
    const configuration = await load({ directory: join(directory, 'shop', 'templates') })
    expect(configuration.file).toBe(join(directory, 'cabestan.yaml'))
  })

  it('may be named', async () => {
    await writeFile(join(directory, 'other.yaml'), 'app: autre\nserver: a\n')
    expect(await load({ directory, file: 'other.yaml' })).toMatchObject({ app: 'autre' })
  })

  it('is no pipe, and no device without an end, where it is found', async () => {
    const place = await mkdtemp(join(directory, 'endless-'))
    const path = join(place, 'cabestan.yaml')
    execFileSync('mkfifo', [path])
    await expect(loadOffline({ directory: place })).rejects.toEqual(failing('config.unreadable', { path }))
    await rm(path)
    await symlink('/dev/zero', path)
    await expect(load({ directory: place })).rejects.toEqual(failing('config.unreadable', { path }))
  })

  it('that is nowhere is missing here', async () => {
    const path = join('/proc', 'cabestan.yaml')
    await expect(load({ directory: '/proc' })).rejects.toEqual(failing('config.missing', { path }))
    await expect(load({ directory, file: 'no.yaml' })).rejects.toEqual(
      failing('config.missing', { path: join(directory, 'no.yaml') }),
    )
  })

  it('must be text', async () => {
    await writeFile(join(directory, 'binary.yaml'), Buffer.from([0x61, 0xff, 0xfe]))
    await expect(load({ directory, file: 'binary.yaml' })).rejects.toEqual(
      failing('config.unreadable', { path: join(directory, 'binary.yaml') }),
    )
    await expect(load({ directory, file: 'shop' })).rejects.toEqual(
      failing('config.unreadable', { why: 'directory' }),
    )
  })
})

describe('the keys', () => {
  const withKeys = async (...lines: string[]) => {
    await writeFile(join(directory, 'keys.yaml'), ['app: disquaire', 'server: a', ...lines].join('\n'))
    return load({ directory, file: 'keys.yaml' })
  }

  it('are read beside the file that names them, wherever the command runs', async () => {
    const configuration = await load({ directory: join(directory, 'shop') })
    expect(await readKeys(configuration, [])).toEqual([`${key} anna`])
  })

  it('are those of the person where none are named', async () => {
    expect(await readKeys(await withKeys(), [key])).toEqual([key])
    expect(await readKeys(await withKeys('keys: []'), [key])).toEqual([])
  })

  it('are said to be missing, or private', async () => {
    await expect(readKeys(await withKeys('keys: [ben.pub]'), [])).rejects.toEqual(
      failing('config.invalid', {
        problem: 'key-file-missing',
        key: 'keys[0]',
        path: join(directory, 'ben.pub'),
      }),
    )
    await writeFile(join(directory, 'id_ed25519'), '-----BEGIN OPENSSH PRIVATE KEY-----\nsecret\n')
    await expect(readKeys(await withKeys('keys: [id_ed25519]'), [])).rejects.toEqual(
      failing('config.invalid', { problem: 'key-is-private' }),
    )
  })
})
