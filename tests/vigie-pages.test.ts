import type { Route } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { plainEvent } from './harness/vigie/events.ts'
import {
  button,
  complaints,
  context,
  dialog,
  open,
  page,
  press,
  row,
  rows,
  seen,
  send,
  signUp,
} from './harness/vigie/visitor.ts'

/** What a person sees and does in the order of a first day: each test goes on from where the one before it ended. */
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
    await signUp()
    expect(await rows().count()).toBe(0)
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
    await dialog().getByRole('button', { name: 'Delete' }).click()
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
