import { spawn } from 'node:child_process'
import { type FileHandle, mkdir, open, stat, unlink } from 'node:fs/promises'
import { dirname } from 'node:path'
import { CabestanError } from '@cabestan/protocol/failures'
import { plainEnvironment } from './exec.ts'

export interface Lock {
  descriptor: number
  /** Thrown for a file whose subject has gone: whoever waits for it notices and makes a new one. */
  remove: () => Promise<void>
}

/** A lock of the kernel: it ends with the process that holds it, in whatever way that ends. */
export async function withLock<T>(
  path: string,
  work: (lock: Lock) => Promise<T>,
  onWait: () => void = () => {},
): Promise<T> {
  await mkdir(dirname(path), { recursive: true })
  const handle = await acquire(path, onWait)
  try {
    return await work({ descriptor: handle.fd, remove: () => unlink(path) })
  } finally {
    await handle.close()
  }
}

async function acquire(path: string, onWait: () => void): Promise<FileHandle> {
  for (;;) {
    const handle = await open(path, 'a', 0o600)
    if (!(await flock(handle.fd, ['--nonblock']))) {
      onWait()
      await flock(handle.fd, [])
    }
    if (await isStillThere(path, handle)) return handle
    await handle.close()
  }
}

const program = 'flock'

/**
 * Node has no flock; the program takes it on our open file, which it shares, so that it stays ours. False where
 * another has it.
 */
function flock(descriptor: number, options: readonly string[]): Promise<boolean> {
  const child = spawn(program, ['--exclusive', ...options, '3'], {
    stdio: ['ignore', 'ignore', 'ignore', descriptor],
    env: plainEnvironment,
  })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => {
      if (code === 0 || code === 1) resolve(code === 0)
      else reject(new CabestanError('command.failed', { command: 'flock' }, { detail: { exitCode: code } }))
    })
  })
}

async function isStillThere(path: string, handle: FileHandle): Promise<boolean> {
  const ours = await handle.stat()
  const theirs = await stat(path).catch(() => undefined)
  return theirs?.ino === ours.ino && theirs.dev === ours.dev
}
