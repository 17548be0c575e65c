/**
 * Text of a stranger as it is shown: control characters, which a page would swallow, become the signs that stand
 * for them, so that an escape sequence of a terminal is seen for what it is. Line ends and tabs stay.
 */
export function visible(text: string): string {
  return text.toWellFormed().replace(control, (character) => {
    const code = character.charCodeAt(0)
    if (code < 0x20) return String.fromCharCode(0x2400 + code)
    return code === 0x7f ? '␡' : '�'
  })
}

/** For a single line that nothing isolates (a window's title, a shell): without any control characters. */
export function plain(text: string): string {
  return text.toWellFormed().replace(/\s+/g, ' ').replace(control, '').replace(steering, '').trim()
}

/** The address of a link, or null for anything but http and https. */
export function safeAddress(text: string): string | null {
  if (!/^https?:\/\//i.test(text) || text.length > 2000) return null
  const address = URL.parse(text)
  return address && (address.protocol === 'http:' || address.protocol === 'https:') ? address.href : null
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it looks for
const control = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g
/** Marks and overrides of the writing direction. */
const steering = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g
