import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import type { ScrubRules } from '../../contract/project.ts'
import { compileRules } from './rules.ts'
import { scrub } from './scrub.ts'

const usual = compileRules([])
const own: ScrubRules = { fields: [], patterns: [], keep: [], addresses: false }

test('takes out secrets under their names, and keeps the structure', () => {
  const payload = {
    request: {
      headers: { Authorization: 'Bearer abc', 'X-Api-Key': 'k', Accept: '*/*' },
      cookies: { sessionid: 'abc', theme: 'dark' },
      data: { password: 'hunter2', user: { api_key: 'k', name: 'bob' }, otp: 123456 },
    },
    extra: { credentials: { login: 'bob', pin: 1 } },
  }
  expect(scrub(payload, usual)).toEqual({
    request: {
      headers: { Authorization: '[filtered]', 'X-Api-Key': '[filtered]', Accept: '*/*' },
      cookies: { sessionid: '[filtered]', theme: '[filtered]' },
      data: { password: '[filtered]', user: { api_key: '[filtered]', name: 'bob' }, otp: '[filtered]' },
    },
    extra: { credentials: '[filtered]' },
  })
})

test('knows pairs, as headers, tags and query strings are sent', () => {
  const pairs = [
    ['Authorization', 'Basic dXNlcjpwYXNz'],
    ['Cookie', 'sessionid=abc'],
    ['Accept', 'text/html'],
  ]
  const tags = [
    { key: 'auth_token', value: 'abc' },
    { key: 'browser', value: 'Firefox' },
  ]
  expect(scrub({ request: { headers: pairs, query_string: [['token', 'abc']] }, tags }, usual)).toEqual({
    request: {
      headers: [
        ['Authorization', '[filtered]'],
        ['Cookie', '[filtered]'],
        ['Accept', 'text/html'],
      ],
      query_string: [['token', '[filtered]']],
    },
    tags: [
      { key: 'auth_token', value: '[filtered]' },
      { key: 'browser', value: 'Firefox' },
    ],
  })
})

test('takes cookies out of texts, lists and pairs of whatever name', () => {
  expect(
    scrub({ a: { cookies: [['theme', 'dark']] }, HTTP_COOKIE: 'a=b; c=d', b: { cookies: ['a=b'] } }, usual),
  ).toEqual({
    a: { cookies: [['theme', '[filtered]']] },
    HTTP_COOKIE: '[filtered]',
    b: { cookies: ['[filtered]'] },
  })
})

test('keeps what is no secret under a secret’s name: nothing, yes, no, how many', () => {
  const payload = { password: null, is_authenticated: true, token: '', session_count: 5, max_tokens: '4096' }
  expect(scrub({ ...payload }, usual)).toEqual(payload)
})

test('takes the arguments of a command line', () => {
  expect(
    scrub({ extra: { 'sys.argv': ['m.py', '--password', 'hunter2', '--token=abc', '-v'] } }, usual),
  ).toEqual({
    extra: { 'sys.argv': ['m.py', '--password', '[filtered]', '--token=[filtered]', '-v'] },
  })
})

test('takes the parameters of a log line by what stands before their place, and what they became in the message', () => {
  const logentry = {
    message: 'login of %s with password=%s from %s',
    params: ['bob', 'abcd', 'here'],
    formatted: 'login of bob with password=abcd from here',
  }
  expect(scrub({ logentry }, usual)).toEqual({
    logentry: {
      message: 'login of %s with password=%s from %s',
      params: ['bob', '[filtered]', 'here'],
      formatted: 'login of bob with password=[filtered] from here',
    },
  })
})

test('takes a secret that was found by its name out of every other text', () => {
  const payload = {
    message: 'no user bob/hunter2',
    exception: {
      values: [
        {
          value: 'cannot log in with hunter2',
          stacktrace: {
            frames: [{ vars: { password: "'hunter2'", s: "b'hunter2'", args: ["'bob'", "'hunter2'"] } }],
          },
        },
      ],
    },
  }
  expect(JSON.stringify(scrub(payload, usual))).not.toContain('hunter2')
})

test('does not look for words and numbers everywhere because they were somebody’s password', () => {
  const payload = {
    request: { data: { password: 'production', otp: '123456' } },
    extra: { a: 'production 123456' },
  }
  expect(scrub(payload, usual)).toMatchObject({ extra: { a: 'production 123456' } })
})

