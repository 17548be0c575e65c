import type { Account } from '../contract/account.ts'
import type { MailWords } from '../words/mail/en.ts'
import { en } from '../words/mail/en.ts'
import { fr } from '../words/mail/fr.ts'
import { htmlOf } from './html.ts'
import { facts, linkOf, type MailPage, type News, oneLine, stackOf, stopAt, titleOf } from './mail-page.ts'

export interface MailOrder {
  /** In the order in which they came. */
  readonly news: readonly News[]
  readonly account: Account
  readonly url: string
  /** How many of them were held back so that mails do not come too fast. */
  readonly held: number
}

export interface Mail {
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html: string
  /** Header by which mail programs group all mails about one issue. */
  readonly thread: string | null
  /** The same when a mail is sent twice after a crash, so that servers and programs recognise it. */
  readonly id: string | null
  /** The page on which the account can turn these mails off. */
  readonly stop: string | null
}

/** Beyond this number they are counted rather than listed. */
const mostListed = 20

export const mailWords = (language: Account['language']): MailWords => (language === 'fr' ? fr : en)

/** One issue in full, several as a list. */
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
    ...(left > 0 ? [words.fact(words.more(left), `${url}/issues`), ''] : []),
    ...(held > 0 ? [words.heldBack(held), ''] : []),
    '-- ',
    words.why(stopAt(url)),
    '',
  ].join('\n')
}

function factLines(news: News, words: MailWords, account: Account): string[] {
  return facts(news, words, account).map(([name, value]) => `  ${words.fact(name, value)}`)
}
