import { CabestanError, type Failure } from '@cabestan/protocol/failures'
import { parse } from './parse.ts'

export const base = 'app: disquaire\nserver: root@203.0.113.10\n'

export function failureOf(text: string, environment?: string): Failure {
  return failureFrom(() => parse(text, 'cabestan.yaml', environment))
}

export function failureFrom(work: () => unknown): Failure {
  try {
    work()
  } catch (error) {
    if (error instanceof CabestanError) return error.failure
    throw error
  }
  throw new Error('it was accepted')
}

export const example = '{ worker: celery -A disquaire worker, beat: false }'
