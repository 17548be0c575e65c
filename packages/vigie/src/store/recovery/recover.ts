import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { listBackups } from '../backups.ts'
import type { Database } from '../database.ts'
import { writeNote } from '../notes.ts'
import { openStore } from '../open-store.ts'
import { stampOf } from '../stamp.ts'
import { forgetDamage, isDamageNoted, noteRecovery, recoveryBegun } from './damage.ts'
import { salvage } from './salvage.ts'
import { judge } from './soundness.ts'

/**
 * Opens the database, sound. A damaged one is set aside as it is; the last good copy takes its place, and learns what
 * can still be read in the damaged one.
 */
export function openSound(path: string, now: number): Database {
  const begun = recoveryBegun(path)
  if (begun === null && isSound(path)) return opened(path)
  const aside = begun ?? freeName(join(dirname(path), 'set-aside', stampOf(now)))
  setAside(path, aside)
  bringBack(path)
  const database = openStore(path)
  const unreadable = salvage(join(aside, basename(path)), database)
  writeNote(database, 'set-aside', aside)
  writeNote(database, 'unreadable', unreadable === null ? null : String(unreadable))
  forgetDamage(path)
  return database
}

/** An empty file is a new one, unless damage was seen in it. */
function isSound(path: string): boolean {
  return hasContent(path) ? judge(path) === 'sound' : !isDamageNoted(path)
}

function opened(path: string): Database {
  const database = openStore(path)
  forgetDamage(path)
  return database
}

function hasContent(path: string): boolean {
  return existsSync(path) && statSync(path).size > 0
}

/**
 * With its journal: that, too, may hold what was acknowledged. The file itself comes last: where it lies there already,
 * what has its name is what a recovery that was cut short had made so far.
 */
function setAside(path: string, aside: string): void {
  mkdirSync(aside, { recursive: true, mode: 0o700 })
  noteRecovery(path, aside)
  const target = join(aside, basename(path))
  const isThere = existsSync(target)
  for (const suffix of ['-wal', '-shm', ''])
    if (isThere) rmSync(path + suffix, { force: true })
    else if (existsSync(path + suffix)) renameSync(path + suffix, target + suffix)
}

function freeName(path: string): string {
  let name = path
  for (let number = 2; existsSync(name); number += 1) name = `${path}-${number}`
  return name
}

/**
 * The newest sound copy; without one the new database begins empty, with what can still be read from the damaged one.
 */
function bringBack(path: string): void {
  const good = listBackups(path).find((backup) => isGood(backup, `${path}.try`))
  if (good !== undefined) renameSync(`${path}.try`, path)
}

/** Judged on a copy of it, because opening changes a file and the backup may be needed once more. */
function isGood(backup: string, copy: string): boolean {
  copyFileSync(backup, copy)
  const isSound = judgeQuietly(copy)
  for (const suffix of isSound ? ['-wal', '-shm'] : ['', '-wal', '-shm'])
    rmSync(copy + suffix, { force: true })
  return isSound
}

function judgeQuietly(path: string): boolean {
  try {
    return judge(path) === 'sound'
  } catch {
    return false
  }
}
