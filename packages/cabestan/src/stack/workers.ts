import type { Facts } from '@cabestan/protocol/facts'

export interface Workers {
  readonly all: number
  /** With which a new release begins while the former one still serves. */
  readonly first: number
  /** After what the others follow. */
  readonly growsAfter: 'switch' | 'drain'
}

export interface Neighbours {
  readonly postgres: boolean
  readonly redis: boolean
  /** Other processes of the application; a Celery worker counts for two. */
  readonly processes: number
}

/** As gunicorn recommends by the cores, as long as there is memory for all of them. */
export function workersFor(
  asked: number | null,
  { cores, memoryMegabytes }: Pick<Facts, 'cores' | 'memoryMegabytes'>,
  neighbours: Neighbours,
): Workers {
  const free = memoryMegabytes - reservedFor(neighbours)
  const fitting = Math.min(cores * 2 + 1, Math.floor(free / megabytesOfProcess))
  const all = asked ?? Math.min(most, Math.max(memoryMegabytes >= aboutOneGigabyte ? 2 : 1, fitting))
  const isSmall = memoryMegabytes < smallMemory
  // More than a worker a core would only keep each other from their first answer.
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

/** Django with what is usually imported. */
const megabytesOfProcess = 110
const megabytesOfSystem = 200
const megabytesOfPostgres = 120
const megabytesOfRedis = 60
/** The kernel keeps some of what was rented. */
const aboutOneGigabyte = 900
const smallMemory = 1536
const most = 200
