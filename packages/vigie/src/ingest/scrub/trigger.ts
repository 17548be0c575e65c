/**
 * One expression for all that could be the beginning of a secret. It only points: who reads on from there does it by
 * hand, always forwards, so that no text of a stranger makes it go back.
 */
export function triggerOf(fields: readonly string[]): RegExp {
  const own = fields.map((field) => [...field].map(escaped).join('[^\\p{L}\\p{N}]?'))
  return new RegExp([...names, ...own, ...values].join('|'), fields.length > 0 ? 'giu' : 'gi')
}

const names = [
  'pass',
  'pwd',
  'secret',
  '(?:api|private|access|signing|encryption|encrypt|master|fernet|shared|storage|account|hmac|ssh).?key',
  'auth',
  'credential',
  'token',
  'otp',
  'two.?factor',
  'cookie',
  'sess',
  '[cx]srf',
  'card',
  'cv[vc]',
  'jwt',
  'mfa',
  'mdp',
  '\\bpw\\b',
  'signature',
  'insert into',
]

const values = [
  '://',
  'eyJ',
  'A(?:KI|SI|BI|CC|RO|ID)A[A-Z0-9]{16}',
  'gh[pousr]_',
  'github_pat_',
  'glpat-',
  'xox[abeoprs]-',
  '[rs]k_(?:live|test)_',
  'AIza',
  'npm_[A-Za-z0-9]{36}',
  'pypi-AgEI',
  'SG\\.[A-Za-z0-9_-]{16}',
  'bearer ',
  'basic ',
  'pbkdf2_',
  '\\$argon2',
  '\\$2[aby]\\$',
  '-----BEGIN ',
  '\\d{13}',
  '\\d{4}[ -]\\d{4}',
  '\\0',
  '[\\ud800-\\udfff]',
]

function escaped(letter: string): string {
  return /[\p{L}\p{N}]/u.test(letter) ? letter : `\\u{${letter.codePointAt(0)?.toString(16)}}`
}
