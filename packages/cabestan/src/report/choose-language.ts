import type { Language } from './language.ts'

/** A language that is asked for by name comes first; then the environment, as in every program. */
export function chooseLanguage(
  asked: string | undefined,
  environment: NodeJS.ProcessEnv,
  system: () => string = systemLocale,
): Language {
  const named = [asked, environment['CABESTAN_LANG']].find((each) => each && isSpoken(each))
  const locale = named || posixLocale(environment) || system()
  return isFrench(locale) ? 'fr' : 'en'
}

/** The language is known before anything is parsed, because mistakes and help are told in it too. */
export function languageIn(own: readonly string[]): string | undefined {
  const at = own.findLastIndex((word) => word === '--lang' || word.startsWith('--lang='))
  return at === -1 ? undefined : (own[at]?.split('=')[1] ?? own[at + 1])
}

/** Somebody who asks for an unknown language is told so in their own. */
function isSpoken(locale: string): boolean {
  return isFrench(locale) || /^en([_.-]|$)/i.test(locale)
}

function isFrench(locale: string): boolean {
  return /^fr([_.-]|$)/i.test(locale)
}

function posixLocale(environment: NodeJS.ProcessEnv): string | undefined {
  return ['LC_ALL', 'LC_MESSAGES', 'LANG'].map((name) => environment[name]).find((each) => each)
}

/** Windows, and programs on macOS that no terminal started, do not have these variables. */
function systemLocale(): string {
  return new Intl.DateTimeFormat().resolvedOptions().locale
}
