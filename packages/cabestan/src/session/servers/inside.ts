import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { CabestanError } from '@cabestan/protocol/failures'
import { exitCodes, type Invocation } from '../../invocation.ts'
import { homeDirectory } from '../../stack/application-paths.ts'
import { absentCommand, lookForCommand, namesIfAbsent, notFound, outputOf } from './absent-command.ts'
import { firstServer } from './one-server.ts'
import { textBehind } from './own-output.ts'
import { hasTerminal, plainSsh, sshArgumentsFor } from './plain-ssh.ts'
import { openSite } from './site.ts'
import { targetFor } from './targets.ts'
import { whyUnreached } from './unreached.ts'

/** Runs a command in the live release, through the same program that an administrator would type there. */
export async function inApplication(command: readonly string[], invocation: Invocation): Promise<number> {
  const { options, report, environment } = invocation
  const { configuration } = await openSite(invocation)
  const server = firstServer(options.server, configuration)
  const target = await targetFor(server, { configuration, report })
  report.idle(server.destination)
  const program = `${homeDirectory(configuration.name)}/bin/run`
  const sshFor = (words: readonly string[]) => sshArgumentsFor(target, words, environment)
  const why = () => whyUnreached(target, environment)
  const mark = `cabestan-${randomBytes(8).toString('hex')}`
  const words = ['sh', '-c', outlasting, mark, lookForCommand, 'sudo', program, ...command]
  const code = hasTerminal()
    ? await plainSsh([...inTerminal, ...(await sshFor(words))], { why })
    : await plainSsh(await sshFor(words), { mark, why })
  if (code === exitCodes.interrupted) await quietly(await sshFor(['sudo', 'sh', '-c', ending(mark)]))
  else if (code !== exitCodes.done && (await quietly(await sshFor(['test', '-e', program]))) === 1) {
    const { app, environment: name } = configuration
    throw new CabestanError('release.none', { app, environment: name })
  } else if (code === notThere) await tellAbsent(command[0] ?? '', program, { mark, sshFor, report })
  return code
}

interface Asking {
  readonly mark: string
  readonly sshFor: (words: readonly string[]) => Promise<string[]>
  readonly report: Invocation['report']
}

/** A command may also end with this code of its own accord. */
async function tellAbsent(command: string, program: string, { mark, sshFor, report }: Asking): Promise<void> {
  const words = ['sudo', program, 'sh', '-c', `echo ${mark}; ${namesIfAbsent}`, command]
  const said = await outputOf('ssh', ['-o', 'BatchMode=yes', ...(await sshFor(words))])
  const names = textBehind(mark, said ?? '')
    .split('\n')
    .filter(Boolean)
  if (names.length > 0) report.failure(null, absentCommand(command, names).failure)
}

/** The exit code by which shells say that a command does not exist. */
const notThere = 127

/** After a command with a terminal ssh prints that the connection is closed, which is not part of its output. */
const inTerminal = ['-t', '-o', 'LogLevel=ERROR']

/**
 * Of a command that Ctrl-C ended ssh says 255, as of a connection that was lost; a shell that outlasts it says 130. By
 * the mark its process group is found again. Before a first release there is no program, and later perhaps no such command:
 * both are ours to tell, and not sudo's or a shell's. What sudo has to say besides (that it cannot resolve the server's own
 * name) it says again with the command.
 */
export const outlasting = [
  // Without a terminal, what the server prints first does not belong to the command.
  '[ -t 1 ] || echo "$0"',
  '[ -e "$3" ] || exit 1',
  `case $4 in manage.py) ;; *) "$2" "$3" sh -c "$1" "$4" < /dev/null 2> /dev/null; [ $? -ne ${notFound} ] || exit 127 ;; esac`,
  'shift; trap : INT; "$@"; exit $?',
].join('; ')

/** Without a terminal the server never learns that ssh has gone, and the command would go on by itself. */
function ending(mark: string): string {
  // The search must not find its own process.
  const pattern = mark.replace('-', '[-]')
  const found = `grep -ls '${pattern}' /proc/[0-9]*/cmdline`
  return `for at in $(${found}); do at=\${at#/proc/}; kill -s INT -- "-\${at%/cmdline}"; done`
}

/** Asks nothing: somebody who needs a password for each login has read ssh's own words already. */
function quietly(argv: readonly string[]): Promise<number | null> {
  return new Promise((resolve) => {
    const child = spawn('ssh', ['-o', 'BatchMode=yes', ...argv], { stdio: 'ignore' })
    child.on('error', () => resolve(null))
    child.on('close', (code) => resolve(code))
  })
}
