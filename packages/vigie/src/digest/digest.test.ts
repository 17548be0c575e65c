import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Json } from '../contract/json.ts'
import { digest } from './digest.ts'
import { normalise } from './normalise.ts'

const context = { id: '0'.repeat(32), receivedAt: 1_700_000_000_000, sentAt: null }

const django = {
  platform: 'python',
  timestamp: 1_699_999_999,
  exception: {
    values: [
      {
        type: 'ZeroDivisionError',
        value: 'division by zero',
        module: 'builtins',
        mechanism: { type: 'django', handled: false },
        stacktrace: {
          frames: [
            { module: 'django.core.handlers.base', function: 'get_response', in_app: false },
            { module: 'shop.views', function: 'basket', filename: 'shop/views.py', lineno: 12, in_app: true },
          ],
        },
      },
    ],
  },
}

describe('digest', () => {
  it('knows an error of Django by its type, its value and where it happened', () => {
    expect(digest(django, context).digested).toMatchObject({
      title: 'ZeroDivisionError',
      value: 'division by zero',
      culprit: 'shop.views › basket',
      isHandled: false,
      level: 'error',
      platform: 'python',
    })
  })

  it('never throws, whatever the JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (raw) => {
        const { digested } = digest(raw as Json, context)
        expect(digested.title).not.toBe('')
        expect(digested.grouping.hashes.length).toBeGreaterThan(0)
        normalise(raw as Json, context)
      }),
    )
  })
})
