import type { ProgramOrder } from '@cabestan/protocol/orders'
import { isCeleryWorker } from '../celery-options.ts'
import { celeryQueues } from './celery-queues.ts'
import { djangoQQueues } from './django-q-queues.ts'
import { dramatiqQueues } from './dramatiq-queues.ts'
import { hueyQueues } from './huey-queues.ts'
import type { QueueQuestion } from './redis-address.ts'
import { rqQueues } from './rq-queues.ts'
import { tableQueues } from './table-queues.ts'

const inDatabase = /^(?:process_tasks|db_worker|procrastinate)$/

/** The queues of a program, as far as their length can be asked. Empty where it is no worker. */
export function programQueues(question: QueueQuestion): Pick<ProgramOrder, 'queues'> {
  const { argv } = question
  const has = (command: RegExp) => argv.some((word) => command.test(word))
  if (isCeleryWorker(argv)) return { queues: celeryQueues(question) }
  if (has(/^rqworker$/)) return { queues: rqQueues(question) }
  if (has(/^run_huey$|(?:^|\/)huey_consumer(?:\.py)?$/)) return { queues: hueyQueues(question) }
  if (has(/^qcluster$/)) return { queues: djangoQQueues(question) }
  const command = argv.find((word) => inDatabase.test(word))
  if (command !== undefined) return { queues: tableQueues(command, question) }
  if (has(/^rundramatiq$/)) return { queues: dramatiqQueues(question) }
  return {}
}
