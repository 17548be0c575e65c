import type { CommandsOf } from './command.ts'

type Names = 'setting.set' | 'mail.sent' | 'mail.failed'

export const settingCommands: CommandsOf<Names> = {
  'setting.set': ({ database, notice }, { name, value }) => {
    const { kysely } = database
    if (value === null) database.run(kysely.deleteFrom('setting').where('name', '=', name))
    else
      database.run(
        kysely
          .insertInto('setting')
          .values({ name, value })
          .onConflict((conflict) => conflict.column('name').doUpdateSet({ value })),
      )
    notice({ type: 'status' })
    return null
  },

  'mail.sent': ({ database }, { ids, at }) => {
    const sent = { sent_at: at, error: null }
    database.run(database.kysely.updateTable('outbox').set(sent).where('id', 'in', ids))
    return null
  },

  'mail.failed': ({ database }, { ids, error, nextAt }) => {
    database.run(
      database.kysely
        .updateTable('outbox')
        .set(({ eb }) => ({
          attempts: eb('attempts', '+', 1),
          next_at: nextAt,
          ...(error === null ? {} : { error }),
        }))
        .where('id', 'in', ids),
    )
    return null
  },
}
