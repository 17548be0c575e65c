import { describe, expect, it } from 'vitest'
import { CabestanError, toFailure } from './failures.ts'
import { masked } from './masking.ts'

describe('a secret in what a program prints', () => {
  it.each([
    [
      'could not fetch https://anna:s3cr3t@git.example/x.git:',
      'could not fetch https://anna:[secret]@git.example/x.git:',
    ],
    ['https://ghp_abc123@git.example/shop.git', 'https://[secret]@git.example/shop.git'],
    ["git+https://ghp_abc123@git.example/shop.git'", "git+https://[secret]@git.example/shop.git'"],
    ['redis://:s3c@r3t@127.0.0.1:6379/0 refused', 'redis://:[secret]@127.0.0.1:6379/0 refused'],
    [
      'HTTPError: 403 for url: https://api.example/v1?page=2&token=abc.def&key=AIza-x#top',
      'HTTPError: 403 for url: https://api.example/v1?page=2&token=[secret]&key=[secret]#top',
    ],
    ['https://files.example/a?X-Signature=abc', 'https://files.example/a?X-Signature=[secret]'],
    [
      'dsn: host=db user=anna password=hunter2 port=5432',
      'dsn: host=db user=anna password=[secret] port=5432',
    ],
    ["PASSWORD='two words' next", 'PASSWORD=[secret] next'],
    [
      "{'HOST': 'db', 'PASSWORD': 'hunter2', 'PORT': 5432}",
      "{'HOST': 'db', 'PASSWORD': '[secret]', 'PORT': 5432}",
    ],
    ['{"api_key": "abc"}', '{"api_key": "[secret]"}'],
    ["{'Authorization': 'Bearer abcdef0123'}", "{'Authorization': 'Bearer [secret]'}"],
    ['Authorization: Basic YW5uYTpodW50ZXIy', 'Authorization: Basic [secret]'],
    ['-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----', '[secret]'],
  ])('%s', (text, expected) => {
    expect(masked(text)).toBe(expected)
    expect(masked(expected)).toBe(expected)
  })
})

it.each([
  "KeyError: 'STRIPE_SECRET_KEY'",
  'django.core.exceptions.ImproperlyConfigured: Set the API_TOKEN environment variable',
  "    STRIPE_KEY = os.environ['STRIPE_SECRET']",
  '    connect(password=get_password(), timeout=3)',
  'FATAL: password authentication failed for user "anna"',
  'git clone ssh://git@git.example/shop.git failed',
  'https://docs.example:8000/path?page=2 by anna@atelier.example',
  'csrf token missing; see https://docs.example/token',
])('what only speaks of one stays: %s', (text) => {
  expect(masked(text)).toBe(text)
})

it.each(['a', 'a.', 'secret', 'https://', '"token', '?key=', 'x='])(
  'ends soon, whatever it is given: %s',
  (piece) => {
    expect(masked(piece.repeat(200_000 / piece.length)).length).toBeGreaterThan(0)
  },
)

describe('a failure', () => {
  const address = 'https://anna:s3cr3t@git.example'

  it('has none, in whatever part of it somebody wrote one', () => {
    const detail = { argv: ['git', 'clone', address], exitCode: 1, tail: `fatal: ${address} is away` }
    const { failure } = new CabestanError('git.failed', { path: address }, { detail })
    expect(JSON.stringify(failure)).not.toContain('s3cr3t')
    expect(failure.detail).toEqual({
      argv: ['git', 'clone', 'https://anna:[secret]@git.example'],
      exitCode: 1,
      tail: 'fatal: https://anna:[secret]@git.example is away',
    })
  })

  it('has none either where nobody foresaw it', () => {
    expect(JSON.stringify(toFailure(new Error(`no answer from ${address}`)))).not.toContain('s3cr3t')
  })
})