test('keeps source readable: only what is written in quotes is a value', () => {
  const frame = {
    pre_context: ['user = authenticate(username=username, password=password)', 'token: str = "abc"'],
    context_line: "login(user, password='hunter2')",
    post_context: ["API_KEY = os.environ.get('API_KEY', 'fallback')", 'label=_("Password:"), help_text="x")'],
    vars: { password: 'abc' },
  }
  expect(scrub({ frames: [frame] }, usual)).toEqual({
    frames: [
      {
        pre_context: [
          'user = authenticate(username=username, password=password)',
          'token: str = "[filtered]"',
        ],
        context_line: "login(user, password='[filtered]')",
        post_context: [
          "API_KEY = os.environ.get('API_KEY', '[filtered]')",
          'label=_("Password:"), help_text="x")',
        ],
        vars: { password: '[filtered]' },
      },
    ],
  })
})

test('takes the lines of a key out of source', () => {
  const line = 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj'
  expect(scrub({ frames: [{ context_line: `    "${line}\\n"`, post_context: [line] }] }, usual)).toEqual({
    frames: [{ context_line: '[filtered]', post_context: ['[filtered]'] }],
  })
})

test('keeps versions of packages that are called after secrets', () => {
  const modules = { 'google-auth': '2.40.1', 'django-session-timeout': '0.1.0' }
  expect(scrub({ modules: { ...modules, token: 'abcdef' } }, usual)).toEqual({
    modules: { ...modules, token: '[filtered]' },
  })
})

test('judges a fingerprint as text: two of its words are no name and its value', () => {
  expect(scrub({ fingerprint: ['auth', 'failed'] }, usual)).toEqual({ fingerprint: ['auth', 'failed'] })
})

test('takes secrets out of names as well', () => {
  expect(scrub({ extra: { 'postgres://u:hunter2@h/db': 1 } }, usual)).toEqual({
    extra: { 'postgres://u:[filtered]@h/db': 1 },
  })
})

test('finds card numbers in numbers and texts, and leaves times and ids alone', () => {
  const payload = {
    a: 4111111111111111,
    b: 'card 5500-0000-0000-0004!',
    c: 1700000000000,
    d: '4111111111111112',
  }
  expect(scrub(payload, usual)).toEqual({
    a: '[filtered]',
    b: 'card [filtered]!',
    c: 1700000000000,
    d: '4111111111111112',
  })
})

