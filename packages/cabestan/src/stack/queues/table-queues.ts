import type { TableQueue } from '@cabestan/protocol/queues'
import type { QueueQuestion } from './redis-address.ts'

/** Workers whose jobs wait in the database, by their commands of manage.py. */
const tables: Readonly<Record<string, Omit<TableQueue, 'name'>>> = {
  // Jobs that failed for good stay in the table until their records are moved.
  process_tasks: {
    table: 'background_task',
    where: { locked_by: null, failed_at: null },
    from: 'run_at',
  },
  db_worker: { table: 'django_tasks_database_dbtaskresult', where: { status: 'READY' } },
  procrastinate: { table: 'procrastinate_jobs', where: { status: 'todo' } },
}

export function tableQueues(command: string, question: QueueQuestion): TableQueue[] | null {
  const queue = tables[command]
  return queue ? inOwnDatabase({ name: command, ...queue }, question) : null
}

/** Only the server's own PostgreSQL is asked: a database elsewhere is another server's business. */
export function inOwnDatabase(queue: TableQueue, { overlay }: QueueQuestion): TableQueue[] | null {
  return overlay.database.type === 'postgresql' ? [queue] : null
}
