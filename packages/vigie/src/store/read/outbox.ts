import type { MailIntent, Outbox } from '../../contract/mail.ts'
import type { Database } from '../database.ts'

export function openOutbox(database: Database): Outbox {
  return {
    waiting: (limit) => waiting(database, limit),
    sentSince: (account, at) => sentSince(database, account, at),
  }
}

function waiting(database: Database, limit: number): readonly MailIntent[] {
  const rows = database.all(
    database.kysely
      .selectFrom('outbox')
      .innerJoin('account', 'account.id', 'outbox.account')
      .selectAll('outbox')
      .where('outbox.sent_at', 'is', null)
      .where('outbox.next_at', 'is not', null)
      .where('account.wants_mail', '=', 1)
      .orderBy('outbox.id')
      .limit(limit),
  )
  return rows.map(({ id, account, project, issue, cause, event, at, attempts, next_at }) => ({
    ...{ id, account, project, issue, cause, event, at, attempts },
    nextAt: next_at ?? at,
  }))
}

function sentSince(database: Database, account: number, at: number): readonly number[] {
  const sent = database.kysely
    .selectFrom('outbox')
    .select('sent_at')
    .distinct()
    .where('account', '=', account)
  return database
    .all(sent.where('sent_at', '>=', at).orderBy('sent_at'))
    .flatMap(({ sent_at }) => sent_at ?? [])
}
