/** 32 hexadecimal digits in small letters, from any way of writing one; null of anything else. */
export function eventIdOf(value: unknown): string | null {
  if (typeof value !== 'string') return null
  const digits = value.replaceAll('-', '').toLowerCase()
  return /^[0-9a-f]{32}$/.test(digits) && !/^0+$/.test(digits) ? digits : null
}
