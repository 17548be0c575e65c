import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { run } from '../djangos.ts'

/** A small disk of its own for a data directory: an ext4 in a file. */
export interface Disk {
  readonly data: string
  /** Leaves no byte on it. */
  fill(): Promise<void>
  /** Gives the room back. */
  free(): Promise<void>
  /** As the kernel does with a disk that fails: nothing can be written until it is mounted anew. */
  makeReadOnly(): Promise<void>
  mountAnew(): Promise<void>
  remove(): Promise<void>
}

export async function smallDisk(megabytes: number): Promise<Disk> {
  const folder = await mkdtemp(join(tmpdir(), 'vigie-disk-'))
  const [image, mounted] = [join(folder, 'image'), join(folder, 'disk')]
  await mkdir(mounted)
  await run('truncate', ['-s', `${megabytes}M`, image])
  await run('mkfs.ext4', ['-q', '-m', '0', image])
  await run('mount', ['-o', 'loop', image, mounted])
  const filler = join(mounted, 'filler')
  return {
    data: join(mounted, 'data'),
    async fill() {
      // Ends with an error: that is what it is for.
      await run('dd', ['if=/dev/zero', `of=${filler}`, 'bs=64k']).catch(() => {})
      await run('sync', [])
    },
    free: () => rm(filler, { force: true }),
    makeReadOnly: async () => {
      await run('mount', ['-o', 'remount,abort', mounted])
    },
    // From a copy: a server that boots meanwhile holds every mount for a moment, and the kernel would give back the same
    // failed disk.
    async mountAnew() {
      await run('umount', [mounted])
      await run('cp', ['--sparse=always', image, `${image}.anew`])
      await run('mount', ['-o', 'loop', `${image}.anew`, mounted])
    },
    async remove() {
      await run('umount', ['-l', mounted])
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** The page from which a table is read: nothing of it is found any more, while the rest is as it was. */
export async function corruptTable(path: string, table: string): Promise<void> {
  const database = new DatabaseSync(path, { readOnly: true })
  const row = database.prepare('select rootpage from sqlite_schema where name = ?').get(table)
  database.close()
  await corrupt(path, (Number(row?.['rootpage']) - 1) * 4096, 4096)
}

/** As a failing disk or a torn copy leaves it: garbage in the middle, the beginning whole. */
export async function corrupt(path: string, from: number, length: number): Promise<void> {
  await run('dd', [
    'if=/dev/urandom',
    `of=${path}`,
    'bs=1',
    `seek=${from}`,
    `count=${length}`,
    'conv=notrunc',
  ])
}
