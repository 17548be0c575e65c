import { expect, test } from 'vitest'
import { compileRules } from './rules.ts'
import { scrub } from './scrub.ts'

const rules = compileRules([])

test('takes out secrets under their names, and keeps the structure', () => {
  const payload = {
    request: {
      headers: [
        ['Authorization', 'Bearer abc'],
        ['Accept', '*/*'],
      ],
      cookies: { sessionid: 'abc' },
      data: { password: 'hunter2', user: { api_key: 'k', name: 'bob' } },
    },
  }
  expect(scrub(payload, rules)).toEqual({
    request: {
      headers: [
        ['Authorization', '[filtered]'],
        ['Accept', '*/*'],
      ],
      cookies: { sessionid: '[filtered]' },
      data: { password: '[filtered]', user: { api_key: '[filtered]', name: 'bob' } },
    },
  })
})

test('walks a nesting of 100,000 and cuts it off', () => {
  const nested = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`)
  expect(JSON.stringify(scrub(nested, rules))).toMatch(/^\[{60}"\[too deep\]"\]{60}$/)
})
