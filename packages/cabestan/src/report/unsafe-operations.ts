import { UnsafeOperation } from '@cabestan/protocol/migrations'
import * as z from 'zod'
import type { Voice } from './voice.ts'

/** What the release that is live cannot live with travels in the failure's tail as JSON. */
export function unsafeOperationLines(tail: string, { words, paint }: Voice): string[] | null {
  const operations = read(tail)
  return (
    operations?.map(({ migration, operation, subject, why }) => {
      const what = paint.bold(`${operation} ${subject}`)
      return `${paint.cyan(migration)}  ${what}  ${words.unsafe[why]}`
    }) ?? null
  )
}

function read(tail: string): UnsafeOperation[] | null {
  try {
    return z.array(UnsafeOperation).safeParse(JSON.parse(tail)).data ?? null
  } catch {
    return null
  }
}
