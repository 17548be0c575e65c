import type { Configuration } from '../../config/configuration.ts'
import type { ServerAddress } from '../../config/server.ts'
import type { Target } from '../../connection/target.ts'
import type { Reporter } from '../../report/reporter.ts'
import { fill } from '../../report/text/sentence.ts'
import type { SandboxEvent } from '../../sandbox/progress.ts'

interface Way {
  readonly configuration: Configuration
  readonly report: Reporter
  /** Somebody who only asks something must not make a server, because a mistyped name would get an empty one. */
  readonly mayMake?: boolean
}

/** Nothing would have to be made or booted first. */
export async function isThere(address: ServerAddress): Promise<boolean> {
  if (address.type === 'ssh') return true
  const { isUp } = await import('../../sandbox/lifecycle.ts')
  return isUp(address.name)
}

/** Where ssh goes for a server of the configuration. A sandbox that is down is booted. */
export async function targetFor(
  address: ServerAddress,
  { configuration: { login }, report, mayMake = false }: Way,
): Promise<Target> {
  if (address.type === 'ssh') return { destination: address.destination, sshOptions: [], login }
  const [{ ensureUp }, { doorOf, sshOptions }] = await Promise.all([
    import('../../sandbox/lifecycle.ts'),
    import('../../sandbox/ssh.ts'),
  ])
  const onProgress = (event: SandboxEvent) => tell(event, address.destination, report)
  await ensureUp(address.name, { mayMake, onProgress })
  const door = await doorOf(address.name)
  return { destination: `${door.user}@${door.address}`, sshOptions: sshOptions(door), login }
}

/** Somebody who looks for a site on a server that was made for a mistyped name is told why it is not there. */
function tell(event: SandboxEvent, destination: string, report: Reporter): void {
  if (event.stage === 'create') {
    report.note(fill(report.voice.words.progress.sandbox.made, { name: event.name }))
  }
  report.sandbox(destination, event)
}
