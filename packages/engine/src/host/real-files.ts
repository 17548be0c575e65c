import type { Stats } from 'node:fs'
import * as fs from 'node:fs/promises'
import { dirname } from 'node:path'
import { CabestanError } from '@cabestan/protocol/failures'
import type { Secret } from '@cabestan/protocol/secret'
import { AccountNames } from './account-names.ts'
import { plainText } from './content.ts'
import type { Attributes, FileStat, Files } from './host.ts'
import { clearNeighbours, neighbourOf } from './neighbour.ts'
import { codeOf, isAbsence, systemError } from './system-error.ts'

export class RealFiles implements Files {
  readonly #accounts = new AccountNames()

  async stat(path: string): Promise<FileStat | null> {
    const stat = await absentAsNull(fs.lstat(path))
    if (!stat) return null
    const names = await this.#accounts.names(stat.uid, stat.gid)
    return {
      ...names,
      type: typeOf(stat),
      mode: modeOf(stat),
      size: stat.size,
      modifiedAt: stat.mtimeMs,
      id: `${stat.dev}:${stat.ino}`,
    }
  }

  readText(path: string): Promise<string | null> {
    return absentAsNull(fs.readFile(path, 'utf8'))
  }

  async readFrom(path: string, offset: number, length = Infinity): Promise<Uint8Array | null> {
    const handle = await absentAsNull(fs.open(path, 'r'))
    if (!handle) return null
    try {
      const wanted = Math.max(0, Math.min(length, (await handle.stat()).size - offset))
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(wanted), 0, wanted, offset)
      return buffer.subarray(0, bytesRead)
    } finally {
      await handle.close()
    }
  }

  async list(path: string): Promise<string[] | null> {
    return (await absentAsNull(fs.readdir(path)))?.sort() ?? null
  }

  readLink(path: string): Promise<string | null> {
    return absentAsNull(fs.readlink(path).catch(onlyWhere('EINVAL', null)))
  }

  async write(path: string, content: string | Secret, attributes: Attributes): Promise<void> {
    await withDiskErrors(path, () =>
      replace(path, async (beside) => {
        const handle = await fs.open(beside, 'wx', 0o600)
        try {
          await handle.writeFile(plainText(content))
          await this.#attribute(handle, attributes)
          await handle.sync()
        } finally {
          await handle.close()
        }
      }),
    )
  }

  async append(path: string, bytes: Uint8Array, attributes: Attributes): Promise<void> {
    await withDiskErrors(path, async () => {
      const made = await fs
        .open(path, openToAppend | fs.constants.O_EXCL, 0o600)
        .catch(onlyWhere('EEXIST', null))
      const handle = made ?? (await fs.open(path, openToAppend))
      try {
        if (made) await this.#attribute(handle, attributes)
        await handle.writeFile(bytes)
      } finally {
        await handle.close()
      }
    })
  }

  async createDirectory(path: string, attributes: Attributes): Promise<void> {
    await withDiskErrors(path, async () => {
      // Nobody else may open it before its owner and mode are right.
      const made = await fs.mkdir(path, 0o700).then(() => true, onlyWhere('EEXIST', false))
      if (!made && !(await fs.lstat(path)).isDirectory()) throw systemError('EEXIST', path)
      await this.setAttributes(path, attributes)
      if (made) await syncDirectory(dirname(path))
    })
  }

  async setAttributes(path: string, attributes: Attributes): Promise<void> {
    await withDiskErrors(path, async () => {
      const handle = await fs.open(path, openToAttribute).catch(onlyWhere('ELOOP', null))
      if (!handle) return this.#ownLink(path, attributes)
      try {
        await this.#attribute(handle, attributes)
      } finally {
        await handle.close()
      }
    })
  }

  async link(path: string, target: string): Promise<void> {
    await withDiskErrors(path, () => replace(path, (beside) => fs.symlink(target, beside)))
  }

  async rename(from: string, to: string): Promise<void> {
    await withDiskErrors(to, async () => {
      await fs.rename(from, to)
      await syncDirectory(dirname(to))
      if (dirname(from) !== dirname(to)) await syncDirectory(dirname(from))
    })
  }

  async remove(path: string): Promise<void> {
    await withDiskErrors(path, async () => {
      await absentAsNull(fs.rm(path, { recursive: true, force: true }))
    })
  }

  /** chown comes first, because it clears the set-user-id and set-group-id bits. */
  async #attribute(handle: fs.FileHandle, attributes: Attributes): Promise<void> {
    const { uid, gid } = await this.#accounts.ids(attributes)
    await handle.chown(uid, gid)
    await handle.chmod(Number.parseInt(attributes.mode, 8))
  }

  /** A link has an owner, but no mode of its own. */
  async #ownLink(path: string, attributes: Attributes): Promise<void> {
    const { uid, gid } = await this.#accounts.ids(attributes)
    await fs.lchown(path, uid, gid)
  }
}

/** Never opened through a link, and without waiting for the other end of a named pipe. */
const openToAttribute = fs.constants.O_RDONLY | fs.constants.O_NOFOLLOW | fs.constants.O_NONBLOCK

const openToAppend =
  fs.constants.O_WRONLY | fs.constants.O_APPEND | fs.constants.O_CREAT | fs.constants.O_NOFOLLOW

/** Makes something beside the path, then renames it into place so that the change survives a crash. */
async function replace(path: string, make: (beside: string) => Promise<void>): Promise<void> {
  const beside = neighbourOf(path)
  try {
    await make(beside)
    await makeWay(path)
    await fs.rename(beside, path)
  } catch (error) {
    await fs.rm(beside, { force: true })
    throw error
  }
  await clearNeighbours(path)
  await syncDirectory(dirname(path))
}

/** An empty directory in the place of a file is replaced; one that holds something belongs to a person. */
async function makeWay(path: string): Promise<void> {
  const stat = await absentAsNull(fs.lstat(path))
  if (stat?.isDirectory()) await fs.rmdir(path)
}

/** A rename is durable only after the directory itself was synced. */
async function syncDirectory(path: string): Promise<void> {
  const handle = await fs.open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

function typeOf(stat: Stats): FileStat['type'] {
  if (stat.isFile()) return 'file'
  if (stat.isDirectory()) return 'directory'
  return stat.isSymbolicLink() ? 'link' : 'other'
}

function modeOf(stat: Stats): string {
  return `0${(stat.mode & 0o7777).toString(8).padStart(3, '0')}`
}

async function absentAsNull<T>(reading: Promise<T>): Promise<T | null> {
  try {
    return await reading
  } catch (error) {
    if (isAbsence(error)) return null
    throw error
  }
}

function onlyWhere<T>(code: string, answer: T): (error: unknown) => T {
  return (error) => {
    if (codeOf(error) === code) return answer
    throw error
  }
}

async function withDiskErrors<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    const code = codeOf(cause)
    if (code === 'ENOSPC' || code === 'EDQUOT') throw new CabestanError('disk.full', { path }, { cause })
    if (code === 'EROFS') throw new CabestanError('disk.read-only', { path }, { cause })
    if (code === 'ENOTEMPTY') throw new CabestanError('step.blocked', { path }, { cause })
    throw cause
  }
}
