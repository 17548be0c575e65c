import { execFile } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import type { Browser, BrowserContext, Page, Route } from 'playwright-core'
import { SMTPServer } from 'smtp-server'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { curlOf } from '../packages/vigie/src/dashboard/pages/issue/curl.ts'
import { launchBrowser } from './harness/browser.ts'
import './harness/seed.ts'
import { faultsOf } from './harness/vigie/accessibility.ts'
import { type DashboardEvent, hostileEvent, hostileText, plainEvent } from './harness/vigie/events.ts'
import { until } from './harness/vigie/programs.ts'
import { type Server, startServer } from './harness/vigie/server.ts'
import { holdMemory, post } from './harness/vigie/wire.ts'

/** The pages in a real Chromium, on a real `vigie serve`: what a person sees and does, in the order of a first day. */
let server: Server
let browser: Browser
let context: BrowserContext
let page: Page
let dsn: URL
const complaints: string[] = []

beforeAll(async () => {
  server = await startServer()
  browser = await launchBrowser()
  context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 900 } })
  page = await context.newPage()
  // Only what never comes is a failure: a machine may be busy.
  page.setDefaultTimeout(45_000)
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('dialog', (dialog) => {
    complaints.push(`a dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})
// A violation of the Content-Security-Policy is an error of the console as well.
afterEach(() => expect(complaints.splice(0)).toEqual([]))

async function send(event: DashboardEvent): Promise<void> {
  const answer = await fetch(`${server.url}/api${dsn.pathname}/store/`, {
    method: 'POST',
    headers: { 'x-sentry-auth': `Sentry sentry_version=7, sentry_key=${dsn.username}` },
    body: JSON.stringify(event),
  })
  expect(answer.status).toBe(200)
}

const open = (path: string) => page.goto(server.url + path)
const seen = (text: string | RegExp) => page.getByText(text).first().waitFor()
const rows = () => page.locator('.issue')
const row = (title: string) => rows().filter({ hasText: title })
/** One after the other, as fast as they can be: no key waits until the page has done what the last one asked for. */
const press = (...keys: readonly string[]) => Promise.all(keys.map((key) => page.keyboard.press(key)))
const button = (name: string | RegExp) => page.getByRole('button', { name })

describe('a first day', () => {
  it('shows no form to whoever has a link that was used or never was', async () => {
    await open('/invitation/wrong')
    await seen('was used already or is too old')
    expect(await page.getByLabel('Name').count()).toBe(0)
    await page.getByRole('link', { name: 'Sign in' }).click()
    await seen('There is no account yet')
    expect(complaints.splice(0).every((text) => /status of 403/.test(text))).toBe(true)
  })

  it('begins with the link that the server printed, and waits for the first event', async () => {
    const [link = ''] = /http\S+\/invitation\/\S+/.exec(server.said()) ?? []
    await page.goto(link)
    await page.getByLabel('Name').fill('Ada Lovelace')
    await page.getByLabel('E-mail address').fill('ada@shop.example')
    await page.getByLabel('Password').fill('four words and a sail')
    await button('Create the account').click()
    await page.getByRole('heading', { name: 'Waiting for the first event' }).waitFor()
    dsn = new URL((await page.locator('.copy-block pre').textContent()) ?? '')
  })

  it('shows the first event by itself, and what comes later behind a quiet bar', async () => {
    await send(plainEvent({ type: 'KeyError', value: "'sku'" }))
    await rows().first().waitFor()
    expect(await rows().count()).toBe(1)
    expect(await page.locator('.issue-number').allTextContents()).toEqual(['1 event', '1 user'])
    await send(plainEvent({ type: 'OSError', value: 'disk full', level: 'warning' }))
    await button('1 new issue: show').waitFor()
    expect(await rows().count()).toBe(1)
    await button('1 new issue: show').click()
    await page.locator('.issue:nth-child(2)').waitFor()
    expect(await rows().first().textContent()).toContain('OSError')
  })

  it('creates a project, and tells how each kind of application is set up', async () => {
    await open('/projects/new')
    await page.getByLabel('Name', { exact: true }).fill('Été & Cie')
    expect(await page.getByLabel('Short name').inputValue()).toBe('ete-cie')
    await button('Create a project').click()
    await page.getByRole('heading', { name: 'Été & Cie' }).waitFor()
    await seen('Waiting for the first event')
    for (const kind of ['Flask', 'Celery', 'Browser', 'Node.js', 'raven (old)', 'Django']) {
      await page.getByText(kind, { exact: true }).click()
      const own = (await page.locator('.copy-block pre').first().textContent()) ?? ''
      expect(await page.locator('.copy-block pre').filter({ hasText: own }).count(), kind).toBe(2)
    }
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.locator('.copy-block button').last().click()
    await seen('copied')
    const copied = await page.evaluate('navigator.clipboard.readText()')
    expect(copied).toBe(await page.locator('.copy-block pre').last().textContent())
  })

  it('finds issues by words and pairs, and says so where there are none', async () => {
    await open('/issues')
    const search = page.getByRole('searchbox')
    await search.fill('level:warning')
    await search.press('Enter')
    await page.locator('.issue:only-child').waitFor()
    expect(await rows().textContent()).toContain('OSError')
    await search.fill('release:9.9 nothing-like-it')
    await search.press('Enter')
    await page.getByRole('heading', { name: 'Nothing fits this search' }).waitFor()
    await button('Clear the search').click()
    await page.locator('.issue:nth-child(2)').waitFor()
  })

  it.each(['/nowhere', '/settings/nothing', '/account/nothing', '/projects/1/nothing', '/projects/99'])(
    'says at %s that nothing is there, and leads back',
    async (address) => {
      await open(address)
      await page.locator('.empty a.button').waitFor()
      expect(await page.locator('.empty h1').textContent()).toMatch(/nothing at this address|project is not/i)
    },
  )

  it('resolves several at once, and takes it back', async () => {
    await open('/issues')

    await page.getByLabel('Select all that are shown').check()
    await button('Resolve').click()
    await seen('2 issues resolved.')
    await page.getByRole('heading', { name: 'All calm' }).waitFor()
    await button('Undo').click()
    await page.locator('.issue:nth-child(2)').waitFor()
  })

  it('does it all by keyboard', async () => {
    await press('?')
    await page.getByRole('heading', { name: 'Keyboard shortcuts' }).waitFor()
    await press('Escape', 'j', 'j', 'k', 'x')
    await seen('1 selected')
    await press('m')
    await seen('1 issue muted.')
    await page.locator('.issue:only-child').waitFor()
    await press('j', 'Enter')
    await page.getByRole('heading', { level: 1, name: 'KeyError' }).waitFor()
    await press('r')
    await seen('1 issue resolved.')
    await press('u')
    await page.getByRole('heading', { name: 'All calm' }).waitFor()
  })

  it('opens an issue at its own frames, and walks through its events', async () => {
    const more = { release: '1.4', tags: { till: 'left' } }
    await send({ ...plainEvent({ type: 'KeyError', value: "'sku'" }), ...more })
    await open('/issues?query=KeyError')
    await page.locator('.issue .sparkline').waitFor()
    await page.getByRole('link', { name: 'KeyError' }).click()
    await seen('regression')
    await seen("sku = line['sku']")
    expect(await page.getByText('response = get_response(request)').count()).toBe(0)
    await button('1 frame of libraries').click()
    await page.getByText('1 local variable').click()
    await page.getByRole('rowheader', { name: 'line' }).waitFor()
    expect(await page.locator('#breadcrumbs').textContent()).toContain('SELECT 1')
    expect(await page.locator('#request').textContent()).toContain('https://shop.example/cart')
    expect(await page.locator('.numbers').textContent()).toMatch(/2.*1/)
    const shares = (name: string) => page.locator('.shares', { hasText: name }).locator('.share')
    expect(await shares('till').textContent()).toBe('left100%')
    expect(await shares('Releases').textContent()).toMatch(/^1\.4/)
    expect(await shares('Environments').textContent()).toBe('production100%')
    await page.getByRole('link', { name: 'Older' }).click()
    await page.waitForURL(/\/events\/[0-9a-f]{32}$/)
    await page.getByRole('link', { name: 'Newer' }).click()
    await page.getByRole('link', { name: 'First event' }).waitFor()
  })

  it('folds what is more than one looks through: tags, and values of one tag', async () => {
    const many = Object.fromEntries(Array.from({ length: 20 }, (_, number) => [`crate-${number}`, 'full']))
    for (let number = 0; number < 20; number += 1)
      await send({ ...plainEvent({ type: 'CrateError', value: 'full' }), release: `${number}`, tags: many })
    await open('/issues?query=CrateError')
    await page.getByRole('link', { name: 'CrateError' }).click()
    await page.locator('.share', { hasText: 'all others' }).getByText('50%').waitFor()
    expect(await page.locator('.share:visible', { hasText: 'full' }).count()).toBeLessThan(20)
    await page.getByText(/\d more tags/).click()
    expect(await page.locator('.share:visible', { hasText: 'full' }).count()).toBe(20)
    await button('Delete').click()
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
    await page.waitForURL(/issues(\?|$)/)
  })

  it('keeps what is selected and what was done, whatever answer comes late', async () => {
    await open('/issues')
    await page.locator('.issue:only-child').waitFor()
    await send(plainEvent({ type: 'ImportError', value: 'no module' }))
    await button('1 new issue: show').click()
    await row('ImportError').getByRole('checkbox').check()
    await send(plainEvent({ type: 'ImportError', value: 'no module' }))
    await row('ImportError').getByTitle('2', { exact: true }).waitFor()
    await seen('1 selected')
    const done = await holdBack('**/api/v1/issues/act')
    const list = await holdBack('**/api/v1/issues?*')
    await button('Resolve').click()
    await done.asked
    await row('KeyError').getByRole('checkbox').check()
    await seen('2 selected')
    done.release()
    await seen('1 selected')
    await list.asked
    await page.locator('summary', { hasText: 'Mute' }).click()
    await button('For good').click()
    await page.getByRole('heading', { name: 'All calm' }).waitFor()
    list.release()
    await send(plainEvent({ type: 'OverflowError', value: 'too big' }))
    await row('OverflowError').waitFor()
    expect(await rows().count()).toBe(1)
  })
})

describe('the days after', () => {
  const dialog = () => page.getByRole('dialog')
  const menu = (name: string) => page.locator('main summary', { hasText: name })

  it('merges issues into one, and splits them again', async () => {
    for (const type of ['LookupError', 'IndexError']) await send(plainEvent({ type, value: 'off the end' }))
    await open('/issues?query=off+the+end')
    const merged = (await row('IndexError').getByRole('link').first().getAttribute('href')) ?? ''
    for (const type of ['LookupError', 'IndexError']) await row(type).getByRole('checkbox').check()
    await button('Merge').click()
    await dialog().getByText('LookupError').waitFor()
    await dialog().getByRole('button', { name: 'Merge' }).click()
    await seen('2 issues are one now.')
    await page.locator('.issue:only-child .issue-title').click()
    await page.getByRole('heading', { name: 'What leads here' }).waitFor()
    const survivor = page.url()
    await open(merged)
    await page.waitForURL(survivor)
    await page.getByRole('heading', { name: 'What leads here' }).waitFor()
    await page.getByLabel('LookupError').check()
    await button('Split off').click()
    await seen('1 split off into an issue of their own.')
    await page.getByRole('heading', { name: 'What leads here' }).waitFor({ state: 'detached' })
    await open('/issues?query=off+the+end')
    await row('IndexError').waitFor()
    await row('LookupError').waitFor()
  })

  it('assigns an issue, and mutes it until it happens more often', async () => {
    await row('LookupError').getByRole('checkbox').check()
    await menu('Assign').click()
    await button('To me').click()
    await row('LookupError').getByText('Assigned to Ada Lovelace').waitFor()
    await row('LookupError').getByRole('checkbox').check()
    await menu('Mute').click()
    await button('Until 100 more events').click()
    await row('LookupError').getByText('muted').waitFor()
    await open('/issues?query=is:unresolved+off+the+end')
    await row('IndexError').waitFor()
    expect(await row('LookupError').count()).toBe(0)
    for (let more = 0; more < 100; more += 1)
      await send(plainEvent({ type: 'LookupError', value: 'off the end' }))
    await button('1 new issue: show').click()
    await row('LookupError').waitFor()
  })

  it('deletes an issue, after it asked', async () => {
    await page.getByRole('link', { name: 'IndexError' }).click()
    await page.getByRole('heading', { level: 1, name: 'IndexError' }).waitFor()
    const address = page.url()
    await button('Delete').click()
    await dialog().getByRole('button', { name: 'Cancel' }).click()
    await button('Delete').click()
    await dialog().getByRole('button', { name: 'Delete' }).click()
    await seen('1 issue deleted.')
    await row('LookupError').waitFor()
    await page.goto(address)
    await page.getByRole('heading', { name: 'This issue is not there' }).waitFor()
    // Neither the issue nor its event: the browser itself notes each, and none once the page is left.
    await expect.poll(() => complaints.length, { timeout: 45_000 }).toBeGreaterThanOrEqual(2)
    await page.goto('about:blank')
    expect(complaints.splice(0).every((text) => /status of 404/.test(text))).toBe(true)
  })

  it('makes a token that reads, until it is deleted', async () => {
    await open('/account/tokens')
    await page.getByLabel('Name').fill('deploy script')
    await button('Create a token').click()
    const token = (await page.locator('.copy-block pre').textContent()) ?? ''
    const call = (method: string) =>
      fetch(`${server.url}/api/v1/projects/1`, { method, headers: { authorization: `Bearer ${token}` } })
    expect((await call('GET')).status).toBe(200)
    expect((await call('DELETE')).status).toBe(403)
    await page.locator('.card', { hasText: 'deploy script' }).getByRole('button', { name: 'Delete' }).click()
    await seen('The token is refused from now on.')
    expect((await call('GET')).status).toBe(401)
  })

  it('signs another device out, which notices by itself; and all of them with a new password', async () => {
    const other = await (await browser.newContext({ locale: 'en-GB' })).newPage()
    other.setDefaultTimeout(45_000)
    const signIn = async (password: string) => {
      await other.getByLabel('E-mail address').fill('ada@shop.example')
      await other.getByLabel('Password').fill(password)
      await other.getByRole('button', { name: 'Sign in' }).click()
      await other.getByRole('searchbox').waitFor()
    }
    await other.goto(`${server.url}/issues`)
    await signIn('four words and a sail')
    await open('/account/devices')
    await page.locator('.card').getByRole('button', { name: 'Sign out' }).click()
    await seen('Signed out.')
    await send(plainEvent({ type: 'LookupError', value: 'off the end' }))
    await signIn('four words and a sail')
    await open('/account/profile')
    await page.getByLabel('Current password').fill('four words and a whale')
    await page.getByLabel('New password').fill('five words and two sails')
    await button('Change the password').click()
    await page.locator('.field-failure:not(:empty)').waitFor()
    expect(complaints.splice(0).every((text) => /status of 403/.test(text))).toBe(true)
    await page.getByLabel('Current password').fill('four words and a sail')
    await button('Change the password').click()
    await seen('The password is changed.')
    await other.reload()
    await signIn('five words and two sails')
    await other.context().close()
  })

  it('tries the mail settings, and shows what the mail server says', async () => {
    const told = new Set<string>()
    let isFull = false
    const office = new SMTPServer({
      ...{ authOptional: true, disabledCommands: ['STARTTLS'], logger: false },
      onData: (stream, { envelope }, done) => {
        for (const { address } of envelope.rcptTo) told.add(address)
        stream.on('end', () => done(isFull ? new Error('550 enough of you') : null)).resume()
      },
    })
    await new Promise<void>((resolve) => office.listen(0, '127.0.0.1', resolve))
    await open('/settings/mail')
    await page.getByLabel('SMTP server').fill('127.0.0.1')
    await page.getByLabel('Encryption').selectOption('none')
    await page.getByLabel('Port').fill(String((office.server.address() as AddressInfo).port))
    await page.getByLabel('Sender').fill('Vigie <vigie@shop.example>')
    await button('Save').click()
    await button('Send a test mail').click()
    await seen('The server took it.')
    expect([...told]).toEqual(['ada@shop.example'])
    isFull = true
    await button('Send a test mail').click()
    await seen(/It did not work\..*enough of you/)
    await button('Send no more mails').click()
    await button('Send a test mail').waitFor({ state: 'detached' })
    await new Promise<void>((resolve) => office.close(resolve))
  })
})

/** Keeps the next answer of an address back: the server has given it, and the page does not know. */
async function holdBack(address: string) {
  const asked = Promise.withResolvers<void>()
  const gate = Promise.withResolvers<void>()
  const answer = async (route: Route) => {
    const response = await route.fetch()
    asked.resolve()
    await gate.promise
    // A page that waits for it no more has no use for it.
    await route.fulfill({ response }).catch(() => {})
  }
  await page.route(address, answer, { times: 1 })
  return { asked: asked.promise, release: gate.resolve }
}

describe('an event of somebody with bad intentions', () => {
  it('shows as text, in every field', async () => {
    await send(hostileEvent)
    await open('/issues?query=onerror')
    await page.locator('.issue-title').first().click()
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

const everyPage = [
  '/issues',
  '/issues?query=',
  '/issues/1',
  '/projects',
  '/projects/new',
  '/projects/1',
  '/projects/1/scrub',
  '/projects/1/releases',
  '/projects/1/settings',
  '/monitors',
  '/feedback',
  '/settings/status',
  '/settings/mail',
  '/settings/disk',
  '/settings/scrub',
  '/account/profile',
  '/account/devices',
  '/account/tokens',
  '/account/people',
]

/** How much of what was seen jumped away while the page came. */
const shifts = () =>
  page.evaluate<number>(`new Promise((resolve) => {
    let sum = 0
    const add = (list) => { for (const { value } of list.getEntries()) sum += value }
    new PerformanceObserver(add).observe({ type: 'layout-shift', buffered: true })
    setTimeout(() => resolve(sum), 200)
  })`)

describe('every page', () => {
  it('fits on a phone, names its parts, and says nothing to the console', async () => {
    await page.setViewportSize({ width: 360, height: 740 })
    for (const path of [...everyPage, `/issues?query=onerror`, await hostileIssue()]) {
      await open(path)
      await page.locator('main h1, main h2').first().waitFor({ state: 'attached' })
      await page.waitForLoadState('domcontentloaded')
      await page.locator('.loading').waitFor({ state: 'detached' })
      const fold = page.locator('.filters-fold')
      if (await fold.isVisible()) await fold.click()
      const found = await page.evaluate(`({
        width: document.documentElement.scrollWidth,
        nameless: [...document.querySelectorAll('button, a, input, select, textarea')]
          .filter((part) => !(part.textContent || part.ariaLabel || part.labels?.length || part.title))
          .map((part) => part.outerHTML),
        headings: document.querySelectorAll('h1').length,
        zoomed: [...document.querySelectorAll('input:not([type=checkbox], [type=radio]), select, textarea')]
          .filter((field) => parseFloat(getComputedStyle(field).fontSize) < 16)
          .map((field) => field.outerHTML),
        cut: [...document.querySelectorAll('.release-name, .share-name, .tag-value, h1 ~ .issue-meta > *')]
          .filter((part) => part.scrollWidth > part.clientWidth)
          .map((part) => part.outerHTML),
        choices: [...document.querySelectorAll('.filters select')]
          .filter((choice) => {
            const free = choice.cloneNode(true)
            free.value = choice.value
            free.style.cssText = 'position: absolute; width: auto; max-width: none; field-sizing: content'
            choice.parentElement.append(free)
            const isCut = free.offsetWidth > choice.offsetWidth
            free.remove()
            return isCut
          })
          .map((choice) => choice.outerHTML),
        unmarked: [...document.querySelectorAll('p > a:not(.button)')]
          .filter((link) => !getComputedStyle(link).textDecorationLine.includes('underline'))
          .map((link) => link.outerHTML),
        tiny: [...document.querySelectorAll('main :is(button, summary, label:has(input), a.button, a.share)')]
          .filter((part) => part.checkVisibility() && part.getBoundingClientRect().height < 24)
          .map((part) => part.outerHTML),
      })`)
      const nothing = { nameless: [], zoomed: [], cut: [], choices: [], unmarked: [], tiny: [] }
      expect({ path, ...(found as object) }).toEqual({ path, width: 360, headings: 1, ...nothing })
      // From a tenth on it is called poor: https://web.dev/articles/cls
      expect(await shifts(), path).toBeLessThan(0.1)
    }
    await page.setViewportSize({ width: 1280, height: 900 })
  })

  it('folds its filters on a phone into one line that says what is chosen', async () => {
    await page.setViewportSize({ width: 360, height: 740 })
    await open('/issues?project=1&hours=720')
    const fold = button(/^Filters/)
    await expect.poll(() => fold.textContent()).toContain('My application · Last 30 days')
    expect((await page.locator('.issues-head').boundingBox())?.height).toBeLessThan(100)
    expect(await page.getByLabel('Period').isVisible()).toBe(false)
    await fold.click()
    await page.getByLabel('Period').selectOption('24')
    await expect.poll(() => fold.textContent()).toContain('My application · Last 24 hours')
    await page.setViewportSize({ width: 1280, height: 900 })
    await fold.waitFor({ state: 'hidden' })
    expect(await page.getByLabel('Period').isVisible()).toBe(true)
  })

  it('calls a stack that came with a message what it is, and no thread', async () => {
    const { exception: _, ...rest } = plainEvent({ type: 'x', value: 'x' })
    const frames = [{ filename: 'shop.py', function: 'told', lineno: 3, in_app: true }]
    await send({ ...rest, message: 'told with a stack', stacktrace: { frames } })
    await open('/issues?query=told')
    await page.getByRole('link', { name: 'told with a stack' }).click()
    await page.getByRole('heading', { name: 'Stack', exact: true }).waitFor()
    expect(await page.getByText('#0').count()).toBe(0)
  })

  it('has no fault that an auditor of accessibility knows', async () => {
    const looks = [
      ['light', 1280],
      ['dark', 1280],
      ['light', 390],
    ] as const
    for (const path of [...everyPage, await hostileIssue()]) {
      await open(path)
      await page.locator('main h1, main h2').first().waitFor({ state: 'attached' })
      await page.locator('.loading').waitFor({ state: 'detached' })
      for (const [colorScheme, width] of looks) {
        await page.emulateMedia({ colorScheme })
        await page.setViewportSize({ width, height: 900 })
        expect(await faultsOf(page), `${path}, ${colorScheme}, ${width}`).toEqual([])
      }
    }
    await page.setViewportSize({ width: 1280, height: 900 })
  })

  it('is dark where the system is, or where one chose so', async () => {
    const ground = () => page.evaluate('getComputedStyle(document.documentElement).backgroundColor')
    await page.emulateMedia({ colorScheme: 'light' })
    await open('/issues')
    const light = await ground()
    await page.emulateMedia({ colorScheme: 'dark' })
    const dark = await ground()
    expect(dark).not.toBe(light)
    await button(/Appearance/).click()
    expect(await ground()).toBe(light)
    await page.reload()
    await button(/Appearance: light/).waitFor()
    expect(await ground()).toBe(light)
    await button(/Appearance/).click()
    await page.emulateMedia({ colorScheme: 'light' })
    expect(await ground()).toBe(dark)
  })

  it('is printed dark on white, whatever was chosen, and without what can only be pressed', async () => {
    const ground = () => page.evaluate('getComputedStyle(document.documentElement).backgroundColor')
    await open('/issues')
    await page.locator('.filters').waitFor()
    const dark = await ground()
    await page.emulateMedia({ media: 'print' })
    expect(await ground()).not.toBe(dark)
    expect(await page.locator('.navigation, .filters').filter({ visible: true }).count()).toBe(0)
    await page.emulateMedia({ media: 'screen' })
    expect(await ground()).toBe(dark)
  })

  it('says what was shed, how many and why', async () => {
    const path = `/api${dsn.pathname}/store/?sentry_key=${dsn.username}`
    const isShed = async () => (await post(server, { path, body: '{"message":"shed"}' }))?.status === 429
    const free = await holdMemory(server, path, isShed)
    free()
    await until(async () => {
      await open('/settings/status')
      await seen('What was not kept')
      const [shed = ''] = await page.locator('.shed').allTextContents()
      return /\d errors of \S.* — came faster than the machine could write/.test(shed)
    })
  })

  it('speaks French to whoever chose it', async () => {
    await open('/account/profile')
    await page.getByLabel('Language').selectOption('fr')
    await button('Save').click()
    await page.getByRole('link', { name: 'Problèmes' }).click()
    await page.getByRole('searchbox', { name: 'Chercher parmi les problèmes' }).waitFor()
    expect(await page.evaluate('document.documentElement.lang')).toBe('fr')
    await open('/settings/status')
    await seen('Tout va bien.')
    // On a phone the open tab is seen, however long the words are.
    await page.setViewportSize({ width: 360, height: 740 })
    await open('/projects/1/settings')
    const tab = page.locator('.tabs').getByText('Réglages')
    await tab.waitFor()
    await expect
      .poll(
        async () => {
          const box = await tab.boundingBox()
          return box !== null && box.x >= 0 && box.x + box.width <= 360
        },
        { timeout: 45_000 },
      )
      .toBe(true)
    // Nor is a word broken in two, as “événements” was.
    await open('/issues?query=')
    await rows().first().waitFor()
    const heights = "[...document.querySelectorAll('.issue-number')].map((each) => each.clientHeight)"
    expect(Math.max(...((await page.evaluate(heights)) as number[]))).toBeLessThan(30)
    await page.setViewportSize({ width: 1280, height: 900 })
  })

  it('is left by signing out, and guessing the password is slowed down', async () => {
    await page.locator('.top-end summary').click()
    await button('Se déconnecter').click()
    await page.getByLabel('Adresse électronique').fill('ada@shop.example')
    for (let tries = 0; tries < 30; tries += 1) {
      await page.getByLabel('Mot de passe').fill(`guess ${tries}`)
      await button('Se connecter').click()
      await page.locator('.field-failure:not(:empty)').waitFor()
      const told = (await page.locator('.field-failure').allTextContents()).join('')
      if (told.includes('Trop d’essais')) break
      expect(told).toContain('vigie password COURRIEL sur le serveur')
    }
    await seen('Trop d’essais')
    // The browser itself notes each refusal.
    expect(complaints.splice(0).every((text) => /status of (401|429)/.test(text))).toBe(true)
  })
})

it('all scripts together are under 60 KB, compressed', async () => {
  const folder = new URL('../packages/vigie/dist/dashboard/', import.meta.url).pathname
  const scripts = (await readdir(folder)).filter((name) => name.endsWith('.js'))
  const sizes = await Promise.all(
    scripts.map(async (name) => gzipSync(await readFile(join(folder, name)), { level: 9 }).length),
  )
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(60 * 1024)
})

async function hostileIssue(): Promise<string> {
  await open('/issues?query=onerror')
  return (await page.locator('.issue-title').first().getAttribute('href')) ?? ''
}
