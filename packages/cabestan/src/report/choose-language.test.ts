import { describe, expect, it } from 'vitest'
import { chooseLanguage } from './choose-language.ts'

const english = () => 'en-GB'

describe('the language', () => {
  it.each([
    ['fr', {}, 'fr'],
    ['en', { LANG: 'fr_FR.UTF-8' }, 'en'],
    ['de', { LANG: 'fr_FR.UTF-8' }, 'fr'],
    [undefined, { CABESTAN_LANG: 'de', LANG: 'fr_FR.UTF-8' }, 'fr'],
    [undefined, { CABESTAN_LANG: 'fr', LC_ALL: 'C' }, 'fr'],
    [undefined, { LC_ALL: 'fr_CA.UTF-8', LANG: 'en_US.UTF-8' }, 'fr'],
    [undefined, { LC_MESSAGES: 'de_DE', LANG: 'fr_FR' }, 'en'],
    [undefined, { LC_ALL: '', LANG: 'fr_BE@euro' }, 'fr'],
    [undefined, { LANG: 'fro_FR' }, 'en'],
    [undefined, { LANG: 'C.UTF-8' }, 'en'],
  ])('%s and %j', (asked, environment, language) => {
    expect(chooseLanguage(asked, environment, english)).toBe(language)
  })

  it('is the system’s where no variable says it', () => {
    expect(chooseLanguage(undefined, {}, () => 'fr-FR')).toBe('fr')
  })
})
