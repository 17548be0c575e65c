import type { Answer, Place } from '../answer.ts'

export interface Processes {
  readonly interface: Answer<'wsgi' | 'asgi'>
  /** Beside the web process: `celery -A shop worker`; `name` becomes the program's name. */
  readonly programs: readonly Program[]
  /** Its router of Channels handles websockets and no plain requests. */
  readonly socketsAlone?: true
  /** The queue for Celery's tasks that name no other; null where there is no Celery. */
  readonly usualQueue: string | null
  /** Scheduled commands, as far as the project declares them. */
  readonly scheduled: readonly { readonly when: string; readonly command: string; readonly place: Place }[]
  readonly redis: Answer<boolean>
  readonly rabbitmq: Answer<boolean>
  /** Other services that it cannot do without: elasticsearch, memcached, mongodb, … */
  readonly services: readonly {
    readonly name: string
    readonly place: Place
    /** The distribution's package of a service that the settings expect on the server itself. */
    readonly package?: string
  }[]
}

export interface Program {
  readonly name: string
  readonly type: 'celery-worker' | 'celery-beat' | 'rq' | 'huey' | 'dramatiq' | 'django-q' | 'command'
  readonly argv: readonly string[]
  /** Queues that code sends jobs to and that a worker serves. */
  readonly queues?: readonly string[]
  readonly place: Place
}
