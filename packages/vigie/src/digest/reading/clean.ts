const unwanted = /[[\p{Cc}--[\t\n\r]]\p{Cs}\u202a-\u202e\u2066-\u2069]/v
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const colours = /\u001b\[[\d;]*m/g
const all = new RegExp(unwanted, 'gv')

/**
 * Text that can stand anywhere: no NUL (databases end there), no escapes (terminals obey them; colours leave no trace),
 * no signs that turn the direction of writing (they make one name look like another), no half of a character.
 */
export function clean(text: string): string {
  return unwanted.test(text) ? text.replace(colours, '').replace(all, '\ufffd') : text
}
