/** The source of a regular expression that matches just this text. Node has `RegExp.escape` for it from version 24 on. */
export function literalPattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
