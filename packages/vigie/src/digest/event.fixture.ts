import type { Json } from '../contract/json.ts'
import type { Context } from './event/clock.ts'

/** The event that tests vary: an error as sentry-sdk sends it from Django. */
export const receivedAt = Date.parse('2026-11-28T04:00:10Z')
export const context: Context = { id: '5'.repeat(32), receivedAt, sentAt: null }

export const ownFrame = {
  module: 'shop.views',
  function: 'basket',
  filename: 'shop/views.py',
  abs_path: '/srv/shop/shop/views.py',
  lineno: 12,
  in_app: true,
}

export const libraryFrame = {
  module: 'django.core.handlers.base',
  function: 'get_response',
  filename: 'django/core/handlers/base.py',
  abs_path: '/srv/shop/venv/lib/python3.12/site-packages/django/core/handlers/base.py',
  lineno: 197,
  in_app: false,
}

export type JsonObject = { readonly [key: string]: Json }

export function exception(
  change: JsonObject = {},
  frames: readonly Json[] = [libraryFrame, ownFrame],
): JsonObject {
  return {
    type: 'ZeroDivisionError',
    value: 'division by zero',
    module: 'builtins',
    mechanism: { type: 'django', handled: false },
    stacktrace: { frames },
    ...change,
  }
}

export function django(change: JsonObject = {}): JsonObject {
  return {
    platform: 'python',
    level: 'error',
    timestamp: '2026-11-28T04:00:00Z',
    exception: { values: [exception()] },
    ...change,
  }
}
