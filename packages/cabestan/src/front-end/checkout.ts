import { spawn } from 'node:child_process'
import { CabestanError } from '@cabestan/protocol/failures'

/**
 * A clone that borrows the objects of the working copy: quick, and nothing in that one changes. Its files are those of
 * the commit, byte for byte: git on Windows would give each line another end, and what is built of it other names.
 */
export async function checkOut(top: string, commit: string, into: string): Promise<void> {
  const exact = ['--config', 'core.autocrlf=false', '--config', 'core.eol=lf']
  await git(['clone', '--quiet', '--shared', '--no-checkout', ...exact, '--', top, into], top)
  await git(['-C', into, '-c', 'advice.detachedHead=false', 'checkout', '--quiet', '--detach', commit], top)
}

/** The output of git in the checkout. */
export function git(argv: readonly string[], path: string): Promise<string> {
  // The shell's GIT_DIR, as hooks have one, would lead git to another repository.
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'))
  const child = spawn('git', [...argv], {
    env: Object.fromEntries(kept),
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
  })
  const output = { stdout: '', stderr: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output.stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    output.stderr += text
  })
  return new Promise((resolve, reject) => {
    child.once('error', (cause: NodeJS.ErrnoException) =>
      reject(cause.code === 'ENOENT' ? new CabestanError('git.missing', {}, { cause }) : cause),
    )
    child.once('close', (exitCode) => {
      const detail = { argv: ['git', ...argv], exitCode, tail: output.stderr.slice(-2000) }
      if (exitCode === 0) resolve(output.stdout)
      else reject(new CabestanError('git.failed', { path }, { detail }))
    })
  })
}
