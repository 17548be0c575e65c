import { ChangeItem } from '@cabestan/protocol/changes'
import * as z from 'zod'

/** What still differed after a step was applied travels as JSON in the failure's tail. */
export function readUnproven(tail: string): ChangeItem[] | null {
  try {
    return z.array(ChangeItem).safeParse(JSON.parse(tail)).data ?? null
  } catch {
    return null
  }
}
