import type { Host } from '../../host/host.ts'
import { colours, type Places } from '../places.ts'

/** A log file, and which process writes to it. */
export interface LogSource {
  readonly process: string
  readonly path: string
}

/** The log of all requests, which is more than anybody wants among the other logs. */
const onlyWhenNamed = new Set(['nginx'])

/** All logs of an application that exist. */
export async function logSources(host: Host, places: Places): Promise<LogSource[]> {
  const { name, logs } = places
  const [programs, site] = await Promise.all([
    logsIn(host, logs),
    // The application may write to this directory, so anything that is not a plain file is left out when it is read.
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

/** A scheduled command may have the same name as a process in cabestan.yaml. */
export function sourceNamed(name: string, known: readonly string[]): string {
  const scheduled = `schedule-${name}`
  return !known.includes(name) && known.includes(scheduled) ? scheduled : name
}

/** Includes commands whose hour has not come yet and that therefore have no log. */
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

/** Readers do not care which colour a line came from. */
function processOf(name: string): string {
  return colours.some((colour) => name === `web-${colour}`) ? 'web' : name
}
