import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import { launchBrowser } from '../browser.ts'
import '../seed.ts'
import type { DashboardEvent } from './events.ts'
import { type Server, startServer } from './server.ts'

/**
 * A person in front of the pages: a real Chromium on a `vigie serve` of this file's own, started before its first test
 * and ended after its last one. Each file of tests has its own copy of this module, so these belong to one person only.
 */
export let server: Server
export let browser: Browser
export let context: BrowserContext
export let page: Page
let dsn: URL

/** Whatever the console said, and dialogs that nobody expected. A test takes out what it provoked itself. */
export const complaints: string[] = []

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
// The browser reports a violation of the Content-Security-Policy as an error of the console, so this finds those too.
afterEach(() => expect(complaints.splice(0)).toEqual([]))

/** Creates the first account by the link that the server printed; afterwards `send` knows where events go. */
export async function signUp(): Promise<void> {
  const [link = ''] = /http\S+\/invitation\/\S+/.exec(server.said()) ?? []
  await page.goto(link)
  await page.getByLabel('Name').fill('Ada Lovelace')
  await page.getByLabel('E-mail address').fill('ada@shop.example')
  await page.getByLabel('Password').fill('four words and a sail')
  await button('Create the account').click()
  await page.getByRole('heading', { name: 'Waiting for the first event' }).waitFor()
  dsn = new URL((await page.locator('.copy-block pre').textContent()) ?? '')
}

/** The address to which clients of the first project send, which the pages have told. */
export const storeAddress = () => `/api${dsn.pathname}/store/?sentry_key=${dsn.username}`

export async function send(event: DashboardEvent): Promise<void> {
  const answer = await fetch(server.url + storeAddress(), { method: 'POST', body: JSON.stringify(event) })
  expect(answer.status).toBe(200)
}

export const open = (path: string) => page.goto(server.url + path)
export const seen = (text: string | RegExp) => page.getByText(text).first().waitFor()
export const rows = () => page.locator('.issue')
export const row = (title: string) => rows().filter({ hasText: title })

/** One after the other, as fast as they can be: no key waits until the page has done what the last one asked for. */
export const press = (...keys: readonly string[]) => Promise.all(keys.map((key) => page.keyboard.press(key)))
export const button = (name: string | RegExp) => page.getByRole('button', { name })

export const dialog = () => page.getByRole('dialog')

/** The page of an issue in whose every field somebody with bad intentions wrote. */
export async function hostileIssue(): Promise<string> {
  await open('/issues?query=onerror')
  return (await page.locator('.issue-title').first().getAttribute('href')) ?? ''
}
