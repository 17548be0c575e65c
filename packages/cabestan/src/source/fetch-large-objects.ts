import { spawn } from 'node:child_process'
import { git } from '../project/tree/git.ts'
import type { LocalPart } from './parts.ts'

const patienceMs = 30 * 60_000

/** Runs `git lfs fetch` as its owner would, with the owner's own keys. Whether it helped is checked afterwards. */
export async function fetchLargeObjects({ directory, commit }: LocalPart): Promise<void> {
  const remote = await remoteOf(directory)
  if (remote === null) return
  const child = spawn('git', ['-C', directory, 'lfs', 'fetch', remote, commit], {
    env: { ...process.env, GIT_TERMINAL_PROMPT: '0' },
    stdio: 'ignore',
    timeout: patienceMs,
    windowsHide: true,
  })
  await new Promise<void>((resolve) => {
    child.once('error', () => resolve())
    child.once('close', () => resolve())
  })
}

/** `origin`, which git-lfs itself prefers; otherwise the first one. */
async function remoteOf(directory: string): Promise<string | null> {
  const names = (await git(directory, ['remote'])).stdout.toString().split(/\r?\n/).filter(Boolean)
  return names.includes('origin') ? 'origin' : (names[0] ?? null)
}
