import fc from 'fast-check'
import { expect, it } from 'vitest'
import { messagePattern, saysSomething } from './message-pattern.ts'

it.each([
  ['Basket 17 is empty', 'Basket <n> is empty'],
  ['took 12.5 of 1,000', 'took <n> of <n>'],
  ['items 1, 2, 3 are gone', 'items <n> are gone'],
  ['le 30 novembre 2026, le 1 décembre 2026', 'le <date>, le <date>'],
  ['am 1. März 2026, el 2 de enero de 2026', 'am <date>, el <date>'],
  ['Commande « Été 2026 » introuvable', 'Commande <text> introuvable'],
  ['Order “Summer Deal” not found', 'Order <text> not found'],
  ['contrainte « carts_pkey »', 'contrainte « carts_pkey »'],
  ['cannot open C:\\Users\\Ada\\cart.txt', 'cannot open C:/Users/<id>/cart.txt'],
  ['Not Found: /home/cart', 'Not Found: /home/cart'],
  ['no rights of <User: Ada Lovelace> here', 'no rights of <User> here'],
  ['request failed: E1001', 'request failed: E1001'],
  ['killed by signal 9', 'killed by signal 9'],
  ['order_1234 failed', 'order_<n> failed'],
  ['No basket 3f2b8c1e-8f0d-4f53-9d6c-0c6a2f0f9b11', 'No basket <uuid>'],
  ['commit 3f2b8c1e8f0d4f539d6c', 'commit <hex>'],
  ['commit a93c7d2', 'commit <hex>'],
  ['took 100d of 1e10', 'took <duration> of <n>'],
  ['at 0x7fff5fbff8a0', 'at <hex>'],
  [
    'Access violation at address 01075349. Read of address 0000AB15',
    'Access violation at address <hex>. Read of address <hex>',
  ],
  ['the facade decade', 'the facade decade'],
  ['mail to ada.b+x@shop.example bounced', 'mail to <email> bounced'],
  ['from 10.0.0.17:5432', 'from <ip>'],
  ['from fe80:0:0:0:1:2:3:4', 'from <ip>'],
  ['from 2001:db8::17', 'from <ip>'],
  ['from ::ffff:10.0.0.17', 'from <ip>'],
  ['Bee::add() in Shop::v2', 'Bee::add() in Shop::v<n>'],
  ['force=true, dry=False', 'force=<bool>, dry=<bool>'],
  ['at 2026-11-28T04:05:06.789Z', 'at <date>'],
  ['at 28 Nov 2026 04:05', 'at <date>'],
  ['at Sat Nov 28 2026 04:05:06 GMT-0800 (Pacific Standard Time) in a browser', 'at <date> in a browser'],
  ['at Saturday, 28-Nov-26 04:05:06 UTC, by HTTP', 'at <date>, by HTTP'],
  ['at Sat Nov 28 04:05:06 2026, by C', 'at <date>, by C'],
  ['on Nov 28, 2026', 'on <date>'],
  ['at 20261128T040506Z', 'at <date>'],
  ['since 04:05:06', 'since <time>'],
  ['since 4:05 PM', 'since <time>'],
  ['took 350 ms', 'took <duration>'],
  ['took 3s', 'took <duration>'],
  ['GET https://shop.example/baskets/17?x=1 failed', 'GET https://shop.example/baskets/<id> failed'],
  ['GET https://ada:secret@shop.example:8443/v1/pay failed', 'GET https://shop.example/v1/pay failed'],
  ['No such file: /tmp/tmpab12/upload.png', 'No such file: /tmp/<id>/upload.png'],
  ["no attribute 'total'", "no attribute 'total'"],
  ['relation "shop_basket" does not exist', 'relation "shop_basket" does not exist'],
  ["invalid literal for int() with base 10: 'abc'", 'invalid literal for int() with base <n>: <text>'],
  ["HTTPSConnectionPool(host='api.example', port=443)", 'HTTPSConnectionPool(host=<text>, port=<n>)'],
  ["could not find 'a thing with spaces'", 'could not find <text>'],
  ["it's Ada's basket", "it's Ada's basket"],
  ['Request failed with status code 404', 'Request failed with status code 404'],
  ['[Errno 111] Connection refused', '[Errno 111] Connection refused'],
  ['connect failed, errno: -111', 'connect failed, errno: -111'],
  ['no connector HTTP/1.1-8080', 'no connector HTTP/<n><n>'],
  ['HTTP 503 from upstream', 'HTTP 503 from upstream'],
  [
    'Minified React error #418; visit https://react.dev/errors/418?args[]=HTML&args[]= for it',
    'Minified React error #418; visit https://react.dev/errors/<id> for it',
  ],
  ['Got error 28 from storage engine', 'Got error 28 from storage engine'],
  ['Error: 28 records are broken', 'Error: <n> records are broken'],
  ['[see https://shop.example/a/17]', '[see https://shop.example/a/<id>]'],
  ['from http://[::1]:8000/a', 'from http://[::<n>]/a'],
  ['token eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9 expired', 'token <id> expired'],
  ['duplicate key value\nDETAIL: Key (id)=(17)', 'duplicate key value'],
  ['Error:\nOut of tea', 'Error: Out of tea'],
  [
    'GenServer #PID<0.301.0> terminating\n** (KeyError) no 7',
    'GenServer #PID<<n>> terminating ** (KeyError) no <n>',
  ],
  [
    'Task exception was never retrieved\nfuture: charge()',
    'Task exception was never retrieved future: charge()',
  ],
  ['The bank answered nothing\n{"order": 17}', 'The bank answered nothing'],
  ['The bank answered nothing\n    at charge (/srv/a.js:1:2)', 'The bank answered nothing'],
  ['job=StandaloneCoroutine{Cancelling}@1234567', 'job=StandaloneCoroutine{Cancelling}@<hex>'],
  ['Request req_c77a72a966c097: no such plan', 'Request <id>: no such plan'],
  ['order_totalofbaskets is gone', 'order_totalofbaskets is gone'],
  [
    "cannot load 'Shop.Core, Version=1.0.0.0, Culture=neutral, PublicKeyToken=b77a5c561934e089'",
    "cannot load 'Shop.Core'",
  ],
  ['com.shop.Order@fbcdeaf', 'com.shop.Order@<hex>'],
  ['Basket of %s', 'Basket of %s'],
  ['', ''],
])('%j is %j', (message, pattern) => {
  expect(messagePattern(message)).toBe(pattern)
})

it('is bound, and the same for the same, whatever the text', () => {
  // Any units of UTF-16, also halves of characters, and texts of the greatest length that are made of the words of a
  // pattern.
  const units = fc.uint16Array({ maxLength: 80 }).map((codes) => String.fromCharCode(...codes))
  const long = fc.tuple(
    fc.constantFrom('a1-', '/x', '"b ', '0.', 'é ', 'ff:'),
    fc.integer({ min: 100, max: 600 }),
  )
  const text = fc.oneof(
    units,
    long.map(([piece, times]) => piece.repeat(times)),
  )
  fc.assert(
    fc.property(text, (message) => {
      const pattern = messagePattern(message)
      expect(pattern.length).toBeLessThanOrEqual(400)
      expect(messagePattern(message)).toBe(pattern)
    }),
  )
})

it.each([
  ['%s', false],
  ['%s: %d', false],
  ['{} {name}', false],
  ['Basket of %s', true],
  ['Ошибка %s', true],
])('whether %j says something: %s', (template, expected) => {
  expect(saysSomething(template)).toBe(expected)
})
