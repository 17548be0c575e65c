import { toFailure } from '@cabestan/protocol/failures'
import type { Host } from '../host/host.ts'
import { processStat } from './process-stat.ts'

/** Longer than any real boot takes: services that are still missing after it need to be looked for by hand. */
const freshSeconds = 300
/**
 * One unit that waits for something that never comes can keep a boot from ending. That must not keep us waiting too.
 */
const patienceMs = 30_000
/** The unit in which /proc counts time, which is the same on every Linux. */
const ticksPerSecond = 100

/** While a server is still booting, services that have not started yet look as if somebody had stopped them. */
export async function waitForBoot(host: Host): Promise<void> {
  if ((await secondsSinceBoot(host)) >= freshSeconds) return
  try {
    await host.exec(['systemctl', 'is-system-running', '--wait'], { timeoutMs: patienceMs })
  } catch (thrown) {
    if (toFailure(thrown).code !== 'command.timeout') throw thrown
  }
}

/** Taken from the first process, because in a container the kernel's uptime is that of the machine around it. */
async function secondsSinceBoot(host: Host): Promise<number> {
  const [uptime, first] = await Promise.all([host.files.readText('/proc/uptime'), processStat(host, '1')])
  // starttime is field 22 of proc(5), and `processStat` leaves out the first two.
  const started = first?.[19]
  if (!uptime || !started) return Number.POSITIVE_INFINITY
  return Number.parseFloat(uptime) - Number(started) / ticksPerSecond
}
