import type { Account } from '../contract/account.ts'
import type { Event, Frame } from '../contract/event.ts'
import type { IssueDetail } from '../contract/issue.ts'
import type { MailCause } from '../contract/mail.ts'
import type { MailWords } from '../words/mail/en.ts'

/** One issue that the mail tells about. */
export interface News {
  readonly intent: number
  readonly cause: MailCause
  readonly project: string
  readonly issue: IssueDetail
  /** The event that brought it, if it is still kept. */
  readonly event: Event | null
}

/** What a mail shows, as text and as HTML. */
export interface MailPage {
  readonly words: MailWords
  readonly url: string
  readonly account: Account
  readonly news: readonly News[]
  readonly left: number
  readonly held: number
}

export function titleOf({ title, value }: IssueDetail): string {
  return oneLine(value === null || value === title ? title : `${title}: ${value}`, 200)
}

export function stopAt(url: string): string {
  return `${url}/account/profile`
}

/** What is worth knowing before one opens the page. */
export function facts(
  { issue, event }: News,
  words: MailWords,
  { language }: Account,
): [name: string, value: string][] {
  const when = new Date(issue.firstSeen).toLocaleString(language, {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: 'UTC',
  })
  const known: [string, string | null][] = [
    [words.where, issue.culprit],
    [words.level, words.levels[issue.level]],
    [words.release, issue.lastRelease],
    [words.environment, issue.environments.map(({ value }) => value).join(', ') || null],
    [words.request, requestOf(event)],
    [words.server, event?.serverName ?? null],
    [words.seen, `${when} UTC, ${words.events(issue.events)}`],
  ]
  return known.flatMap(([name, value]) => (value === null ? [] : [[name, oneLine(value, 200)]]))
}

function requestOf(event: Event | null): string | null {
  const { method = null, url = null } = event?.request ?? {}
  return url === null ? null : [method, url].filter((part) => part !== null).join(' ')
}

const mostFrames = 6

/**
 * Of a mail that tells of one issue: the application's own frames, innermost first, or all where it has none. No
 * variable: a mail passes through many hands.
 */
export function stackOf({ event }: News, { news }: MailPage): string[] {
  if (news.length > 1) return []
  const frames = event?.exceptions[0]?.frames ?? []
  const own = frames.filter((frame) => frame.isInApp)
  return (own.length > 0 ? own : frames).slice(0, mostFrames).flatMap(frameLines)
}

function frameLines({ file, module, line, function: name, source }: Frame): string[] {
  const where = `${file ?? module ?? '?'}${line === null ? '' : `:${line}`}`
  const head = oneLine(name === null ? where : `${where}  ${name}`, 200)
  return source === null || source.trim() === '' ? [head] : [head, `    ${oneLine(source, 160)}`]
}

export function linkOf({ issue }: News, url: string): string {
  return `${url}/issues/${issue.id}`
}

/** No line break from a stranger may reach a header, and no control character a terminal. */
export function oneLine(text: string, most: number): string {
  const line = text.replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu, ' ').trim()
  return line.length > most ? `${line.slice(0, most - 1)}…` : line
}
