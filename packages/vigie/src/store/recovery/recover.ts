import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { listBackups } from '../backups.ts'
import type { Database } from '../database.ts'
import { writeNote } from '../notes.ts'
import { openStore } from '../open-store.ts'
import { stampOf } from '../stamp.ts'
import { salvage } from './salvage.ts'
import { judge } from './soundness.ts'

/**
 * Opens the database, sound. A damaged one is set aside as it is; the last good copy takes its place, and learns what
 * can still be read in the damaged one.
 */
export function openSound(path: string, now: number): Database {
  if (!hasContent(path) || judge(path) === 'sound') return openStore(path)
  const aside = setAside(path, now)
  bringBack(path)
  const database = openStore(path)
  const unreadable = salvage(join(aside, basename(path)), database)
  writeNote(database, 'set-aside', aside)
  writeNote(database, 'unreadable', String(unreadable))
  return database
}

function hasContent(path: string): boolean {
  return existsSync(path) && statSync(path).size > 0
}

/** With its journal: that, too, may hold what was acknowledged. */
function setAside(path: string, now: number): string {
  const aside = freeName(join(dirname(path), 'set-aside', stampOf(now)))
  mkdirSync(aside, { recursive: true, mode: 0o700 })
  for (const suffix of ['', '-wal', '-shm'])
    if (existsSync(path + suffix)) renameSync(path + suffix, join(aside, basename(path) + suffix))
  return aside
}

function freeName(path: string): string {
  let name = path
  for (let number = 2; existsSync(name); number += 1) name = `${path}-${number}`
  return name
}

/** The newest that is sound; without any the new one begins empty, with what can be read of the damaged one. */
function bringBack(path: string): void {
  const good = listBackups(path).find((backup) => isGood(backup, `${path}.try`))
  if (good !== undefined) renameSync(`${path}.try`, path)
}

/** Judged as a copy: opening changes a file, and the backup may be needed once more. */
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
