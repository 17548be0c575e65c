import type { FailureDetail } from '@cabestan/protocol/failures'
import type { Argv, Host } from '../host/host.ts'
import { endOf, run } from '../host/run.ts'

/** What the engine knows of a service whose files it changes. */
export interface KnownService {
  /** Where it is not there, nobody reads the files, and nobody can judge them. */
  readonly program: string | null
  /** The unit that must be active afterwards; null where commands do it all and nothing stays running. */
  unit(host: Host): Promise<string | null>
  /** What the service itself says against its configuration, or null where it has nothing against it. */
  judge(host: Host): Promise<FailureDetail | null>
  /** Lets it read what changed, by a restart where nothing less will do; answers which of the two it was. */
  reload(task: ReloadTask): Promise<'reload' | 'restart'>
  /** Where only a restart will do; systemd's own otherwise. */
  restart?(task: ReloadTask): Promise<void>
  /** What it writes apart from the journal. */
  log?(host: Host): Promise<string | null>
}

export interface ReloadTask {
  readonly host: Host
  readonly unit: string
  /** What changed since it last read its files. */
  readonly paths: readonly string[]
}

/** Reload and restart wait for the service, which may have requests to finish. */
export const serviceTimeoutMs = 300_000

export async function judge(host: Host, service: KnownService): Promise<FailureDetail | null> {
  const present = service.program === null || (await host.files.stat(service.program)) !== null
  return present ? service.judge(host) : null
}

export async function judgeByCommand(host: Host, argv: Argv): Promise<FailureDetail | null> {
  const result = await host.exec(argv)
  if (result.code === 0) return null
  return { argv: [...argv], exitCode: result.code, tail: endOf(`${result.stdout}${result.stderr}`) }
}

export async function systemctl(host: Host, verb: string, unit: string): Promise<void> {
  await run(host, ['systemctl', verb, unit], { timeoutMs: serviceTimeoutMs })
}

export async function reloadUnit({ host, unit }: ReloadTask): Promise<'reload'> {
  await systemctl(host, 'reload', unit)
  return 'reload'
}
