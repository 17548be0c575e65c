import { randomUUID } from 'node:crypto'

/** Events as clients send them to the store, by hand: what a page needs to have something to show. */
export type DashboardEvent = Readonly<Record<string, unknown>>

interface Plain {
  readonly type: string
  readonly value: string
  readonly level?: string
}

export function plainEvent({ type, value, level = 'error' }: Plain): DashboardEvent {
  return {
    event_id: randomUUID().replaceAll('-', ''),
    timestamp: Date.now() / 1000,
    platform: 'python',
    level,
    environment: 'production',
    exception: { values: [{ type, value, stacktrace: { frames: [library, own] } }] },
    request: { url: 'https://shop.example/cart', method: 'GET', headers: { 'User-Agent': 'curl/8' } },
    user: { id: 7, email: 'grace@shop.example' },
    breadcrumbs: [{ timestamp: Date.now() / 1000, category: 'query', message: 'SELECT 1' }],
  }
}

const library = {
  filename: 'django/core/handlers/exception.py',
  module: 'django.core.handlers.exception',
  function: 'inner',
  lineno: 55,
  in_app: false,
  context_line: '    response = get_response(request)',
}

const own = {
  filename: 'shop/basket.py',
  module: 'shop.basket',
  function: 'add_line',
  lineno: 112,
  in_app: true,
  pre_context: ['def add_line(line):'],
  context_line: "    sku = line['sku']",
  post_context: ['    return sku'],
  vars: { line: { quantity: '2' } },
}

/** What is left to see of the text in each field, whatever became of what cannot be seen. */
export const hostileText = '<img src=x onerror=owned=1><script>owned=1</script>'
const evil = `${hostileText}\u001b[31m\u001b]0;title\u0007\u202Etxt.exe \u0000\u009b "'\`\${1}`

/** HTML, a script, terminal escapes and an override of the direction in every field that there is. */
export const hostileEvent: DashboardEvent = {
  event_id: 'e'.repeat(32),
  timestamp: Date.now() / 1000,
  platform: 'python',
  level: 'error',
  ...Object.fromEntries(
    ['logger', 'transaction', 'release', 'dist', 'environment', 'server_name', 'message'].map((name) => [
      name,
      evil,
    ]),
  ),
  exception: {
    values: [
      {
        type: evil,
        value: evil,
        module: evil,
        mechanism: { type: evil, description: evil, data: { [evil]: evil }, handled: false },
        stacktrace: {
          frames: [
            {
              ...{ filename: evil, abs_path: evil, function: evil, module: evil, package: evil },
              ...{ lineno: 3, in_app: true, context_line: evil, pre_context: [evil], post_context: [evil] },
              vars: { [evil]: { [evil]: [evil] } },
            },
          ],
        },
      },
    ],
  },
  threads: {
    values: [
      { id: evil, name: evil, stacktrace: { frames: [{ function: evil, in_app: true }] } },
      { id: 2, name: `ForkJoinPool-${'worker-'.repeat(20)}2`, stacktrace: { frames: [{ function: evil }] } },
    ],
  },
  request: {
    url: `javascript:owned=1//${evil}`,
    method: evil,
    query_string: [[evil, evil]],
    headers: [
      [evil, evil],
      ['Referer', 'javascript:owned=1'],
    ],
    cookies: [[evil, evil]],
    data: { [evil]: evil },
    env: { [evil]: evil },
  },
  user: { id: evil, email: evil, username: evil, name: evil, more: evil },
  breadcrumbs: [
    { category: evil, type: evil, message: evil, data: { [evil]: evil, url: 'javascript:owned=1' } },
  ],
  contexts: { [evil]: { [evil]: evil }, browser: { name: evil, version: evil } },
  extra: { [evil]: evil },
  modules: { [evil]: evil },
  tags: { evil },
  sdk: { name: evil, version: evil },
  fingerprint: [evil],
}
