import type { Catalogue } from './catalogue/catalogue.ts'
import { english } from './catalogue/en/en.ts'
import { french } from './catalogue/fr/fr.ts'
import { withFrenchSpaces } from './text/french-spaces.ts'

export const languages = ['en', 'fr'] as const
export type Language = (typeof languages)[number]

const catalogues: Readonly<Record<Language, () => Catalogue>> = {
  en: () => english,
  fr: () => withFrenchSpaces(french),
}

export function catalogueIn(language: Language): Catalogue {
  return catalogues[language]()
}
