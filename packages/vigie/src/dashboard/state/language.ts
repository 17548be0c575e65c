import type { Account } from '../../contract/account.ts'
import type { PageWords } from '../../words/pages/en.ts'

type Language = Account['language']

const shelf = 'vigie:language'

/** Before anybody is signed in: the last choice made here, or what the browser asks for. */
export function guessedLanguage(): Language {
  const kept = localStorage.getItem(shelf) ?? navigator.language
  return kept.startsWith('fr') ? 'fr' : 'en'
}

export function keepLanguage(language: Language): void {
  localStorage.setItem(shelf, language)
  document.documentElement.lang = language
}

/** Only the language that is read is loaded. */
export async function wordsOf(language: Language): Promise<PageWords> {
  if (language === 'fr') return (await import('../../words/pages/fr.ts')).fr
  return (await import('../../words/pages/en.ts')).en
}
