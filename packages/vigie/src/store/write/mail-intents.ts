import type { MailCause } from '../../contract/mail.ts'
import type { Pen } from './pen.ts'

interface Intent {
  readonly project: number
  readonly issue: number
  readonly cause: MailCause
  readonly event: string
}

/** One row for each account that wants mail, in the transaction that makes the issue new or brings it back. */
export function intend({ database, now }: Pen, intent: Intent): void {
  const { kysely } = database
  const at = now()
  for (const { id } of database.all(kysely.selectFrom('account').select('id').where('wants_mail', '=', 1)))
    database.run(kysely.insertInto('outbox').values({ ...intent, account: id, at, next_at: at }))
}
