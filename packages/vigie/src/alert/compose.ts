import type { Account } from '../contract/account.ts'
import type { Event, Frame } from '../contract/event.ts'
import type { IssueDetail } from '../contract/issue.ts'
import type { MailCause } from '../contract/mail.ts'
import type { MailWords } from '../words/mail/en.ts'
import { en } from '../words/mail/en.ts'
import { fr } from '../words/mail/fr.ts'
import { htmlOf } from './html.ts'

/** One thing to tell of. */
export interface News {
  readonly intent: number
  readonly cause: MailCause
  readonly project: string
  readonly issue: IssueDetail
  /** The one by which it came, where it is kept still. */
  readonly event: Event | null
}

export interface MailOrder {
  /** In the order in which it came. */
  readonly news: readonly News[]
  readonly account: Account
  readonly url: string
  /** How many of them were held back for the pace. */
  readonly held: number
}

export interface Mail {
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html: string
  /** By which mail programs put all of one issue together. */
  readonly thread: string | null
  /** The same of a mail that is sent twice after a crash: servers and programs know it again. */
  readonly id: string | null
  /** Where the account ends these mails. */
  readonly stop: string | null
}

/** More are counted, not listed. */
const mostListed = 20

export const mailWords = (language: Account['language']): MailWords => (language === 'fr' ? fr : en)

/** One issue in full; several as a list. */
export function compose({ news, account, url, held }: MailOrder): Mail {
  const words = mailWords(account.language)
  const [first] = news
  const page = {
    words,
    url,
    account,
    news: news.slice(0, mostListed),
    left: Math.max(0, news.length - mostListed),
    held: news.length > 1 ? held : 0,
  }
  return {
    to: account.email,
    subject: oneLine(subjectOf(news, words), 150),
    text: textOf(page),
    html: htmlOf(page),
    thread: news.length === 1 && first ? `issue-${first.issue.id}` : null,
    id: first ? `news-${account.id}-${first.intent}-${news.at(-1)?.intent}` : null,
    stop: stopAt(url),
  }
}

function subjectOf(news: readonly News[], words: MailWords): string {
  const [first] = news
  if (!first) return ''
  if (news.length === 1) {
    const title = titleOf(first.issue)
    return first.cause === 'new' ? words.oneNew(first.project, title) : words.oneBack(first.project, title)
  }
  const isOneProject = news.every(({ project }) => project === first.project)
  return isOneProject ? words.many(first.project, news.length) : words.severalProjects(news.length)
}

export function titleOf({ title, value }: IssueDetail): string {
  return oneLine(value === null || value === title ? title : `${title}: ${value}`, 200)
}

export interface MailPage {
  readonly words: MailWords
  readonly url: string
  readonly account: Account
  readonly news: readonly News[]
  readonly left: number
  readonly held: number
}

export function stopAt(url: string): string {
  return `${url}/account/profile`
}

function textOf(page: MailPage): string {
  const { words, url, account, news, left, held } = page
  const parts = news.map((each) => [
    `${titleOf(each.issue)} (${words[each.cause]})`,
    ...factLines(each, words, account),
    ...stackOf(each, page).map((line) => `    ${line}`),
    linkOf(each, url),
  ])
  return [
    ...(news.length > 1 ? [words.together, ''] : []),
    ...parts.flatMap((part) => [...part, '']),
    ...(left > 0 ? [`${words.more(left)}: ${url}/issues`, ''] : []),
    ...(held > 0 ? [words.heldBack(held), ''] : []),
    '-- ',
    words.why(stopAt(url)),
    '',
  ].join('\n')
}

function factLines(news: News, words: MailWords, account: Account): string[] {
  return facts(news, words, account).map(([name, value]) => `  ${name}: ${value}`)
}

/** What is worth knowing before one looks. */
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
    [words.level, issue.level],
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

/** No line break of a stranger's reaches a header, and no control character a terminal. */
function oneLine(text: string, most: number): string {
  const line = text.replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu, ' ').trim()
  return line.length > most ? `${line.slice(0, most - 1)}…` : line
}
