import { isDamage } from '../store/recovery/damage.ts'
import type { WriterTrouble } from './writer-failure.ts'

const codes: Readonly<Record<string, WriterTrouble>> = {
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
  EROFS: 'read-only',
  EACCES: 'read-only',
  EPERM: 'read-only',
  EIO: 'disk-fails',
}

/** SQLite's READONLY, IOERR, FULL and CANTOPEN. */
const primaries: Readonly<Record<number, WriterTrouble>> = {
  8: 'read-only',
  10: 'disk-fails',
  13: 'disk-full',
  14: 'disk-fails',
}

/** What the codes of SQLite and of the system mean for somebody who asks whether something was kept. */
export function troubleOf(error: unknown): WriterTrouble {
  const { errcode, code } = error as { readonly errcode?: number; readonly code?: string }
  if (isDamage(error)) return 'damaged'
  return primaries[(errcode ?? 0) & 0xff] ?? codes[code ?? ''] ?? 'other'
}

/**
 * SQLite says no more than that the disk failed where what failed was its journal, a map of it, or opening it: without
 * room, and on a disk that may only be read, too. So the disk is asked as well.
 */
export function troubleOn(error: unknown, ask: () => void): WriterTrouble {
  const trouble = troubleOf(error)
  if (trouble !== 'disk-fails') return trouble
  try {
    ask()
    return trouble
  } catch (answer) {
    const told = troubleOf(answer)
    return told === 'other' ? trouble : told
  }
}
