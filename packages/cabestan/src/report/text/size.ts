import type { Language } from '../language.ts'

const units = { en: ['kB', 'MB', 'GB', 'TB'], fr: ['ko', 'Mo', 'Go', 'To'] }

/** With two or three digits, in the unit for which that is enough. */
export function size(bytes: number, language: Language): string {
  let value = bytes / 1024
  let unit = 0
  while (value >= 1000 && unit < 3) {
    value /= 1024
    unit += 1
  }
  const digits = value < 10 ? 1 : 0
  const text = new Intl.NumberFormat(language, { maximumFractionDigits: digits }).format(value)
  return `${text} ${units[language][unit]}`
}

/** The server measures everything in the same unit. */
export function inUnits(text: string, language: Language): string {
  return language === 'fr' ? text.replace(/^(\d+) MB$/, '$1 Mo') : text
}
