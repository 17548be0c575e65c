import { Event } from '@cabestan/protocol/events'
import type { Host } from '../host/host.ts'
import { eventsPath, runUnit } from './runs.ts'
import { stored } from './stored.ts'

/** All complete lines of a run's journal so far. A line that a crash cut off is left out. */
export async function readEvents(host: Host, run: string): Promise<Event[]> {
  return parseEvents((await host.files.readText(eventsPath(run))) ?? '')
}

export function parseEvents(text: string): Event[] {
  return text
    .split('\n')
    .map((line) => stored(Event, line))
    .filter((event) => event !== null)
}

export async function isRunning(host: Host, run: string): Promise<boolean> {
  if (await hasProcesses(host, runUnit(run))) return true
  const { stdout } = await host.exec(['systemctl', 'is-active', runUnit(run)])
  return ['active', 'activating', 'reloading', 'deactivating'].includes(stdout.trim())
}

/**
 * cgroups(7). This is read once a second while visitors are served; asking systemd would start a program each time.
 */
async function hasProcesses(host: Host, unit: string): Promise<boolean> {
  const path = `/sys/fs/cgroup/system.slice/${unit}/cgroup.events`
  // The control group disappeared while it was being read, which gives ENODEV rather than ENOENT.
  const events = await host.files.readText(path).catch(() => null)
  return events?.includes('populated 1') ?? false
}

const lineEnd = 10
const pollMilliseconds = 40
/** Asking systemd costs more than looking at a file, so it is only done once the file has stopped growing. */
const quietMilliseconds = 1000

/** Each event of a run from its first one, until the run has finished or its unit is gone. */
export async function* followEvents(host: Host, run: string): AsyncGenerator<Event> {
  let offset = 0
  let quietSince = host.clock.now()
  for (;;) {
    const bytes = Buffer.from((await host.files.readFrom(eventsPath(run), offset)) ?? '')
    const whole = bytes.subarray(0, bytes.lastIndexOf(lineEnd) + 1)
    offset += whole.length
    for (const event of parseEvents(whole.toString('utf8'))) {
      yield event
      if (event.type === 'run-finished') return
    }
    if (whole.length > 0) quietSince = host.clock.now()
    else if (host.clock.now() - quietSince > quietMilliseconds) {
      if (!(await isRunning(host, run)) && !(await hasMore(host, run, offset))) return
      quietSince = host.clock.now()
    }
    await host.clock.sleep(pollMilliseconds)
  }
}

/** The unit may have written its last line between the two looks. Half a line at the end was cut off by a crash. */
async function hasMore(host: Host, run: string, offset: number): Promise<boolean> {
  return (await host.files.readFrom(eventsPath(run), offset))?.includes(lineEnd) ?? false
}
