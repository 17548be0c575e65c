import { open, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { CabestanError } from '@cabestan/protocol/failures'
import { expandHome, home } from './directories.ts'
import { identityFiles } from './ssh-settings.ts'
import type { Target } from './target.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** Somebody whose only key is PuTTY's is told how to convert it, rather than that no key fits. */
export async function assertNoPuttyKey(target: Target, environment: Environment): Promise<void> {
  const path = await puttyKey(target, environment)
  if (path !== null) throw new CabestanError('key.putty', { host: target.destination, path })
}

async function puttyKey(target: Target, environment: Environment): Promise<string | null> {
  const named = (await identityFiles(target, environment)).map((path) => expandHome(path, environment))
  const directory = join(home(environment), '.ssh')
  const names = await readdir(directory).catch(() => [])
  const lying = names.filter((name) => name.endsWith('.ppk')).map((name) => join(directory, name))
  for (const path of [...named, ...lying]) if (await isPutty(path)) return path
  return null
}

async function isPutty(path: string): Promise<boolean> {
  const handle = await open(path, 'r').catch(() => null)
  if (!handle) return false
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(40), 0, 40, 0)
    return buffer.subarray(0, bytesRead).toString('latin1').startsWith('PuTTY-User-Key-File-')
  } finally {
    await handle.close()
  }
}
