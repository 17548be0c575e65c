import { UnsafeOperation } from '@cabestan/protocol/migrations'
import * as z from 'zod'
import type { Voice } from './voice.ts'

/**
 * What the release that is live cannot live with travels in the failure's tail as JSON. SQL of one's own is a sentence
 * by itself, so the reason has a line of its own.
 */
export function unsafeOperationLines(tail: string, { words, paint }: Voice): string[] | null {
  const operations = read(tail)
  return (
    operations?.flatMap(({ migration, operation, subject, why }) => [
      `${paint.cyan(migration)}  ${paint.bold(`${operation} ${subject}`)}`,
      `  ${words.unsafe[why]}`,
    ]) ?? null
  )
}

function read(tail: string): UnsafeOperation[] | null {
  try {
    return z.array(UnsafeOperation).safeParse(JSON.parse(tail)).data ?? null
  } catch {
    return null
  }
}
