/**
 * The name that a person wrote, of one that a C++, Rust or Swift compiler made of it: what it stands in and what it is
 * called. Arguments and what it is generic over are left out; what is not understood stays as it is.
 */
export function demangled(name: string): string {
  if (name.startsWith('_Z') || name.startsWith('__Z')) return fromItanium(name) ?? name
  return /^_?\$[sS]\d/.test(name) ? (fromSwift(name) ?? name) : name
}

/** `_ZN4Shop6Orders6chargeEv`, `_Z6chargev` */
function fromItanium(name: string): string | null {
  const isNested = /^__?ZN/.test(name)
  const parts = partsFrom(name, name.indexOf('Z') + (isNested ? 2 : 1), /^[KVrRO]+/)
  const names = (isNested ? parts : parts.slice(0, 1)).map(withoutEscapes)
  const ownName = names.at(-1)
  if (ownName === undefined) return null
  // In Rust the last part is a hash.
  return (/^h[\da-f]{16}$/.test(ownName) ? names.slice(0, -1) : names).join('::')
}

/** `N4shop10OutOfStockE`, `St12out_of_range`: what `typeid` prints for a type whose name was not demangled. */
export function demangledType(type: string): string {
  const [, body = ''] = /^(?:N(?=.*E$))?((?:St)?\d{1,3}[A-Za-z_].*)$/.exec(type) ?? []
  const spelled = body.replace(/^St/, '3std')
  const parts = partsFrom(spelled, 0, /^[KV]+/)
  const rest = spelled.slice(parts.map((part) => `${part.length}${part}`).join('').length)
  return parts.length > 0 && /^(?:[IBE]|$)/.test(rest) ? parts.join('::') : type
}

const escapes: Readonly<Record<string, string>> = {
  LT: '<',
  GT: '>',
  LP: '(',
  RP: ')',
  RF: '&',
  BP: '*',
  C: ',',
  u20: ' ',
  u27: "'",
  u7b: '{',
  u7d: '}',
}

/** Rust's older names: `_$LT$shop..Basket$u20$as$u20$shop..Pay$GT$`. */
function withoutEscapes(part: string): string {
  if (!part.includes('$') && !part.includes('..')) return part
  return part
    .replace(/^_(?=\$)/, '')
    .replace(/\$(\w{1,3})\$/g, (whole, code: string) => escapes[code] ?? whole)
    .replaceAll('..', '::')
}

/**
 * Swift's `$s4Shop6OrdersC6chargeyyF`: a module, types followed by the letter of their kind, a function and its
 * labels.
 */
function fromSwift(name: string): string | null {
  const parts = partsFrom(name, name.search(/\d/), /^[CVO]/, 2)
  return parts.length < 2 ? null : parts.join('.')
}

/** Each part has its length before it. From part `lone` on, the name ends at the first that nothing follows. */
function partsFrom(name: string, start: number, between: RegExp, lone = Number.POSITIVE_INFINITY) {
  const parts: string[] = []
  let at = start
  while (at < name.length) {
    const skipped = between.exec(name.slice(at, at + 4))?.[0].length ?? 0
    if (skipped === 0 && parts.length >= lone) break
    at += skipped
    const digits = /^[1-9]\d{0,2}/.exec(name.slice(at, at + 3))?.[0]
    if (digits === undefined) break
    const end = at + digits.length + Number(digits)
    if (end > name.length) break
    parts.push(name.slice(at + digits.length, end))
    at = end
  }
  return parts
}
