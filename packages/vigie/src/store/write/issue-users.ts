import type { Database } from '../database.ts'
import { type Statement, statement } from '../statement.ts'
import type { IssueState } from './issue-state.ts'

/** Beyond so many people the number stands still: a stranger may invent as many as they like. */
const mostUsers = 20_000

export type UserStatements = Statement<{ issue: number; user: string }, unknown>

export function userStatements(database: Database): UserStatements {
  return statement(database, (value) =>
    database.kysely
      .insertInto('issue_user')
      .values({ issue: value('issue'), user: value('user') })
      .onConflict((conflict) => conflict.doNothing()),
  )
}

/** How many of them are new to the issue. */
export function saveUsers(insert: UserStatements, { row, users }: IssueState): number {
  let fresh = 0
  for (const user of users) {
    if (row.users + fresh >= mostUsers) break
    fresh += insert.run({ issue: row.id, user })
  }
  return fresh
}
