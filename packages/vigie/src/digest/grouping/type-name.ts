import { messagePattern } from './message-pattern.ts'

/** Generated types contain numbers, addresses, or the file that they stand in. */
export function typeName(type: string | null): string {
  if (type === null) return ''
  if (/^[\w.]+$/.test(type)) return type
  // Apple's client has told these two kinds apart only since version 9.
  if (/^App Hang(?:ing| (?:Non )?Fully Blocked)$/.test(type)) return 'App Hang'
  // Small clients put the whole message there.
  if (isSentence(type)) return messagePattern(type)
  return type
    .replace(/@anonymous.*/s, '@anonymous')
    .replace(/0x[\da-f]+/gi, '<hex>')
    .replace(/\$\d+/g, '$$')
    .replace(/:\d+$/, '')
    .slice(0, 200)
}

/** At least three words, none of which is a parameter of the type: `Map<String, List<Order>>`. */
function isSentence(type: string): boolean {
  return !/[<>[\]]/.test(type) && type.trim().split(/\s+/).length > 2
}
