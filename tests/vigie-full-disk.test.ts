import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { digest } from '../packages/vigie/src/digest/digest.ts'
import { openWriter } from '../packages/vigie/src/writer/start-writer.ts'
import type { Writer } from '../packages/vigie/src/writer/writer.ts'
import { lookInto } from './harness/vigie-store-check.ts'

/** A disk of its own, so that it is really full. */
let disk: string
let path: string
let writer: Writer
let project: number

beforeEach(async () => {
  disk = mkdtempSync(join(tmpdir(), 'vigie-disk-'))
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'vigie-test', disk])
  path = join(disk, 'vigie.db')
  writer = openWriter({ path, digest, now: Date.now })
  project = (await writer.run('project.create', { name: 'Shop', slug: 'shop', platform: 'python' })).id
})

afterEach(() => {
  execFileSync('umount', [disk])
  rmdirSync(disk)
})

const noise = () => Array.from({ length: 3000 }, () => Math.random().toString(36).slice(2)).join(' ')

function record(number: number) {
  const body = Buffer.from(JSON.stringify({ message: 'a message', extra: { noise: noise() } }))
  const id = number.toString(16).padStart(32, '0')
  return { project, kind: 'event', id, receivedAt: Date.now(), sentAt: null, body } as const
}

async function takeUntilRefused(first: number): Promise<readonly number[]> {
  const taken: number[] = []
  for (let number = first; number < first + 500; number += 1) {
    const trouble = await writer.take([record(number)]).then(
      () => null,
      (error: { trouble: string }) => error.trouble,
    )
    if (trouble !== null) {
      expect(trouble).toBe('disk-full')
      return taken
    }
    taken.push(number)
  }
  return taken
}

test('a full disk refuses, loses nothing that was acknowledged, and takes again once there is room', async () => {
  const ballast = join(disk, 'ballast')
  writeFileSync(ballast, Buffer.alloc(18 * 1024 ** 2))
  const before = await takeUntilRefused(1)
  expect(before.length).toBeLessThan(500)
  rmSync(ballast)
  await writer.take([record(1000)])
  await writer.drained()
  await writer.close()
  const found = await lookInto(path, [...before, 1000])
  expect(found.lost).toEqual([])
  expect(found.counted).toEqual(found.counted.map(() => found.events))
  expect(found.check).toBe('ok')
})

test('a disk that may only be read refuses, and takes again once it may be written', async () => {
  await writer.take([record(1)])
  await writer.drained()
  await writer.close()
  execFileSync('mount', ['-o', 'remount,ro', disk])
  expect(() => openWriter({ path, digest, now: Date.now })).toThrow(/read-?only|EROFS/i)
  execFileSync('mount', ['-o', 'remount,rw', disk])
  const found = await lookInto(path, [1])
  expect(found).toMatchObject({ lost: [], events: 1, check: 'ok' })
})
