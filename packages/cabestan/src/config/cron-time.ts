import type { Read } from './problems.ts'

/** When cron runs a command: five fields as crontab(5) has them, or one of its words. */
export function readCronTime(text: string): Read<string> {
  if (words.has(text)) return { value: text }
  const given = text.trim().split(/[ \t]+/)
  const isTime = given.length === fields.length && fields.every((field, at) => fits(given[at] ?? '', field))
  return isTime ? { value: given.join(' ') } : { problem: 'cron-time' }
}

const words = new Set(['@hourly', '@daily', '@midnight', '@weekly', '@monthly', '@yearly', '@annually'])

interface Field {
  readonly least: number
  readonly most: number
  readonly names?: readonly string[]
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']

const fields: readonly Field[] = [
  { least: 0, most: 59 },
  { least: 0, most: 23 },
  { least: 1, most: 31 },
  { least: 1, most: 12, names: months },
  { least: 0, most: 7, names: days },
]

// `*`, `5`, `1-5`, `*/10`, `8-18/2`, and lists of them with commas.
function fits(text: string, field: Field): boolean {
  return text.split(',').every((part) => isPart(part, field))
}

function isPart(part: string, field: Field): boolean {
  const [, from = '', to, step] = /^([a-z0-9]+|\*)(?:-([a-z0-9]+))?(?:\/([0-9]{1,2}))?$/i.exec(part) ?? []
  if (from === '*') return to === undefined && step !== '0'
  const [first, last] = [numberOf(from, field), numberOf(to ?? from, field)]
  if (first === null || last === null || first > last || step === '0') return false
  // cron accepts a step behind a single number, but it does not do what one would think.
  return step === undefined || to !== undefined
}

function numberOf(text: string, { least, most, names = [] }: Field): number | null {
  const named = names.indexOf(text.toLowerCase())
  if (named >= 0) return named + (least === 1 ? 1 : 0)
  const number = /^[0-9]{1,2}$/.test(text) ? Number(text) : Number.NaN
  return number >= least && number <= most ? number : null
}
