/**
 * Where a card number that begins at `from` ends, or -1: by the groups in which people write them, by the first digits
 * and the lengths that issuers give, and by Luhn’s sum. A number within a longer one, or within a word, is none.
 */
export function endOfCard(text: string, from: number): number {
  if (!mayBegin(text, from) || /[\w.]/.test(text[from - 1] ?? '')) return -1
  for (const grouping of groupings) {
    grouping.lastIndex = from
    const written = grouping.exec(text)
    if (written !== null && isCard(written[0].replace(between, ''))) return from + written[0].length
  }
  return -1
}

/** Four digits are all that most numbers share with cards: those cost no expression. */
function mayBegin(text: string, from: number): boolean {
  const fifth = text.charCodeAt(from + 4)
  if (isDigit(fifth)) return isDigit(text.charCodeAt(from + 12))
  return fifth === 0x20 || fifth === 0x25 || fifth === 0x2b || fifth === 0x2d
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39
}

export function isCardNumber(value: number): boolean {
  return value >= 1e12 && value < 1e19 && Number.isInteger(value) && isCard(String(value))
}

/** A form that was sent has another sign for a space, and so has an address. */
const between = /%20|[ +-]/g

const groupings = [
  /\d{13,19}(?![\dA-Fa-f])/y,
  /\d{4}([ +-]|%20)\d{4}\1\d{4}\1\d{4}\1\d{1,3}(?![\dA-Fa-f])/y,
  /\d{4}([ +-]|%20)\d{4}\1\d{4}\1\d{4}(?![\dA-Fa-f])/y,
  /\d{4}([ +-]|%20)\d{6}\1\d{4,5}(?![\dA-Fa-f])/y,
]

const issuers =
  /^(?:4(?:\d{12}|\d{15}|\d{18})|(?:5[1-5]|2[2-7])\d{14}|3[47]\d{13}|3(?:0[0-5]|[689]\d)\d{11,16}|35\d{14,17}|6\d{15,18}|5[06-8]\d{14,17})$/

function isCard(digits: string): boolean {
  return issuers.test(digits) && luhn(digits)
}

function luhn(digits: string): boolean {
  let sum = 0
  for (let at = 0; at < digits.length; at++) {
    const digit = digits.charCodeAt(digits.length - 1 - at) - 0x30
    sum += at % 2 === 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2
  }
  return sum % 10 === 0
}
