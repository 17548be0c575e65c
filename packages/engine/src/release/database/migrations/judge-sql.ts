import type { UnsafeReason } from '@cabestan/protocol/migrations'
import { type Known, knows } from './known.ts'

/**
 * What statements of the project's own take away from the release that is live, where they say so plainly. Null of all
 * others: nobody can know what those do.
 */
export function judgeSql(sql: string, known: Known): UnsafeReason | null {
  const losses = statementsIn(sql).flatMap(lossesOf)
  return losses.find((loss) => isFelt(loss, known))?.why ?? null
}

interface Loss {
  readonly why: UnsafeReason
  readonly table: string
  readonly column?: string
}

function isFelt({ why, table, column }: Loss, known: Known): boolean {
  if (why !== 'column-required') return knows(known, table, column)
  const isWritten = known.models?.[table]?.[column ?? '']?.null === false
  return knows(known, table) && !isWritten
}

/**
 * Whichever begins first wins, because a comment may contain quotes and a text may contain what looks like a comment.
 */
const commentOrText = /--[^\n]*|\/\*[\s\S]*?\*\/|\$(\w*)\$[\s\S]*?\$\1\$|'(?:[^']|'')*'/g

/**
 * Removes comments and empties texts, so that a comma or a word inside them is not taken for part of the statement.
 */
function statementsIn(sql: string): string[] {
  const bare = sql.replace(commentOrText, (found) => (/^[-/]/.test(found) ? ' ' : "''"))
  return bare.split(';').map((statement) => statement.trim().replace(/\s+/g, ' '))
}

const word = '("[^"]+"|`[^`]+`|[\\w$]+)'
/** A table's name may have its schema in front. */
const tableWord = `(?:${word.replace('(', '(?:')} ?\\. ?)?${word}`

const alterTable = new RegExp(`^alter table (?:if exists )?(?:only )?${tableWord} (.*)$`, 'i')
const dropTable = /^drop table (?:if exists )?(.*?)(?: cascade| restrict)?$/i
const renameTable = new RegExp(`^rename table ${tableWord} to `, 'i')
const oneTable = new RegExp(`^${tableWord}$`)

function lossesOf(statement: string): Loss[] {
  const [, altered, actions] = alterTable.exec(statement) ?? []
  if (altered !== undefined && actions !== undefined)
    return actionsIn(actions).flatMap((action) => lossBy(action, plain(altered)) ?? [])
  const [, renamed] = renameTable.exec(statement) ?? []
  if (renamed !== undefined) return [{ why: 'table-renamed', table: plain(renamed) }]
  const dropped = dropTable.exec(statement)?.[1]?.split(',') ?? []
  return dropped.flatMap((name) => {
    const [, table] = oneTable.exec(name.trim()) ?? []
    return table === undefined ? [] : [{ why: 'table-dropped' as const, table: plain(table) }]
  })
}

/** Commas inside brackets belong to a type or a rule, not to the list. */
function actionsIn(text: string): string[] {
  let flat = text
  for (let before = ''; before !== flat; ) {
    before = flat
    flat = flat.replace(/\([^()]*\)/g, ' ')
  }
  return flat.split(',').map((action) => action.trim().replace(/\s+/g, ' '))
}

const notColumn = '(?!constraint |index |key |primary |foreign |unique |check |partition |fulltext |spatial )'
const tableTo = /^rename (?:to|as) /i
const renameColumn = new RegExp(`^rename ${notColumn}(?:column )?${word} to `, 'i')
const changeColumn = new RegExp(`^change (?:column )?${word} ${word} `, 'i')
const dropColumn = new RegExp(`^drop ${notColumn}(?:column )?(?:if exists )?${word}`, 'i')
const addColumn = new RegExp(`^add ${notColumn}(?:column )?(?:if not exists )?${word} .*not null`, 'i')
const setNotNull = new RegExp(`^alter (?:column )?${word} set not null`, 'i')
/** Code that does not mention the column still gets a value. */
const filled = /\b(?:default|generated|auto_increment|(?:small|big)?serial)\b/i

function lossBy(action: string, table: string): Loss | null {
  if (tableTo.test(action)) return { why: 'table-renamed', table }
  const of = (pattern: RegExp) => pattern.exec(action)?.slice(1).map(plain)
  const [renamed] = of(renameColumn) ?? []
  if (renamed !== undefined) return { why: 'column-renamed', table, column: renamed }
  const [from, to] = of(changeColumn) ?? []
  if (from !== undefined && from !== to) return { why: 'column-renamed', table, column: from }
  const [dropped] = of(dropColumn) ?? []
  if (dropped !== undefined) return { why: 'column-dropped', table, column: dropped }
  const [required] = of(setNotNull) ?? (filled.test(action) ? [] : (of(addColumn) ?? []))
  return required === undefined ? null : { why: 'column-required', table, column: required }
}

/** Removes quotes, and folds case as PostgreSQL does. */
function plain(name: string): string {
  return /^["`]/.test(name) ? name.slice(1, -1) : name.toLowerCase()
}
