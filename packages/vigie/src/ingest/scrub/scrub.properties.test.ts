import fc from 'fast-check'
import { expect, test } from 'vitest'
import { judgePattern } from './patterns.ts'
import { compileRules } from './rules.ts'
import { scrub } from './scrub.ts'

const rules = compileRules([])
const secret = 'Zq7-hunter2-Zq7'
const names = [
  'password',
  'api_key',
  'Authorization',
  'csrftoken',
  'userPassword',
  'sessionid',
  'CARD_NUMBER',
  'x-auth-token',
]

const name = fc.constantFrom(...names)
const harmlessName = fc.stringMatching(/^[bdfghjlmnquvxyz]{1,8}$/)

/** The ways in which a name and its value may be written. */
const written = fc
  .tuple(
    name,
    fc.constantFrom(
      (key: string) => `{'${key}': '${secret}', 'a': 1}`,
      (key: string) => `{"${key}": "${secret}"}`,
      (key: string) => `{\\"${key}\\": \\"${secret}\\"}`,
      (key: string) => `a=1&${key}=${secret}&b=2`,
      (key: string) => `${key}: ${secret}`,
      (key: string) => `f(x, ${key}='${secret}')`,
      (key: string) => `https://h/p?${key}=${secret}#f`,
      (key: string) => `<${key}>${secret}</${key}>`,
      (key: string) => `[('${key}', '${secret}')]`,
      (key: string) => `--${key} ${secret} -v`,
      (key: string) => `{:${key}=>"${secret}"}`,
    ),
  )
  .map(([key, write]) => write(key))

