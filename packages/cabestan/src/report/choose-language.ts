import type { Language } from './language.ts'

/** What is asked for by name counts first; then the person's environment, as every program reads it. */
export function chooseLanguage(
  asked: string | undefined,
  environment: NodeJS.ProcessEnv,
  system: () => string = systemLocale,
): Language {
  const named = asked || environment['CABESTAN_LANG']
  const locale = named || posixLocale(environment) || system()
  return /^fr([_.-]|$)/i.test(locale) ? 'fr' : 'en'
}

function posixLocale(environment: NodeJS.ProcessEnv): string | undefined {
  return ['LC_ALL', 'LC_MESSAGES', 'LANG'].map((name) => environment[name]).find((each) => each)
}

/** Windows, and macOS programs that no terminal started, have no such variables. */
function systemLocale(): string {
  return new Intl.DateTimeFormat().resolvedOptions().locale
}
