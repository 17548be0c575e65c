import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { curlOf } from '../packages/vigie/src/dashboard/pages/issue/curl.ts'
import { hostileEvent, hostileText } from './harness/vigie/events.ts'
import { hostileIssue, open, page, send, signUp } from './harness/vigie/visitor.ts'

beforeAll(signUp)

describe('an event of somebody with bad intentions', () => {
  it('shows as text, in every field', async () => {
    await send(hostileEvent)
    await open(await hostileIssue())
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.locator('#origin').waitFor()
    for (let depth = 0; depth < 4; depth += 1) await page.evaluate(unfold)
    const found = await page.evaluate(`({
      text: document.querySelector('main').innerText,
      elements: document.querySelectorAll('main img, main script, main iframe, main b > script').length,
      links: [...document.querySelectorAll('main a')].map((link) => link.protocol),
      owned: 'owned' in window,
    })`)
    const { text, elements, links, owned } = found as Record<string, never> & {
      text: string
      links: string[]
    }
    expect(text.split(hostileText).length).toBeGreaterThan(15)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: none of them may be left
    expect(text).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/)
    expect({ elements, owned }).toEqual({ elements: 0, owned: false })
    expect(new Set(links)).toEqual(new Set(['http:']))
  })

  it('is one command of a shell when its request is copied', async () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.constantFrom("'; touch /tmp/x #", '$(id)', '`id`', '\n id', "\\'", '\u001b[2J', '--output x'),
    )
    const property = fc.asyncProperty(text, text, text, async (value, method, body) => {
      const request = { url: 'https://shop.example/', method, cookies: [], environment: [], body }
      const line = curlOf({ ...request, query: [[value, value]], headers: [['Accept', value]] }) ?? ''
      // The shell itself tells what it reads.
      const { stdout } = await promisify(execFile)('sh', ['-c', `curl() { printf '%s\\0' "$@"; }\n${line}`])
      const argv = stdout.split('\0').slice(0, -1)
      const flags = ['--globoff', '--request', '--url', '--header', '--data-raw']
      expect([argv[0], argv[1], argv[3], argv[5], argv[7]]).toEqual(
        argv.length === 9 ? flags : [...flags.slice(0, 4), undefined],
      )
    })
    await fc.assert(property, { numRuns: 50 })
  })
})

/** What is folded is not in the page: each round shows what the last one made. */
const unfold = `new Promise((done) => {
  for (const part of document.querySelectorAll('main details')) part.open = true
  for (const part of document.querySelectorAll('main .frame [aria-expanded=false]')) part.click()
  setTimeout(done, 100)
})`
