import { expect, it } from 'vitest'
import { digest } from '../digest.ts'
import { context, django, exception, type JsonObject } from '../event.fixture.ts'

function tag(event: JsonObject, name: string) {
  return digest(event, context)
    .digested.tags.filter(([key]) => key === name)
    .map(([, value]) => value)
}

const agents = {
  firefox: 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0',
  chrome:
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36',
  edge: 'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36 Edg/126.0',
  safari:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1',
  bot: 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
}

it.each([
  [agents.firefox, 'Firefox', 'Linux'],
  [agents.chrome, 'Chrome', 'Windows'],
  [agents.edge, 'Edge', 'Windows'],
  [agents.safari, 'Safari', 'iOS'],
  [agents.bot, 'bot', undefined],
  ['curl/8.5.0', 'curl', undefined],
])('%s is %s on %s', (agent, browser, os) => {
  const event = { request: { headers: { 'user-agent': agent } } }
  expect(tag(event, 'browser')).toEqual([browser])
  expect(tag(event, 'os')).toEqual(os ? [os] : [])
})

it.each<[string, JsonObject, string, string[]]>([
  [
    'a cause that says nobody handled it',
    {
      exception: [
        exception({ mechanism: { type: 'express', handled: false } }),
        exception({ mechanism: { type: 'generic', handled: true } }),
      ],
    },
    'handled',
    ['no'],
  ],
  [
    'contexts go before the header',
    { contexts: { browser: { name: 'Opera' } }, request: { headers: { 'User-Agent': agents.chrome } } },
    'browser',
    ['Opera'],
  ],
  [
    'the client’s own tag goes before all',
    { tags: { os: 'BeOS' }, contexts: { os: { name: 'Linux' } } },
    'os',
    ['BeOS'],
  ],
  [
    'the runtime, without its compiler',
    { contexts: { runtime: { name: 'CPython', version: '3.12.4 (main, Jun 1 2026)' } } },
    'runtime',
    ['CPython 3.12.4'],
  ],
  [
    'a version behind the name of the runtime',
    { contexts: { runtime: { name: 'ruby', version: 'ruby 3.1.2p20 (2022-04-12) [x86_64]' } } },
    'runtime',
    ['ruby 3.1.2p20'],
  ],
  ['the device', { contexts: { device: { family: 'Pixel', model: 'Pixel 8' } } }, 'device', ['Pixel 8']],
  ['the logger', { logger: 'django.request' }, 'logger', ['django.request']],
  ['the server', { server_name: 'web-1' }, 'server_name', ['web-1']],
  [
    'the address without its query',
    { request: { url: 'https://shop.example/?a=1' } },
    'url',
    ['https://shop.example/'],
  ],
  ['how it was caught', django(), 'mechanism', ['django']],
  ['that it was not handled', django(), 'handled', ['no']],
  [
    'that it was',
    django({ exception: exception({ mechanism: { type: 'x', handled: true } }) }),
    'handled',
    ['yes'],
  ],
  ['contexts of no shape', { contexts: { os: 'Linux', browser: [1] } }, 'os', []],
])('%s', (_, event, name, expected) => {
  expect(tag(event, name)).toEqual(expected)
})
