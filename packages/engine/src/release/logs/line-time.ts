const zone = String.raw`\s?(Z|UTC|[+-]\d\d:?\d\d)?`
const clock = String.raw`(\d\d):(\d\d):(\d\d)(?:[.,](\d{1,9}))?${zone}`
const level = '(?:TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|CRITICAL|FATAL)'
const date = String.raw`(\d{4})[-/](\d\d)[-/](\d\d)[T ]${clock}`

/**
 * How the programs around a Django site write the time. Only where it stands in front, or between the brackets of a
 * line of requests: a date in the middle of a message tells when something else was.
 */
const dated = [
  // gunicorn: [2026-11-27 10:00:00 +0100]; celery: [2026-11-27 10:00:00,123: INFO…; nginx: 2026/11/27 10:00:00
  new RegExp(String.raw`^[\s[({]{0,3}(?:${level}[\s:[\]-]{1,3})?${date}`),
  // Matches a log of JSON objects.
  new RegExp(String.raw`^\{.{0,300}?"(?:@?timestamp|time|asctime|ts|date|datetime)":\s?"${date}`),
]
/**
 * Request lines as nginx and gunicorn write them: [27/Nov/2026:10:00:00 +0100]; Django's development server leaves
 * the zone out.
 */
const requested = new RegExp(String.raw`^.{0,300}?\[(\d\d)/([A-Z][a-z]{2})/(\d{4})[: ]${clock}\]`)

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/**
 * When a line was written, according to the line itself; null where it does not say. A time without a zone is in the
 * server's own.
 */
export function timeOf(line: string): number | null {
  for (const pattern of dated) {
    const [, year, month, day, ...rest] = pattern.exec(line) ?? []
    if (year !== undefined) return momentOf([Number(year), Number(month) - 1, Number(day)], rest)
  }
  const [, day, month = '', year, ...rest] = requested.exec(line) ?? []
  if (day === undefined || !months.includes(month)) return null
  return momentOf([Number(year), months.indexOf(month), Number(day)], rest)
}

type Day = readonly [year: number, month: number, day: number]

function momentOf(day: Day, [hours, minutes, seconds, fraction = '', where]: (string | undefined)[]) {
  const milliseconds = Number(fraction.padEnd(3, '0').slice(0, 3))
  const time = [Number(hours), Number(minutes), Number(seconds), milliseconds] as const
  if (where === undefined) return new Date(...day, ...time).getTime()
  return Date.UTC(...day, ...time) - offsetOf(where)
}

function offsetOf(where: string): number {
  const [, sign, hours = '0', minutes = '0'] = /^([+-])(\d\d):?(\d\d)$/.exec(where) ?? []
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000
}
