import type { Answer, Place } from '../answer.ts'

export interface Processes {
  readonly interface: Answer<'wsgi' | 'asgi'>
  /** Beside the web: `celery -A shop worker`; `name` becomes the program's name. */
  readonly programs: readonly Program[]
  /** Its router of Channels has a place for websockets, and none for plain requests. */
  readonly socketsAlone?: true
  /** In which Celery's tasks wait that name no other; null where there is no Celery. */
  readonly usualQueue: string | null
  /** Commands to be run by the clock, as far as they are declared. */
  readonly scheduled: readonly { readonly when: string; readonly command: string; readonly place: Place }[]
  readonly redis: Answer<boolean>
  readonly rabbitmq: Answer<boolean>
  /** Other services that it cannot do without: elasticsearch, memcached, mongodb, … */
  readonly services: readonly {
    readonly name: string
    readonly place: Place
    /** The package of the distribution that brings it to where the settings look for it: on the server itself. */
    readonly package?: string
  }[]
}

export interface Program {
  readonly name: string
  readonly type: 'celery-worker' | 'celery-beat' | 'rq' | 'huey' | 'dramatiq' | 'django-q' | 'command'
  readonly argv: readonly string[]
  /** That code sends jobs to, where a worker takes from all of them. */
  readonly queues?: readonly string[]
  readonly place: Place
}
