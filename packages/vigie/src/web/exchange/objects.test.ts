import fc from 'fast-check'
import { expect, it } from 'vitest'
import { SmallHeaders } from './headers.ts'
import { SmallResponse } from './response.ts'

// Node's own objects, even if others stand in their place in this process.
const native = await fetch('data:,')
const Native = {
  Response: native.constructor as typeof Response,
  Headers: native.headers.constructor as typeof Headers,
}

const name = fc.constantFrom('vary', 'Vary', 'set-cookie', 'Set-Cookie', 'x-one', 'constructor', '__proto__')
const value = fc.stringMatching(/^[ \t]?[a-z=;, "]{0,8}[ \t]?$/)
const step = fc.oneof(
  fc.record({ does: fc.constantFrom('set' as const, 'append' as const), name, value }),
  fc.record({ does: fc.constant('delete' as const), name, value }),
)

/** As much as hono looks at. The order of the names does not matter. */
const seen = (headers: Headers | SmallHeaders) => ({
  pairs: [...headers].map(([key, said]) => `${key}: ${said}`).sort(),
  entries: [...headers.entries()].length,
  cookies: headers.getSetCookie(),
  ...Object.fromEntries(
    ['VARY', 'set-cookie', 'constructor', 'none'].map((key) => [key, [headers.get(key), headers.has(key)]]),
  ),
})

it('headers are what Node’s own would be, after whatever is done to them', () => {
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      const [ours, theirs] = [new SmallHeaders(), new Native.Headers()]
      for (const { does, name, value } of steps) for (const each of [ours, theirs]) each[does](name, value)
      expect(seen(ours)).toEqual(seen(theirs))
      expect(seen(new SmallHeaders(ours))).toEqual(seen(new Native.Headers(theirs)))
    }),
  )
})

it('headers of a record are those of Node’s own', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.constantFrom('vary', 'x-one', 'set-cookie', 'Content-Type'), value),
      (given) => {
        expect(seen(new SmallHeaders(given))).toEqual(seen(new Native.Headers(given)))
      },
    ),
  )
})

const init = fc.record(
  {
    status: fc.constantFrom(200, 201, 404, 500),
    headers: fc.dictionary(fc.constantFrom('content-type', 'etag', 'set-cookie'), value),
  },
  { requiredKeys: [] },
)

it('a response has the status and headers that Node’s own would have, made anew of another too', async () => {
  const text = fc.option(fc.string({ unit: 'grapheme' }))
  await fc.assert(
    fc.asyncProperty(text, init, init, async (body, one, other) => {
      const [ours, theirs] = [new SmallResponse(body, one), new Native.Response(body, one)]
      expect([ours.status, ...seen(ours.headers).pairs]).toEqual([
        theirs.status,
        ...seen(theirs.headers).pairs,
      ])
      ours.headers.append('vary', 'cookie')
      theirs.headers.append('vary', 'cookie')
      const again = [new SmallResponse(ours.body, ours), new Native.Response(theirs.body, theirs)] as const
      expect(again[0].status).toBe(again[1].status)
      expect(seen(again[0].headers)).toEqual(seen(again[1].headers))
      // A change of the copy leaves the first response as it was.
      for (const each of again) each.headers.set('etag', String(other.status))
      expect(seen(ours.headers)).toEqual(seen(theirs.headers))
      expect(again[0].body ?? '').toBe(await again[1].text())
    }),
  )
})
