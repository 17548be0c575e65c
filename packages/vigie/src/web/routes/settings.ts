import { Hono } from 'hono'
import { mailWords } from '../../alert/compose.ts'
import { explained } from '../../alert/failure.ts'
import type { ScrubRules } from '../../contract/project.ts'
import type { MailSettings } from '../../contract/status.ts'
import { answer, takesBody } from '../input.ts'
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
  const scrub = (): ScrubRules => JSON.parse(reader.setting('scrub') ?? JSON.stringify(noRules))
  return new Hono<Environment>()
    .use('*', signedIn)
    .get('/settings/mail', (context) => answer(context, mail()))
    .put('/settings/mail', inPerson, takesBody(mailInput), async (context) => {
      const input = context.req.valid('json')
      const { password, ...rest } = input ?? {}
      const value = input === null ? null : JSON.stringify(rest)
      await writer.run('setting.set', { name: 'mail', value })
      if (input === null || password !== undefined) {
        const secret = password === undefined || password === '' ? null : JSON.stringify(password)
        await writer.run('setting.set', { name: 'mail-password', value: secret })
      }
      return answer(context, mail())
    })
    .post('/settings/mail/test', inPerson, async (context) =>
      answer(context, { error: await surroundings.testMail(askerOf(context).account) }),
    )
    .get('/settings/disk', (context) => {
      const set = reader.setting('disk-budget')
      const bytes = set === null ? reader.status(now()).diskBudgetBytes : Number(JSON.parse(set))
      return answer(context, { bytes })
    })
    .put('/settings/disk', takesBody(diskInput), async (context) => {
      const { bytes } = context.req.valid('json')
      await writer.run('setting.set', { name: 'disk-budget', value: JSON.stringify(bytes) })
      return answer(context, null)
    })
    .get('/settings/scrub', (context) => answer(context, scrub()))
    .put('/settings/scrub', takesBody(scrubInput), async (context) => {
      const rules = context.req.valid('json')
      assertSafe(rules)
      await writer.run('setting.set', { name: 'scrub', value: JSON.stringify(rules) })
      return answer(context, null)
    })
    .get('/status', (context) => {
      const { version, startedAt } = surroundings
      const stored = reader.status(now())
      const words = mailWords(askerOf(context).account.language)
      // If nobody is to get mails, none can fail.
      const failed = mail() === null ? null : stored.lastMailError
      const lastMailError = failed === null ? null : explained(failed, words)
      const residentBytes = process.memoryUsage.rss()
      return answer(context, { version, startedAt, residentBytes, ...stored, lastMailError })
    })
}
