import { CabestanError } from '@cabestan/protocol/failures'
import type { Argv, ExecOptions, ExecResult, Host } from './host.ts'

/** A command that must succeed: its output, or a failure that holds what ran and how it ended. */
export async function run(host: Host, argv: Argv, options: ExecOptions = {}): Promise<string> {
  const result = await host.exec(argv, options)
  if (result.code !== 0) throw commandFailed(argv, result)
  return result.stdout
}

export async function succeeds(host: Host, argv: Argv, options: ExecOptions = {}): Promise<boolean> {
  return (await host.exec(argv, options)).code === 0
}

/** The output of a command, or nothing where it cannot be run, so that this never hides what is known otherwise. */
export async function outputOf(host: Host, argv: Argv): Promise<string> {
  const result = await host.exec(argv).catch(() => null)
  return result?.stdout ?? ''
}

export function commandFailed(argv: Argv, result: ExecResult): CabestanError {
  const tail = endOf(`${result.stdout}${result.stderr}`)
  return new CabestanError(
    'command.failed',
    { command: argv.join(' '), exitCode: String(result.code) },
    { detail: { argv: [...argv], exitCode: result.code, tail } },
  )
}

/** The reason of a failure stands at the end of the output. */
export function endOf(output: string, lines = 20): string {
  return output.trimEnd().split('\n').slice(-lines).join('\n').slice(-4000)
}
