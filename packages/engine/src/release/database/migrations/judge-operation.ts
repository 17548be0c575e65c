import type { UnsafeReason } from '@cabestan/protocol/migrations'
import { judgeSql } from './judge-sql.ts'
import { compareTypes } from './judge-type.ts'
import { type Known, knows } from './known.ts'
import type { Column, Operation } from './migration-state.ts'

/** What is unsafe, what might fail, and what cannot be known. */
export type Remark = Judgement & { readonly operation: string; readonly subject: string }

type Judgement =
  | { readonly verdict: 'unsafe'; readonly why: UnsafeReason }
  | { readonly verdict: 'unknown' | 'warning'; readonly why: 'unique' | 'constraint' | 'own-code' }

type Judge = (operation: Operation, known: Known) => Judged
type Judged = Judgement | null

const unsafe = (why: UnsafeReason): Judged => ({ verdict: 'unsafe', why })
const warning = (why: 'unique' | 'constraint'): Judged => ({ verdict: 'warning', why })
const unknown: Judged = { verdict: 'unknown', why: 'own-code' }
const safe = () => null

/** RunPython and RunSQL both have a way to say that nothing is to be done. */
const ownCode: Judge = ({ subject }) => (subject === '' || subject === 'noop' ? null : unknown)

/** Operations that are not listed are the project's own, or newer than this list. */
const judges: Readonly<Record<string, Judge>> = {
  CreateModel: safe,
  DeleteModel: () => unsafe('table-dropped'),
  RenameModel: judgeTableName,
  AlterModelTable: judgeTableName,
  AlterModelTableComment: safe,
  AlterModelOptions: safe,
  AlterModelManagers: safe,
  AlterOrderWithRespectTo: () => unsafe('order-changed'),
  AlterUniqueTogether: ({ many }) => (many ? warning('unique') : null),
  AlterIndexTogether: safe,
  AddField: judgeNewField,
  RemoveField: judgeRemovedField,
  AlterField: judgeAlteredField,
  RenameField: judgeRenamedField,
  RunPython: ownCode,
  RunSQL: judgeStatements,
  AddIndex: safe,
  RemoveIndex: safe,
  RenameIndex: safe,
  AddIndexConcurrently: safe,
  RemoveIndexConcurrently: safe,
  AddConstraint: () => warning('constraint'),
  AddConstraintNotValid: () => warning('constraint'),
  ValidateConstraint: safe,
  RemoveConstraint: safe,
  AlterConstraint: safe,
  CreateCollation: safe,
  CreateExtension: safe,
  BloomExtension: safe,
  BtreeGinExtension: safe,
  BtreeGistExtension: safe,
  CITextExtension: safe,
  CryptoExtension: safe,
  HStoreExtension: safe,
  TrigramExtension: safe,
  UnaccentExtension: safe,
}

/** Null: the live release does not notice it. */
export function judgeOperation(operation: Operation, known: Known): Remark | null {
  const { applies, table } = operation
  if (!applies || (table !== null && !knows(known, table))) return null
  const judged = (judges[operation.type] ?? (() => unknown))(operation, known)
  return judged && { ...judged, operation: operation.name, subject: operation.subject }
}

const losing: Readonly<Record<string, (operation: Operation, known: Known) => boolean>> = {
  DeleteModel: () => true,
  RemoveField: ({ before }) => before !== null,
  RunSQL: ({ sql }, known) => /-dropped$/.test(judgeSql(sql, known) ?? ''),
}

/** Whether data is lost, even if the live release does not use it. */
export function takesAway(operation: Operation, created: ReadonlySet<string>): boolean {
  const { type, applies, table, before } = operation
  const known: Known = { vendor: '', models: null, created }
  if (!applies || (table !== null && !knows(known, table, before?.column))) return false
  return losing[type]?.(operation, known) ?? false
}

function judgeStatements(operation: Operation, known: Known): Judged {
  const loss = judgeSql(operation.sql, known)
  return loss ? unsafe(loss) : ownCode(operation, known)
}

function judgeTableName({ table, after, many }: Operation): Judged {
  return table === after && !many ? null : unsafe('table-renamed')
}

function judgeNewField({ table, column }: Operation, known: Known): Judged {
  if (!column || column.table) return null
  const isFilled = column.null || column.filled || known.models?.[table ?? '']?.[column.column] !== undefined
  if (!isFilled) return unsafe('column-required')
  return column.unique && column.filled && !column.null ? warning('unique') : null
}

function judgeRemovedField({ table, before }: Operation, known: Known): Judged {
  if (before?.table) return unsafe('table-dropped')
  return before && !knows(known, table ?? '', before.column) ? null : unsafe('column-dropped')
}

function judgeRenamedField({ table, before, column }: Operation, known: Known): Judged {
  if (before?.table) return unsafe('table-renamed')
  if (before?.column === column?.column) return null
  return before && !knows(known, table ?? '', before.column) ? null : unsafe('column-renamed')
}

function judgeAlteredField({ table, before, column }: Operation, known: Known): Judged {
  if (!before || !column) return unknown
  if (before.table || column.table) return before.table === column.table ? null : unsafe('type-changed')
  if (!knows(known, table ?? '', before.column))
    return requires(before, column) ? unsafe('column-required') : null
  if (before.column !== column.column) return unsafe('column-renamed')
  return judgeValues({ before, column, written: known.models?.[table ?? '']?.[column.column] }, known)
}

interface Altered {
  readonly before: Column
  readonly column: Column
  /** The type that the live release expects. */
  readonly written: Column | undefined
}

function judgeValues({ before, column, written }: Altered, known: Known): Judged {
  const change = compareTypes(before.type ?? '', column.type ?? '', known.vendor)
  const isWritten = written?.type === column.type
  if (change === 'narrower' && !isWritten) return unsafe('type-narrowed')
  if (change === 'other' && !isWritten) return unsafe('type-changed')
  if (requires(before, column) && written?.null !== false) return unsafe('column-required')
  if (column.unique && !before.unique) return warning('unique')
  return column.positive && !before.positive ? warning('constraint') : null
}

/** Code that leaves the column out, or writes NULL, will fail from then on. */
function requires(before: Column, column: Column): boolean {
  return !column.null && !column.filled && (before.null || before.filled)
}
