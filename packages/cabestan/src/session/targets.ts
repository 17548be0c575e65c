import type { Configuration } from '../config/configuration.ts'
import type { ServerAddress } from '../config/server.ts'
import type { Target } from '../connection/target.ts'
import type { Reporter } from '../report/reporter.ts'
import { fill } from '../report/text/sentence.ts'
import type { SandboxEvent } from '../sandbox/progress.ts'

/** Where ssh goes for a server of the configuration; a sandbox is booted when it does not run. */
export async function targetFor(
  address: ServerAddress,
  { login }: Configuration,
  report: Reporter,
): Promise<Target> {
  if (address.type === 'ssh') return { destination: address.destination, sshOptions: [], login }
  const [{ ensureUp }, { doorOf, sshOptions }] = await Promise.all([
    import('../sandbox/lifecycle.ts'),
    import('../sandbox/ssh.ts'),
  ])
  await ensureUp(address.name, { onProgress: (event) => tell(event, address.destination, report) })
  const door = await doorOf(address.name)
  return { destination: `${door.user}@${door.address}`, sshOptions: sshOptions(door), login }
}

/** A mistyped name gets an empty server: whoever looks for a site there is told why it is not there. */
function tell(event: SandboxEvent, destination: string, report: Reporter): void {
  if (event.stage === 'create') {
    report.note(fill(report.voice.words.progress.sandbox.made, { name: event.name }))
  }
  report.sandbox(destination, event)
}
