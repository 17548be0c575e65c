import type { FailureDetail } from '@cabestan/protocol/failures'
import type { Argv, Host } from '../host/host.ts'
import { endOf, run } from '../host/run.ts'

/** What the engine knows of a service whose files it changes. */
export interface KnownService {
  /** If this path does not exist the service is not installed: nobody reads the files, and nobody can check them. */
  readonly program: string | null
  /** The unit that must be active afterwards; null where nothing keeps running. */
  unit(host: Host): Promise<string | null>
  /** What the service itself objects to in its configuration; null where it accepts it. */
  judge(host: Host): Promise<FailureDetail | null>
  /** Makes it read what changed, by a restart where a reload is not enough. Returns which of the two it was. */
  reload(task: ReloadTask): Promise<'reload' | 'restart'>
  /** How to restart it, where systemd's own restart is not right. */
  restart?(task: ReloadTask): Promise<void>
  /** Where it writes besides the journal. */
  log?(host: Host): Promise<string | null>
}

export interface ReloadTask {
  readonly host: Host
  readonly unit: string
  /** Paths that changed since it last read its files. */
  readonly paths: readonly string[]
}

/** A reload or restart may have to wait for requests that the service is still answering. */
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