test('a text with a secret under a secret’s name loses it, whatever stands around it', () => {
  fc.assert(
    fc.property(written, fc.string(), fc.string(), (text, before, after) => {
      // Quotes in the random text are dropped, because ours would close them.
      const around = `${before.replace(/["'`\\]/g, '')} ${text} ${after}`
      expect(JSON.stringify(scrub({ extra: { around } }, rules))).not.toContain(secret)
    }),
    { numRuns: 500, seed: 4 },
  )
})

const planted = fc
  .tuple(
    fc.array(fc.oneof(harmlessName, fc.constant(null)), { maxLength: 50 }),
    fc.oneof(
      name.map((key): unknown => ({ [key]: secret })),
      name.map((key): unknown => ({ [key]: [{ a: secret }] })),
      name.map((key): unknown => [key, secret]),
      name.map((key): unknown => ({ key, value: secret })),
      written,
    ),
    fc.jsonValue(),
  )
  .map(([path, leaf, beside]) =>
    path.reduceRight<unknown>(
      (inner, key) => (key === null ? [beside, inner, 1] : { beside, [key]: inner }),
      { leaf },
    ),
  )

test('a secret that is planted under its name survives at no depth', () => {
  fc.assert(
    fc.property(planted, (payload) => {
      expect(JSON.stringify(scrub(payload, rules))).not.toContain(secret)
    }),
    { numRuns: 500, seed: 4 },
  )
})

const text = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  written,
  fc
    .array(
      fc.constantFrom(
        ...[
          'password',
          '=',
          ':',
          '"',
          "'",
          '\\',
          '[filtered]',
          '…',
          '://',
          '@',
          '&',
          ' ',
          '{',
          '}',
          '(',
          ')',
          ',',
          'eyJ',
          '\n',
        ],
        ...[
          '4111111111111111',
          'insert into t(a,password) values (',
          '-----BEGIN PRIVATE KEY-----',
          '%3D',
          '--',
          'Cookie',
          'x',
          'SK',
          '0123456789abcdef',
          'key-',
          '{SSHA}',
          'PuTTY-User-Key-File-2: ',
          'htpasswd -b ',
          'rabbitmqctl add_user ',
          'sqlplus a/',
          ' --user ',
          'oracle:thin:a/',
        ],
      ),
      { maxLength: 40 },
    )
    .map((parts) => parts.join('')),
)
const payloads = fc.letrec((tie) => ({
  any: fc.oneof(
    { maxDepth: 5 },
    text,
    fc.double(),
    fc.boolean(),
    fc.constant(null),
    tie('list'),
    tie('object'),
  ),
  list: fc.array(tie('any'), { maxLength: 5 }),
  object: fc.dictionary(
    fc.oneof(
      name,
      text,
      fc.constantFrom(
        'message',
        'extra',
        'frames',
        'params',
        'value',
        'cookies',
        '__proto__',
        'context_line',
      ),
    ),
    tie('any'),
    { maxKeys: 6 },
  ),
})).any

test('what was scrubbed is not changed by scrubbing it again', () => {
  fc.assert(
    fc.property(payloads, (payload) => {
      const once = JSON.stringify(scrub(JSON.parse(JSON.stringify(payload)), rules))
      expect(JSON.stringify(scrub(JSON.parse(once), rules))).toBe(once)
    }),
    { numRuns: 1_000, seed: 4 },
  )
})

test('any JSON becomes valid JSON in valid UTF-8 without NUL', () => {
  fc.assert(
    fc.property(payloads, (payload) => {
      const clean = JSON.stringify(scrub(JSON.parse(JSON.stringify(payload)), rules))
      expect(clean).not.toContain('\\u0000')
      expect(clean).not.toMatch(/\\ud[89a-f]/)
      expect(() => JSON.parse(clean)).not.toThrow()
    }),
    { numRuns: 1_000, seed: 4 },
  )
})

/** If the time grew with the square of the text, the test would run into its time limit. */
const hostile = [
  ...[
    '://',
    '://a',
    '://a:b@',
    'eyJ',
    '-eyJ',
    'eyJ.',
    'password',
    'password=',
    "password='",
    'password="\\',
    "('password',",
  ],
  ...[
    'insert into ',
    'insert into t(a,password) values (',
    'insert into t(password) values (?),',
    '4',
    '4 ',
    '4111 ',
    '\\u0070',
  ],
  ...[
    '%70',
    '-----BEGIN PRIVATE KEY',
    'bearer ',
    'basic a',
    'token:{',
    'token=(a,',
    'Cookie: ',
    "'",
    '"',
    '\\',
    '[',
    'a_',
    'A',
  ],
  ...[
    'AKIA',
    'sk_live_',
    'two ',
    'api key ',
    '<password>',
    'password type=a value',
    '$2a$',
    'pbkdf2_',
    '\0',
    '\ud800',
    'aut',
  ],
]

test.each(hostile)('is not held up by texts that are full of %j', (part) => {
  const long = part.repeat(Math.ceil(16_384 / part.length)).slice(0, 16_384)
  const payload = { extra: 0, list: Array.from({ length: 8 }, (_, at) => `${long}${at}`), [long]: long }
  expect(JSON.stringify(scrub(payload, rules)).length).toBeGreaterThan(0)
})

test('refuses expressions that could go back and forth without end', () => {
  const refused = [
    '(a+)+$',
    '(a|a)*b',
    '(\\d+)*x',
    '(a*)*',
    '((ab)+c)+',
    '(x+x+)+y',
    '(.)\\1',
    '(?=a+)b',
    '(a?){30}',
  ]
  for (const source of refused)
    expect([source, judgePattern(source)]).toEqual([
      source,
      expect.stringMatching(/^(?:may-take-forever|matches-nothing)$/),
    ])
  expect(judgePattern('[')).toBe('not-an-expression')
  expect(judgePattern('a*')).toBe('matches-nothing')
  expect(judgePattern('a'.repeat(301))).toBe('too-long')
  const taken = [
    'FR\\d{2}[ ]?\\d{4}',
    '\\b[A-Z]{2}\\d{6}\\b',
    'client-(?:a|b)\\d+',
    '[\\w.]+@[\\w.]+\\.fr',
    '\\(x\\)+',
  ]
  expect(taken.map((source) => judgePattern(source))).toEqual(taken.map(() => null))
})