test('walks a nesting of 100,000 and cuts it off', () => {
  const nested = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`)
  expect(JSON.stringify(scrub(nested, usual))).toMatch(/^\[{60}"\[too deep\]"\]{60}$/)
})

test('keeps the outermost and the innermost of too many frames, and says so', () => {
  const frames = Array.from({ length: 120 }, (_, lineno) => ({ lineno }))
  const clean = scrub({ stacktrace: { frames } }, usual) as unknown as {
    stacktrace: { frames: { lineno: number }[]; frames_omitted: unknown }
  }
  expect(clean.stacktrace.frames.map((frame) => frame.lineno)).toEqual([
    ...Array.from({ length: 25 }, (_, at) => at),
    ...Array.from({ length: 25 }, (_, at) => 95 + at),
  ])
  expect(clean).toMatchObject({ stacktrace: { frames_omitted: [25, 95] }, _vigie: { frames: 70 } })
})

test('keeps within the protocol’s bounds, and says what was cut', () => {
  const clean = scrub(
    {
      message: 'm'.repeat(9_000),
      tags: {
        a: 't'.repeat(300),
        ...Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`t${at}`, 'x'])),
      },
      extra: Object.fromEntries(
        Array.from({ length: 40 }, (_, at) => [`e${at}`, { a: 'e'.repeat(10_000), b: 'e'.repeat(10_000) }]),
      ),
      breadcrumbs: { values: Array.from({ length: 150 }, (_, at) => ({ message: `${at}` })) },
    },
    usual,
  ) as unknown as Record<'extra' | 'tags' | '_vigie' | 'breadcrumbs', Record<string, unknown>> & {
    message: string
  }
  expect(clean.message).toBe(`${'m'.repeat(8_191)}…`)
  expect(clean.tags['a']).toBe(`${'t'.repeat(199)}…`)
  expect(Object.keys(clean.tags)).toHaveLength(200)
  expect(JSON.stringify(clean.extra['e0']).length).toBeLessThan(16_500)
  expect(JSON.stringify(clean.extra).length).toBeLessThan(264_000)
  expect(clean.breadcrumbs['values']).toHaveLength(100)
  expect(clean._vigie).toMatchObject({ entries: 101, breadcrumbs: 50 })
})

test('takes out NUL and halves of surrogate pairs, before it looks', () => {
  expect(scrub({ a: 'pass\0word=hunter2', b: '\0', c: 'x\ud800yyyyyyy', d: '🦊 fox' }, usual)).toEqual({
    a: 'password=[filtered]',
    b: '',
    c: 'x\ufffdyyyyyyy',
    d: '🦊 fox',
  })
})

test('makes names of the language’s own harmless', () => {
  const clean = scrub(
    JSON.parse('{"__proto__":{"polluted":1},"constructor":{"prototype":{"x":1}},"toString":"a"}'),
    usual,
  )
  expect(Object.keys(clean as object)).not.toContain('__proto__')
  expect(Object.assign({}, clean)).not.toHaveProperty('polluted')
  expect(clean).toMatchObject({ constructor: { prototype: { x: 1 } }, toString: 'a' })
})

test('takes the owner’s own fields, in names and in texts', () => {
  const rules = compileRules([{ ...own, fields: ['iban', 'numéro client'] }])
  expect(
    scrub(
      { customer_IBAN: 'DE1', numero: 1, 'Numéro-Client': 7, text: "{'iban': 'DE2', 'b': 1} IBAN=DE3" },
      rules,
    ),
  ).toEqual({
    customer_IBAN: '[filtered]',
    numero: 1,
    'Numéro-Client': '[filtered]',
    text: "{'iban': '[filtered]', 'b': 1} IBAN=[filtered]",
  })
})

test('keeps what the owner wants kept, in names and in texts, and still looks into it', () => {
  const rules = compileRules([{ ...own, keep: ['session_key'] }])
  expect(scrub({ sessionKey: 'abc', text: 'session_key=abc token=x', session: 'b' }, rules)).toEqual({
    sessionKey: 'abc',
    text: 'session_key=abc token=[filtered]',
    session: '[filtered]',
  })
  expect(scrub({ session_key: 'postgres://u:p@h/d' }, rules)).toEqual({
    session_key: 'postgres://u:[filtered]@h/d',
  })
})

test('takes what the owner’s own expressions match', () => {
  const rules = compileRules([{ ...own, patterns: ['[A-Z]{2}\\d{6}', '(a+)+$', '['] }])
  expect(scrub({ a: 'order AB123456 lost', [`AB123456`]: 1 }, rules)).toEqual({
    a: 'order [filtered] lost',
    '[filtered]': 1,
  })
})

test('takes addresses of visitors and names of cookies where the owner wants it', () => {
  const payload = () => ({
    user: { id: 1, ip_address: '1.2.3.4' },
    request: {
      env: { REMOTE_ADDR: '1.2.3.4' },
      headers: { 'X-Forwarded-For': '1.2.3.4' },
      cookies: { a: 'b' },
    },
  })
  expect(scrub(payload(), usual)).toMatchObject({
    user: { ip_address: '1.2.3.4' },
    request: { cookies: { a: '[filtered]' } },
  })
  expect(scrub(payload(), compileRules([{ ...own, addresses: true }]))).toEqual({
    user: { id: 1, ip_address: '[filtered]' },
    request: {
      env: { REMOTE_ADDR: '[filtered]' },
      headers: { 'X-Forwarded-For': '[filtered]' },
      cookies: '[filtered]',
    },
  })
})

test('names that it learns do not keep in memory the texts in which they stood', () => {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const rules = compileRules([])
  collect()
  const before = process.memoryUsage().heapUsed
  for (let event = 0; event < 50; event++) {
    const texts = Array.from(
      { length: 40 },
      (_, at) => `note_password_${event}_${at}=1 ${'x '.repeat(8_000)}`,
    )
    scrub(JSON.parse(JSON.stringify(texts)), rules)
  }
  collect()
  expect(rules.verdicts.size).toBe(2_000)
  // The texts had 32 megabytes together.
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(8_000_000)
})
