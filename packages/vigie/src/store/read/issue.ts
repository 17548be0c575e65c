import { type IssueDetail, mostShares, type Share, type TagShares } from '../../contract/issue.ts'
import type { Database } from '../database.ts'
import type { Period } from '../reader.ts'
import { lineColumns, lineOf } from './issue-line.ts'
import { sparklines } from './sparkline.ts'

const hour = 3_600_000
const shownHours = 24 * 90

export function readIssue(database: Database, id: number, { now, hours }: Period): IssueDetail | null {
  const row = database.first(
    database.kysely
      .selectFrom('issue')
      .innerJoin('project', 'project.id', 'issue.project')
      .select([...lineColumns, 'issue.resolved_in', 'issue.forgotten'])
      .where('issue.id', '=', id),
  )
  if (!row) return null
  const from = hours === null ? row.first_seen : now - hours * hour
  const tags = readTags(database, id)
  return {
    ...lineOf(row, sparklines(database, [row], { from, until: now }).get(id) ?? []),
    resolvedIn: row.resolved_in,
    tags: tags.filter(({ key }) => key !== 'release' && key !== 'environment'),
    releases: valuesOf(tags, 'release'),
    environments: valuesOf(tags, 'environment'),
    hashes: readHashes(database, id),
    forgotten: row.forgotten,
    byHour: readHours(database, id, from),
  }
}

export function survivorOf(database: Database, id: number): number {
  const merged = database.kysely.selectFrom('merged').select('survivor').where('issue', '=', id)
  return database.first(merged)?.survivor ?? id
}

function valuesOf(tags: readonly TagShares[], key: string): readonly Share[] {
  return tags.find((tag) => tag.key === key)?.values ?? []
}

function readTags(database: Database, issue: number): readonly TagShares[] {
  const { kysely } = database
  const keys = database.all(
    kysely
      .selectFrom('issue_tag_key')
      .select(['key', 'events'])
      .where('issue', '=', issue)
      .orderBy('events', 'desc')
      .orderBy('key'),
  )
  const values = database.all(
    kysely
      .selectFrom('issue_tag')
      .select(['key', 'value', 'events'])
      .where('issue', '=', issue)
      .orderBy('events', 'desc')
      .orderBy('value'),
  )
  const byKey = Map.groupBy(values, ({ key }) => key)
  return keys.map(({ key, events }) => ({ key, events, values: sharesOf(byKey.get(key) ?? []) }))
}

function sharesOf(values: readonly Share[]): readonly Share[] {
  return values.slice(0, mostShares).map(({ value, events }) => ({ value, events }))
}

function readHashes(database: Database, issue: number): IssueDetail['hashes'] {
  return database.all(
    database.kysely
      .selectFrom('issue_hash')
      .select(['hash', 'events', 'title'])
      .where('issue', '=', issue)
      .orderBy('events', 'desc')
      .limit(200),
  )
}

function readHours(database: Database, issue: number, from: number): IssueDetail['byHour'] {
  return database
    .all(
      database.kysely
        .selectFrom('issue_hour')
        .select(['at', 'events'])
        .where('issue', '=', issue)
        .where('at', '>', from - hour)
        .orderBy('at', 'desc')
        .limit(shownHours),
    )
    .reverse()
}
