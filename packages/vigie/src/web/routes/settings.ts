import { Hono } from 'hono'
import type { ScrubRules } from '../../contract/project.ts'
import type { MailSettings } from '../../contract/status.ts'
import { bodyBy } from '../input.ts'
import { assertSafe } from '../rules.ts'
import { diskInput, mailInput, scrubInput } from '../schemas.ts'
import type { Environment, WebSurroundings } from '../surroundings.ts'
import { askerOf, inPerson, signedIn } from '../who-asks.ts'

const noRules: ScrubRules = { fields: [], patterns: [], keep: [], addresses: false }

export function settingsRoutes(surroundings: WebSurroundings) {
  const { reader, writer, now } = surroundings
  const mail = (): MailSettings | null => {
    const stored = reader.setting('mail')
    if (stored === null) return null
    return { ...JSON.parse(stored), hasPassword: reader.setting('mail-password') !== null }
  }
  return new Hono<Environment>()
    .use('*', signedIn)
    .get('/settings/mail', (context) => context.json(mail()))
    .put('/settings/mail', inPerson, async (context) => {
      const input = await bodyBy(context, mailInput)
      const { password, ...rest } = input ?? {}
      const value = input === null ? null : JSON.stringify(rest)
      await writer.run('setting.set', { name: 'mail', value })
      if (input === null || password !== undefined) {
        const secret = password === undefined || password === '' ? null : JSON.stringify(password)
        await writer.run('setting.set', { name: 'mail-password', value: secret })
      }
      return context.json(mail())
    })
    .post('/settings/mail/test', inPerson, async (context) =>
      context.json({ error: await surroundings.testMail(askerOf(context).account) }),
    )
    .get('/settings/disk', (context) => {
      const set = reader.setting('disk-budget')
      const bytes = set === null ? reader.status(now()).diskBudgetBytes : Number(JSON.parse(set))
      return context.json({ bytes })
    })
    .put('/settings/disk', async (context) => {
      const { bytes } = await bodyBy(context, diskInput)
      await writer.run('setting.set', { name: 'disk-budget', value: JSON.stringify(bytes) })
      return context.json(null)
    })
    .get('/settings/scrub', (context) =>
      context.json(JSON.parse(reader.setting('scrub') ?? JSON.stringify(noRules))),
    )
    .put('/settings/scrub', async (context) => {
      const rules = await bodyBy(context, scrubInput)
      assertSafe(rules)
      await writer.run('setting.set', { name: 'scrub', value: JSON.stringify(rules) })
      return context.json(null)
    })
    .get('/status', (context) => {
      const { version, startedAt } = surroundings
      const residentBytes = process.memoryUsage.rss()
      return context.json({ version, startedAt, residentBytes, ...reader.status(now()) })
    })
}
