import { booleanOf, itemsOf } from '../python/access.ts'
import { lookAsWritten, lookForced } from '../settings/look.ts'
import { type DerivedValue, type KeyQuestion, type ServerNames, text } from './derived-value.ts'

/** The first word that the settings themselves read as no. */
export function debugOff({ key, subject, switches }: KeyQuestion): DerivedValue | null {
  const words = key.type === 'number' ? ['0', ''] : ['False', '0', 'false', '']
  const off = words.find((word) => {
    const debug = lookAsWritten(subject, { ...switches, [key.name]: word })?.names.get('DEBUG')
    return booleanOf(debug) === false
  })
  // If the key does not decide DEBUG it is for something else, and is turned off with the usual word.
  return text(off ?? 'False')
}

export function hostsValue(question: KeyQuestion): DerivedValue | null {
  const { domains, addresses } = question.names
  // `SITE_ROOT=http://localhost:8000`: the hosts are taken from a complete address.
  if (isAddress(question.key.default)) return originsValue(question)
  return listValue(question, 'ALLOWED_HOSTS', [...domains, ...addresses])
}

export function originsValue(question: KeyQuestion): DerivedValue | null {
  const { names, key } = question
  const origins = originsOf(names)
  if ((/URL|ORIGIN$/.test(key.name) || isAddress(key.default)) && key.type !== 'list')
    return origins[0] === undefined ? null : text(origins[0])
  return listValue(question, 'CSRF_TRUSTED_ORIGINS', origins)
}

export function crossOriginsValue(question: KeyQuestion): DerivedValue | null {
  const { settings } = question
  const setting = settings.values.has('CORS_ALLOWED_ORIGINS')
    ? 'CORS_ALLOWED_ORIGINS'
    : 'CORS_ORIGIN_WHITELIST'
  return listValue(question, setting, originsOf(question.names))
}

function originsOf({ domains, addresses, https }: ServerNames): string[] {
  return [...domains, ...addresses].map((host) => `${https ? 'https' : 'http'}://${host}`)
}

function isAddress(text: string | null): boolean {
  return text !== null && /^https?:\/\/[^,\s]*$/.test(text)
}

/** Separated by commas, spaces or brackets: whichever form the settings turn into the intended list. */
function listValue(
  { key, subject, switches }: KeyQuestion,
  setting: string,
  wanted: readonly string[],
): DerivedValue | null {
  if (wanted.length === 0) return null
  const ways = [
    wanted.join(','),
    wanted.join(' '),
    JSON.stringify(wanted),
    wanted.join(';'),
    wanted.join(', '),
  ]
  const understood = ways.find((way) => {
    const names = lookForced(subject, { ...switches, [key.name]: way })?.names
    const { items } = itemsOf(names?.get(setting))
    return wanted.every((item) => items.includes(item))
  })
  return text(understood ?? oneOf(wanted))
}

/** A single name: `DOMAIN=disquaire.example`. */
function oneOf(wanted: readonly string[]): string {
  return wanted.find((item) => !item.startsWith('*') && !item.startsWith('.')) ?? wanted[0] ?? ''
}
