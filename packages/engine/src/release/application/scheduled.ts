import type { ScheduledState } from '@cabestan/protocol/applications'
import type { ReleaseOrder } from '@cabestan/protocol/orders'
import type { Host } from '../../host/host.ts'
import { timeOf } from '../logs/line-time.ts'
import type { Places } from '../places.ts'

/**
 * What runs by the clock, and how it went the last time: cron tells nobody (`MAILTO=""`), and a site whose reminders
 * have failed each morning for a month looks well.
 */
export function scheduledStates(
  host: Host,
  { logs }: Pick<Places, 'logs'>,
  { steps }: Pick<ReleaseOrder, 'steps'>,
): Promise<ScheduledState[]> {
  const lines = steps.flatMap((step) =>
    step.kind === 'file' && step.reason === 'app.schedule' ? step.content.split('\n') : [],
  )
  return Promise.all(
    lines.flatMap(readLine).map(async ({ name, at }) => ({
      name,
      at,
      last: lastIn(await endOfLog(host, `${logs}/schedule-${name}.log`)),
    })),
  )
}

/** `0 8 * * * root /srv/shop/bin/schedule reminders manage.py remind`, as the release was sealed with it. */
function readLine(line: string): { name: string; at: string }[] {
  const [, at, name] = /^([^#\s].*?) root \S+\/bin\/schedule (\S+) /.exec(line) ?? []
  return at === undefined || name === undefined ? [] : [{ name, at }]
}

const enough = 64 * 1024

/**
 * A command that prints a great deal may have begun before the part that was read. Then only a failure can be
 * reported.
 */
async function endOfLog(host: Host, path: string): Promise<string> {
  const size = (await host.files.stat(path))?.size ?? 0
  const bytes = await host.files.readFrom(path, Math.max(0, size - enough))
  return Buffer.from(bytes ?? '').toString('utf8')
}

const ours = /^\[\d{4}-\d\d-\d\d \d\d:\d\d:\d\d [+-]\d{4}\] (.*)$/

/** A command that is still running says nothing yet, so the time before counts. */
function lastIn(text: string): ScheduledState['last'] {
  const noted = text.split('\n').filter((line) => ours.test(line) && !line.includes('] left out: '))
  const [before, last] = [noted.at(-2), noted.at(-1)]
  if (last === undefined) return null
  const told = codeIn(last) === null && before !== undefined && codeIn(before) !== null ? before : last
  return { at: timeOf(told) ?? 0, code: codeIn(told) ?? 0 }
}

/** The line with which bin/schedule notes how a command ended. */
function codeIn(line: string): number | null {
  const code = /\] ended with (\d+)$/.exec(line)?.[1]
  return code === undefined ? null : Number(code)
}
