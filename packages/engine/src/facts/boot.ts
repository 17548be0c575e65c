import { toFailure } from '@cabestan/protocol/failures'
import type { Host } from '../host/host.ts'
import { processStat } from './process-stat.ts'

/** Longer than any boot takes whose services are not looked for by hand by now. */
const freshSeconds = 300
/** A boot that does not end, because one unit waits for what never comes, is no reason to wait with it. */
const patienceMs = 30_000
/** What /proc counts in, on every Linux. */
const ticksPerSecond = 100

/** Services that a server is only just starting look as if somebody had stopped them. */
export async function waitForBoot(host: Host): Promise<void> {
  if ((await secondsSinceBoot(host)) >= freshSeconds) return
  try {
    await host.exec(['systemctl', 'is-system-running', '--wait'], { timeoutMs: patienceMs })
  } catch (thrown) {
    if (toFailure(thrown).code !== 'command.timeout') throw thrown
  }
}

/** By its first process: a container's uptime is that of the machine around it. */
async function secondsSinceBoot(host: Host): Promise<number> {
  const [uptime, first] = await Promise.all([host.files.readText('/proc/uptime'), processStat(host, '1')])
  // The 22nd of all, of which two come before these.
  const started = first?.[19]
  if (!uptime || !started) return Number.POSITIVE_INFINITY
  return Number.parseFloat(uptime) - Number(started) / ticksPerSecond
}
