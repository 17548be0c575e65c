import type { CliWords } from '../words/cli/en.ts'

/** The terminal's language, chosen as gettext would. Only that language is loaded. */
export async function wordsFor(environment: NodeJS.ProcessEnv): Promise<CliWords> {
  const { LC_ALL, LC_MESSAGES, LANG } = environment
  const isFrench = /^fr/i.test(LC_ALL || LC_MESSAGES || LANG || '')
  return isFrench ? (await import('../words/cli/fr.ts')).fr : (await import('../words/cli/en.ts')).en
}
