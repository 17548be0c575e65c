import type { Host } from '../../host/host.ts'
import { colours, type Places } from '../places.ts'

/** A file, and whose words are in it. */
export interface LogSource {
  readonly process: string
  readonly path: string
}

/** Each request of every visitor: more than anybody wants beside the rest. */
const onlyWhenNamed = new Set(['nginx'])

/** Every log of an application, as far as it is there. */
export async function logSources(host: Host, places: Places): Promise<LogSource[]> {
  const { name, logs } = places
  const [programs, site] = await Promise.all([
    logsIn(host, logs),
    // The application may write there: what is no plain file is none of our business, and is left out when read.
    logsIn(host, `${logs}/site`),
  ])
  return [
    ...programs,
    ...site,
    { process: 'nginx', path: `/var/log/nginx/${name}.access.log` },
    { process: 'nginx-errors', path: `/var/log/nginx/${name}.error.log` },
  ]
}

export function chosenSources(sources: readonly LogSource[], names: readonly string[]): LogSource[] {
  return sources.filter(({ process }) =>
    names.length > 0 ? names.includes(process) : !onlyWhenNamed.has(process),
  )
}

/** A scheduled command may be called as cabestan.yaml calls it. */
export function sourceNamed(name: string, known: readonly string[]): string {
  const scheduled = `schedule-${name}`
  return !known.includes(name) && known.includes(scheduled) ? scheduled : name
}

/** Also of those whose hour has not come yet: they have no log. */
export async function scheduledCommands(host: Host, { name, home }: Places): Promise<string[]> {
  const text = (await host.files.readText(`/etc/cron.d/${name}`)) ?? ''
  return [...text.matchAll(new RegExp(` ${home}/bin/schedule (\\S+)`, 'g'))].map(
    ([, own]) => `schedule-${own}`,
  )
}

async function logsIn(host: Host, directory: string): Promise<LogSource[]> {
  const names = (await host.files.list(directory)) ?? []
  return names
    .filter((name) => name.endsWith('.log'))
    .map((name) => ({ process: processOf(name.slice(0, -'.log'.length)), path: `${directory}/${name}` }))
}

/** Which colour a visitor got is of no interest to who reads. */
function processOf(name: string): string {
  return colours.some((colour) => name === `web-${colour}`) ? 'web' : name
}
