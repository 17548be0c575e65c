/** Types made on the way carry numbers, addresses, or the file that they stand in. */
export function typeName(type: string | null): string {
  if (type === null) return ''
  if (/^[\w.]+$/.test(type)) return type
  return type
    .replace(/@anonymous.*/s, '@anonymous')
    .replace(/0x[\da-f]+/gi, '<hex>')
    .replace(/\$\d+/g, '$$')
    .slice(0, 200)
}
