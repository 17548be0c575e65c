import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, it } from 'vitest'
import { faultsOf } from './harness/vigie/accessibility.ts'
import { hostileEvent, plainEvent } from './harness/vigie/events.ts'
import { button, hostileIssue, open, page, send, signUp } from './harness/vigie/visitor.ts'

beforeAll(async () => {
  await signUp()
  const more = { release: '1.4', tags: { till: 'left' } }
  await send({ ...plainEvent({ type: 'KeyError', value: "'sku'" }), ...more })
  await send(plainEvent({ type: 'KeyError', value: "'sku'" }))
  await send(plainEvent({ type: 'OSError', value: 'disk full', level: 'warning' }))
  await send(hostileEvent)
  await open('/projects/new')
  await page.getByLabel('Name', { exact: true }).fill('Été & Cie')
  await button('Create a project').click()
  await page.getByRole('heading', { name: 'Été & Cie' }).waitFor()
})

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
})

it('all scripts together are under 60 KB, compressed', async () => {
  const folder = new URL('../packages/vigie/dist/dashboard/', import.meta.url).pathname
  const scripts = (await readdir(folder)).filter((name) => name.endsWith('.js'))
  const sizes = await Promise.all(
    scripts.map(async (name) => gzipSync(await readFile(join(folder, name)), { level: 9 }).length),
  )
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(60 * 1024)
})
