import type { Tree } from '../tree/tree.ts'

/**
 * When a `.service` is run by its timer, as a crontab says it where it can; null for one that is kept running, and
 * '' for one that runs once whenever somebody says so.
 */
export function timeOfUnit(tree: Tree, file: string, text: string): string | null {
  if (!file.endsWith('.service')) return null
  const timer = tree.text(file.replace(/\.service$/, '.timer'))
  const [, calendar = ''] = /^\s*OnCalendar\s*=\s*(\S.*?)\s*$/m.exec(timer ?? '') ?? []
  if (calendar !== '') return inCrontab(calendar)
  const [, interval = ''] = /^\s*OnUnit(?:Active|Inactive)Sec\s*=\s*(\S.*?)\s*$/m.exec(timer ?? '') ?? []
  if (interval !== '') return everySo(interval)
  return timer !== null || /^\s*Type\s*=\s*oneshot\b/m.test(text) ? '' : null
}

const named: Readonly<Record<string, string>> = {
  minutely: '* * * * *',
  hourly: '0 * * * *',
  daily: '0 0 * * *',
  weekly: '0 0 * * 1',
  monthly: '0 0 1 * *',
  yearly: '0 0 1 1 *',
}

/** `daily`, `*:0/5`, `*-*-* 03:30:00`; what says more than that is left as it is written. */
function inCrontab(calendar: string): string {
  const known = named[calendar.toLowerCase()]
  if (known !== undefined) return known
  const [, every] = /^(?:\*-\*-\* )?\*:(?:0\/|\*\/)(\d{1,2})(?::00)?$/.exec(calendar) ?? []
  if (every !== undefined) return `*/${Number(every)} * * * *`
  const [, hour, minute] = /^(?:\*-\*-\* )?(\d{1,2}|\*):(\d{1,2})(?::00)?$/.exec(calendar) ?? []
  if (minute === undefined || hour === undefined) return calendar
  return `${Number(minute)} ${hour === '*' ? '*' : Number(hour)} * * *`
}

function everySo(interval: string): string {
  const [, minutes] = /^(\d{1,2})\s*(?:m|min|minutes?)$/.exec(interval) ?? []
  return minutes === undefined ? interval : `*/${Number(minutes)} * * * *`
}
