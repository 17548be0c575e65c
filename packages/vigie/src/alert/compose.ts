import type { Account } from '../contract/account.ts'
import type { IssueDetail } from '../contract/issue.ts'
import type { MailCause } from '../contract/mail.ts'
import type { MailWords } from '../words/mail/en.ts'
import { en } from '../words/mail/en.ts'
import { fr } from '../words/mail/fr.ts'
import { htmlOf } from './html.ts'

/** One thing to tell of. */
export interface News {
  readonly cause: MailCause
  readonly project: string
  readonly issue: IssueDetail
}

export interface Mail {
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html: string
  /** By which mail programs put all of one issue together. */
  readonly thread: string | null
}

/** More are counted, not listed. */
const mostListed = 20

export const mailWords = (language: Account['language']): MailWords => (language === 'fr' ? fr : en)

/** One issue in full; several as a list. */
export function compose(news: readonly News[], account: Account, url: string): Mail {
  const words = mailWords(account.language)
  const [first] = news
  const page = {
    words,
    url,
    account,
    news: news.slice(0, mostListed),
    left: Math.max(0, news.length - mostListed),
  }
  return {
    to: account.email,
    subject: oneLine(subjectOf(news, words), 150),
    text: textOf(page),
    html: htmlOf(page),
    thread: news.length === 1 && first ? `issue-${first.issue.id}` : null,
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
}

function textOf({ words, url, account, news, left }: MailPage): string {
  const parts = news.map((each) => [
    `${titleOf(each.issue)} (${words[each.cause]})`,
    ...factLines(each, words, account),
    linkOf(each, url),
  ])
  return [
    ...(news.length > 1 ? [words.together, ''] : []),
    ...parts.flatMap((part) => [...part, '']),
    ...(left > 0 ? [`${words.more(left)}: ${url}/issues`, ''] : []),
    '-- ',
    words.why(`${url}/account`),
    '',
  ].join('\n')
}

function factLines(news: News, words: MailWords, account: Account): string[] {
  return facts(news, words, account).map(([name, value]) => `  ${name}: ${value}`)
}

/** What is worth knowing before one looks. */
export function facts(
  { issue }: News,
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
    [words.seen, `${when} UTC, ${words.events(issue.events)}`],
  ]
  return known.flatMap(([name, value]) => (value === null ? [] : [[name, oneLine(value, 200)]]))
}

export function linkOf({ issue }: News, url: string): string {
  return `${url}/issues/${issue.id}`
}

/** No line break of a stranger's reaches a header, and no control character a terminal. */
export function oneLine(text: string, most: number): string {
  const line = text.replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu, ' ').trim()
  return line.length > most ? `${line.slice(0, most - 1)}…` : line
}
