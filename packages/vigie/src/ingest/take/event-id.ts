/** 32 hexadecimal digits in lower case, from any way of writing them; null for anything else. */
export function eventIdOf(value: unknown): string | null {
  if (typeof value !== 'string') return null
  const digits = value.replaceAll('-', '').toLowerCase()
  return /^[0-9a-f]{32}$/.test(digits) && !isNil(digits) ? digits : null
}

/** What clients write if they have none: `SentryId.Empty`. */
export function isNoId(value: unknown): boolean {
  return (
    value === undefined || value === null || (typeof value === 'string' && isNil(value.replaceAll('-', '')))
  )
}

function isNil(digits: string): boolean {
  return /^0+$/.test(digits)
}
