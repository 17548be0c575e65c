import type { Argv, ExecOptions, ExecResult, Host } from '../host/host.ts'
import { asUser } from './command.ts'

/** For work that runs beside a site that is being served. */
export interface Worker {
  readonly host: Host
  /** The application's user. */
  readonly user: string
}

/**
 * What builds a release takes what the live one leaves: last in line for processor and disk, first to go where
 * memory ends, never more than most of the machine. A scope of its own, by whose name a run that was cut off is
 * found again: it would go on without its engine.
 */
export function bounded(
  { host, user }: Worker,
  argv: readonly string[],
  options: ExecOptions = {},
): Promise<ExecResult> {
  const timeoutMs = options.timeoutMs ?? longestMs
  return host.exec([...scope(user), ...meek, ...asUser(user, argv)], { ...options, timeoutMs })
}

/** Ends what an earlier build left running, so that it cannot write where the next one begins. */
export async function endBounded({ host, user }: Worker): Promise<void> {
  await host.exec(['systemctl', 'stop', '--quiet', `cabestan-build:${user}:*.scope`])
}

/** Compiling a large package takes its time on a small machine. */
const longestMs = 3_600_000
let count = 0

function scope(user: string): Argv {
  count += 1
  const unit = `--unit=cabestan-build:${user}:${process.pid}-${count}`
  return ['systemd-run', '--scope', '--quiet', '--collect', unit, ...limits, '--']
}

/**
 * Percentages of memory, also for swap: without that bound, a program that never has enough would take all of it
 * first.
 */
const limits = ['MemoryMax=75%', 'MemorySwapMax=75%', 'TasksMax=1024'].map((each) => `--property=${each}`)

const meek = ['nice', '-n', '10', 'ionice', '-c', '3', 'choom', '-n', '500', '--']
