import type { Account } from '../contract/account.ts'
import type { MailIntent } from '../contract/mail.ts'
import type { Reader } from '../store/reader.ts'
import type { Writer } from '../writer/writer.ts'
import { compose, mailWords } from './compose.ts'
import { explained, keptFailure } from './failure.ts'
import type { News } from './mail-page.ts'
import { heldBack, nextAttempt, whenToSend } from './pace.ts'
import { type Patience, type PostSettings, postBy } from './post.ts'

export interface MailerSurroundings {
  readonly reader: Pick<Reader, 'outbox' | 'setting' | 'account' | 'issue' | 'event' | 'project'>
  readonly writer: Pick<Writer, 'run' | 'onNotice'>
  readonly url: () => string
  readonly now: () => number
  /** A failure of our own rather than the mail server's. */
  readonly report: (error: unknown) => void
  readonly patience?: Patience
}

export interface Mailer {
  /** Null where it went out; otherwise what is wrong, in the account's language, and what the mail server said. */
  test(to: Account): Promise<string | null>
  /** Sends what is due. It is called when something happens, and every minute. */
  look(): Promise<void>
  /** Resolves when the mail that is being sent is out and recorded as sent. */
  stop(): Promise<void>
}

const everyMs = 60_000
const mostAtATime = 500
/** What could not be sent within a day is no news any more. */
const stale = 24 * 3_600_000

/**
 * Sends what waits in the outbox: never inside a request, one mail at a time, and each once as far as SMTP lets us
 * know.
 */
export function startMailer(surroundings: MailerSurroundings): Mailer {
  let working: Promise<void> | null = null
  let again = false
  let isStopped = false
  const work = async () => {
    do {
      again = false
      await sendAll(surroundings).catch(surroundings.report)
    } while (again && !isStopped)
    working = null
  }
  /** If something happens while it works, it looks again before it ends. */
  const look = (): Promise<void> => {
    if (isStopped) return Promise.resolve()
    again = true
    working ??= work()
    return working
  }
  const timer = setInterval(() => void look(), everyMs)
  timer.unref()
  const forget = surroundings.writer.onNotice(({ type }) => {
    if (type === 'issues' || type === 'status') void look()
  })
  return {
    look,
    test: (to) => sendTest(to, surroundings),
    stop: async () => {
      isStopped = true
      clearInterval(timer)
      forget()
      await working
    },
  }
}

function settingsOf({ reader }: MailerSurroundings): PostSettings | null {
  const stored = reader.setting('mail')
  if (stored === null) return null
  const password = reader.setting('mail-password')
  return { ...JSON.parse(stored), password: password === null ? null : JSON.parse(password) }
}

async function sendTest(to: Account, surroundings: MailerSurroundings): Promise<string | null> {
  const settings = settingsOf(surroundings)
  const words = mailWords(to.language)
  if (settings === null) return words.trouble['not-set']()
  const { subject, text } = words.test
  const post = postBy(settings, surroundings.patience)
  const mail = { to: to.email, subject, text, html: `<p>${text}</p>`, thread: null, id: null, stop: null }
  return post(mail).then(
    () => null,
    (error: unknown) => explained(keptFailure(error), words),
  )
}

async function sendAll(surroundings: MailerSurroundings): Promise<void> {
  const settings = settingsOf(surroundings)
  if (settings === null) return
  const { reader, writer, now } = surroundings
  const waiting = reader.outbox.waiting(mostAtATime)
  const old = waiting.filter(({ at }) => now() - at > stale)
  if (old.length > 0) {
    await writer.run('mail.failed', { ids: old.map(({ id }) => id), error: null, nextAt: null })
    // After a month without a mail server some of it is still news.
    return sendAll(surroundings)
  }
  const byAccount = Map.groupBy(waiting, ({ account }) => account)
  for (const [account, intents] of byAccount) await sendTo(account, intents, { settings, surroundings })
}

interface Office {
  readonly settings: PostSettings
  readonly surroundings: MailerSurroundings
}

async function sendTo(
  id: number,
  intents: readonly MailIntent[],
  { settings, surroundings }: Office,
): Promise<void> {
  const { reader, writer, now, url } = surroundings
  const account = reader.account(id)
  const due = intents.filter((intent) => intent.nextAt <= now())
  if (account === null || due.length === 0 || whenToSend(reader.outbox, id, now()) > now()) return
  const news = due.flatMap((intent) => newsOf(intent, surroundings))
  const ids = due.map((intent) => intent.id)
  try {
    if (news.length > 0) {
      const order = { news, account, url: url(), held: heldBack(due, now()) }
      await postBy(settings, surroundings.patience)(compose(order))
    }
    await writer.run('mail.sent', { ids, at: now() })
  } catch (error) {
    const attempts = Math.max(...due.map((intent) => intent.attempts))
    await writer.run('mail.failed', {
      ids,
      error: keptFailure(error),
      nextAt: nextAttempt(attempts, now()),
    })
  }
}

/** An issue that was deleted, merged or resolved in the meantime is no news. */
function newsOf(
  { id, cause, issue, project, event }: MailIntent,
  { reader, now, url }: MailerSurroundings,
): News[] {
  const detail = reader.issue(issue, { now: now(), hours: null })
  const home = reader.project(project, url())
  if (detail === null || home === null || detail.status !== 'unresolved') return []
  const seen = reader.event(issue, event)?.event ?? null
  return [{ intent: id, cause, project: home.name, issue: detail, event: seen }]
}
