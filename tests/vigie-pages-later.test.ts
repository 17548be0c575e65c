import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { beforeAll, describe, expect, it } from 'vitest'
import { plainEvent } from './harness/vigie/events.ts'
import { until } from './harness/vigie/programs.ts'
import {
  browser,
  button,
  complaints,
  dialog,
  open,
  page,
  row,
  rows,
  seen,
  send,
  server,
  signUp,
  storeAddress,
} from './harness/vigie/visitor.ts'
import { holdMemory, post } from './harness/vigie/wire.ts'

beforeAll(signUp)

const menu = (name: string) => page.locator('main summary', { hasText: name })

/** What a person does with issues, with their account and with the server once all is set up, in this order. */
describe('the days after', () => {
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

  it('says what was shed, how many and why', async () => {
    const path = storeAddress()
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
