import type { Language } from '../language.ts'

/** `0.4 s`, `12 s`, `3 min 05 s`, `2 h 10 min`, `4 d 3 h`: as precise as one wants to know. */
export function duration(milliseconds: number, language: Language): string {
  const seconds = Math.max(0, milliseconds) / 1000
  if (seconds < 9.95) return `${decimal(seconds, language)} s`
  const whole = Math.round(seconds)
  if (whole < 60) return `${whole} s`
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${twoDigits(whole % 60)} s`
  const minutes = Math.floor(whole / 60)
  if (minutes < 24 * 60) return `${Math.floor(minutes / 60)} h ${twoDigits(minutes % 60)} min`
  const hours = Math.floor(minutes / 60)
  return `${Math.floor(hours / 24)} ${language === 'fr' ? 'j' : 'd'} ${hours % 24} h`
}

/** How long somebody waited for an answer, in milliseconds as long as it is quick. */
export function waitingTime(milliseconds: number, language: Language): string {
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : duration(milliseconds, language)
}

/** For a running clock: without tenths, which would flicker. */
export function runningTime(milliseconds: number, language: Language): string {
  return duration(Math.floor(milliseconds / 1000) * 1000, language).replace(/[.,]0 s$/, ' s')
}

export function dateAndTime(milliseconds: number, language: Language): string {
  return new Intl.DateTimeFormat(language === 'fr' ? 'fr-FR' : 'en-GB', {
    dateStyle: 'medium',
    timeStyle: 'short',
  }).format(milliseconds)
}

function decimal(seconds: number, language: Language): string {
  const text = seconds.toFixed(1)
  return language === 'fr' ? text.replace('.', ',') : text
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0')
}
