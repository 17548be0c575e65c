const unwanted = /[[\p{Cc}--[\t\n\r]]\p{Cs}\u202a-\u202e\u2066-\u2069]/v
const all = new RegExp(unwanted, 'gv')

/**
 * Text that can stand anywhere: no NUL (databases end there), no escapes (terminals obey them), no signs that turn
 * the direction of writing (they make one name look like another), no half of a character.
 */
export function clean(text: string): string {
  return unwanted.test(text) ? text.replace(all, '\ufffd') : text
}
