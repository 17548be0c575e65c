import type { Value } from '../python/values.ts'
import type { Route } from './route.ts'

type Values = ReadonlyMap<string, Value>

/** Variants that Django itself has besides the language; for others it only has the language. */
const variants =
  /^(?:en-au|en-gb|es-ar|es-co|es-mx|es-ni|es-ve|pt-br|sr-latn|zh-hans|zh-hant|zh-cn|zh-tw|ar-dz)$/

/** The prefix that i18n_patterns gives a path for a visitor without a preference; null where it cannot be told. */
export function languagePrefix(prefixed: Route['prefixed'], values: Values): string | null {
  if (prefixed !== 'always') return ''
  const code = textIn(values.get('LANGUAGE_CODE'))
  if (code === null) return values.has('LANGUAGE_CODE') ? null : 'en/'
  const languages = listed(values.get('LANGUAGES'))
  const short = code.split('-', 1)[0] ?? code
  const known = languages ?? [variants.test(code.toLowerCase()) ? code : short]
  return `${known.find((one) => one === code) ?? known.find((one) => one === short) ?? known[0] ?? short}/`.toLowerCase()
}

function listed(value: Value | undefined): string[] | null {
  if (value?.type !== 'list' || value.open) return null
  const codes = value.items.map((item) => (item.type === 'list' ? textIn(item.items[0]) : null))
  return codes.every((code) => code !== null) && codes.length > 0 ? codes : null
}

function textIn(value: Value | undefined): string | null {
  return value?.type === 'text' ? value.text : null
}
