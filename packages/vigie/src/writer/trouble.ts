import { isDamage } from '../store/recovery/damage.ts'
import type { WriterTrouble } from './writer-failure.ts'

const full = 13
const readOnly = 8
const inputOutput = 10
const cannotOpen = 14

/** What SQLite's codes mean to a client that asks whether its event was taken. */
export function troubleOf(error: unknown): WriterTrouble {
  const { errcode, code } = error as { readonly errcode?: number; readonly code?: string }
  if (code === 'ENOSPC' || code === 'EDQUOT') return 'disk-full'
  if (code === 'EROFS') return 'read-only'
  const primary = (errcode ?? 0) & 0xff
  if (primary === full) return 'disk-full'
  if (primary === readOnly || primary === cannotOpen) return 'read-only'
  if (isDamage(error)) return 'damaged'
  // A disk without room answers so too, where what failed was a journal or a map of it.
  return primary === inputOutput ? 'disk-full' : 'other'
}
