import type { Facts } from '@cabestan/protocol/facts'

export interface Workers {
  readonly all: number
  /** The number that a new release begins with while the former one still serves. */
  readonly first: number
  /** The number after which the others follow. */
  readonly growsAfter: 'switch' | 'drain'
}

export interface Neighbours {
  readonly postgres: boolean
  readonly redis: boolean
  /** Other processes of the application; a Celery worker counts as two. */
  readonly processes: number
}

/** The number that gunicorn recommends for the cores, as long as there is memory for all of them. */
export function workersFor(
  asked: number | null,
  { cores, memoryMegabytes }: Pick<Facts, 'cores' | 'memoryMegabytes'>,
  neighbours: Neighbours,
): Workers {
  const free = memoryMegabytes - reservedFor(neighbours)
  const fitting = Math.min(cores * 2 + 1, Math.floor(free / megabytesOfProcess))
  const all = asked ?? Math.min(most, Math.max(memoryMegabytes >= aboutOneGigabyte ? 2 : 1, fitting))
  const isSmall = memoryMegabytes < smallMemory
  // More than one worker per core would only delay each other's first answer.
  return { all, first: isSmall ? 1 : Math.min(all, cores), growsAfter: isSmall ? 'drain' : 'switch' }
}

function reservedFor({ postgres, redis, processes }: Neighbours): number {
  return (
    megabytesOfSystem +
    (postgres ? megabytesOfPostgres : 0) +
    (redis ? megabytesOfRedis : 0) +
    processes * megabytesOfProcess
  )
}

/** Memory of Django with its usual imports. */
const megabytesOfProcess = 110
const megabytesOfSystem = 200
const megabytesOfPostgres = 120
const megabytesOfRedis = 60
/** The kernel keeps some of the rented memory for itself. */
const aboutOneGigabyte = 900
const smallMemory = 1536
const most = 200
