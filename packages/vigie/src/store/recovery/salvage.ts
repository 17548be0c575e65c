import { DatabaseSync } from 'node:sqlite'
import type { Database } from '../database.ts'
import { bringDeletions, deletionsIn } from './deletions.ts'
import { insertRow, type Row } from './rows.ts'
import { SalvagedDictionaries } from './salvage-dictionaries.ts'
import { salvageIssues } from './salvage-issues.ts'
import { salvageSettings } from './salvage-settings.ts'

/**
 * Reads what a damaged database still has and the other one lacks, row by row: what people have set up, and what they
 * said of issues. Events that came after the copy was made go into its queue, and are digested as if they had just come.
 * Answers with how many could not be read; null where nothing tells how many there were.
 */
export function salvage(damaged: string, database: Database): number | null {
  const source = open(damaged)
  if (!source) return null
  try {
    return database.transaction(() => {
      const deletions = deletionsIn(source)
      salvageSettings(source, database)
      // Before hashes are compared: what comes with them later is another issue, which gets nothing from the old one.
      bringDeletions(deletions, database)
      const { issues, unreadable } = copyEvents(source, database, deletions)
      salvageIssues(source, database, issues)
      return unreadable
    })
  } finally {
    source.close()
  }
}

function open(path: string): DatabaseSync | null {
  try {
    const source = new DatabaseSync(path, { readOnly: true, timeout: 5000 })
    source.prepare('select count(*) from sqlite_schema').get()
    return source
  } catch {
    return null
  }
}

interface Copied {
  /** The issues that the events were counted in. */
  readonly issues: ReadonlySet<number>
  readonly unreadable: number | null
}

function copyEvents(
  source: DatabaseSync,
  database: Database,
  deletions: ReadonlyMap<number | null, number>,
): Copied {
  const { last, isKnown } = lastOf(source)
  const read = reader(source)
  const doomed = doomedIn(source)
  const isGone = (issue: number | null) => doomed.has(issue) || deletions.has(issue)
  const dictionaries = new SalvagedDictionaries(source, database)
  const issues = new Set<number>()
  let unreadable = 0
  for (let id = lastOf(database.connection).last + 1; id <= last; id += 1) {
    const found = read(id)
    if (found === null || (found !== 'unreadable' && isGone(found.issue))) continue
    if (found === 'unreadable' || !dictionaries.bringFor(found.payload)) unreadable += 1
    else {
      if (found.issue !== null) issues.add(found.issue)
      insertRow(database, 'payload', found.payload)
      insertRow(database, 'queue', found.queue)
    }
  }
  dictionaries.leave(deletions)
  return { issues, unreadable: isKnown ? unreadable : null }
}

/** Deleted issues whose events were not removed yet. */
function doomedIn(source: DatabaseSync): ReadonlySet<number | null> {
  try {
    return new Set(
      source
        .prepare('select issue from doomed')
        .all()
        .map(({ issue }) => Number(issue)),
    )
  } catch {
    return new Set()
  }
}

/** Whatever was taken has a payload, and is either queued or counted: the numbers of both tell how far it went. */
function lastOf(source: DatabaseSync): { readonly last: number; readonly isKnown: boolean } {
  const [payload, event, queue] = ['payload', 'event', 'queue'].map((table) => highestOf(source, table))
  return {
    last: Math.max(payload ?? 0, event ?? 0, queue ?? 0),
    isKnown: payload !== null || (event !== null && queue !== null),
  }
}

function highestOf(source: DatabaseSync, table: string): number | null {
  try {
    return Number(source.prepare(`select max(id) as id from "${table}"`).get()?.['id'] ?? 0)
  } catch {
    return null
  }
}

interface Found {
  readonly payload: Row
  readonly queue: Row
  /** Null where it had not been counted yet. */
  readonly issue: number | null
}

/** By number, so that one unreadable row does not hide those after it. */
function reader(source: DatabaseSync): (id: number) => Found | 'unreadable' | null {
  const columns = 'project, event, received_at, sent_at'
  // A database of an older version has no dictionaries.
  const payloads = source.prepare('select * from payload where id = ?')
  const queued = source.prepare(`select null as issue, kind, ${columns} from queue where id = ?`)
  const digested = source.prepare(`select issue, 'event' as kind, ${columns} from event where id = ?`)
  return (id) => {
    try {
      const row = queued.get(id) ?? digested.get(id)
      const payload = payloads.get(id)
      if (!row) return payload ? 'unreadable' : null
      if (!payload) return 'unreadable'
      const { issue, ...queue } = row as Row
      return {
        payload: payload as Row,
        queue: { id, ...queue },
        issue: issue === null ? null : Number(issue),
      }
    } catch {
      return 'unreadable'
    }
  }
}
