import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join, resolve } from 'node:path'
import { sshConfigLine } from '../../packages/cabestan/src/sandbox/ssh.ts'

/** What of a Mac can be had on Linux: its long and foreign paths, and only such programs as are there too. */
export interface MacLaptop {
  /** By a link, as /tmp is there: a person's directory with a space and an accent. */
  readonly project: string
  readonly environment: Record<string, string>
  leave(): Promise<void>
}

/** Of Apple's developer tools and of Node. Everything else has another manual there, or is not there at all. */
const programs = ['git', 'node', 'npm', 'ssh-add', 'ssh-keygen']

export async function macLaptop(sandbox: string): Promise<MacLaptop> {
  const top = await mkdtemp(join(tmpdir(), 'cabestan-mac-'))
  const home = join(top, 'Users/Élodie Dupont')
  const temporary = join(top, 'private/var/folders/zz', 'zyxvpxvq6csfxvn_n0000000000000'.repeat(3), 'T')
  const directories = [join(home, 'mon site'), join(home, 'bin'), join(home, '.ssh'), temporary]
  await Promise.all(directories.map((directory) => mkdir(directory, { recursive: true })))
  await symlink(join(top, 'Users'), join(top, 'link'))
  for (const program of programs) await symlink(found(program), join(home, 'bin', program))
  const config = join(home, '.ssh/config')
  await writeFile(config, await sshConfigLine(sandbox))
  // OpenSSH looks for the person's files by the system's list of people, and not by HOME.
  const ssh = `#!/bin/sh\nexec ${found('ssh')} -F '${config}' "$@"\n`
  await writeFile(join(home, 'bin/ssh'), ssh, { mode: 0o755 })
  return {
    project: join(top, 'link/Élodie Dupont/mon site'),
    environment: { PATH: join(home, 'bin'), HOME: home, TMPDIR: temporary },
    leave: () => rm(top, { recursive: true, force: true }),
  }
}

function found(program: string): string {
  for (const directory of (process.env['PATH'] ?? '').split(delimiter)) {
    // `bin/test` has a relative one in front.
    const path = resolve(directory, program)
    if (existsSync(path)) return path
  }
  throw new Error(`${program} is not on the PATH`)
}
