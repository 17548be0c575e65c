import type { Language } from '../language.ts'

const units = { en: ['kB', 'MB', 'GB'], fr: ['ko', 'Mo', 'Go'] } as const

/** `8.1 MB`: as much as one wants to know. */
export function size(bytes: number, language: Language): string {
  const power = Math.min(2, Math.max(0, Math.floor(Math.log10(Math.max(bytes, 1)) / 3) - 1))
  const value = bytes / 1000 ** (power + 1)
  const text = value < 99.95 ? value.toFixed(1) : value.toFixed(0)
  return `${language === 'fr' ? text.replace('.', ',') : text} ${units[language][power]}`
}
