import { describe, expect, it } from 'vitest'
import type { EventDetail, IssueDetail, IssuePage } from '../../contract/issue.ts'
import type { MailSettings } from '../../contract/status.ts'
import * as calls from './calls.ts'
import { ask } from './http.ts'

/**
 * None of this is ever called. The compiler judges it in `npm run types`, where a wrong call that compiles is the
 * failure.
 */
describe('a call of the pages', () => {
  it('does not compile where the routes know no such address, or take something else', () => {
    const wrong = () => [
      // @ts-expect-error: there is no such address
      ask('GET', '/nowhere'),
      // @ts-expect-error: nothing is put there
      ask('PUT', '/issues'),
      // @ts-expect-error: it is known by its number
      ask('GET', '/projects/:id'),
      // @ts-expect-error: the query has no such name
      ask('GET', '/monitors', { query: { colour: 'blue' } }),
      // @ts-expect-error: nor is a number written out
      ask('GET', '/issues', { query: { limit: 'ten' } }),
      // @ts-expect-error: a token needs to be told whether it may write
      ask('POST', '/me/tokens', { json: { name: 'of a script' } }),
      // @ts-expect-error: there is no such action
      ask('POST', '/issues/act', { json: { issues: [1], action: { action: 'explode' } } }),
    ]
    expect(wrong).toBeTypeOf('function')
  })

  it('does not compile where the routes answer something else', () => {
    const right = async (signal: AbortSignal) => ({
      page: (await ask('GET', '/issues', { query: {} })) satisfies IssuePage,
      issue: (await calls.issue(1, signal)) satisfies IssueDetail,
      event: (await calls.event(1, 'latest', signal)) satisfies EventDetail,
      mail: (await calls.mail()) satisfies MailSettings | null,
    })
    const wrong = async (signal: AbortSignal) => [
      // @ts-expect-error: a page of issues is no list
      (await ask('GET', '/issues', { query: {} })).length,
      // @ts-expect-error: no route answers with a password
      (await calls.mail())?.password,
      // @ts-expect-error: an issue has a title
      (await calls.issue(1, signal)).titel,
      // @ts-expect-error: it is not there of everybody
      (await calls.me()).account.email,
      // @ts-expect-error: the list of projects bears their names, not theirs alone
      (await calls.projects()) satisfies readonly string[],
    ]
    expect([right, wrong]).toHaveLength(2)
  })
})
