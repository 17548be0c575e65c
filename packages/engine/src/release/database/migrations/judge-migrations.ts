import type { AppliedMigration } from '@cabestan/protocol/releases'
import { judgeOperation, type Remark, takesAway } from './judge-operation.ts'
import type { Models, Operation, PendingMigration } from './migration-state.ts'

/** A pending migration, and what the release that is live could do once it is applied. */
export interface JudgedMigration extends AppliedMigration {
  readonly atomic: boolean
  readonly remarks: readonly Remark[]
}

interface Question {
  readonly vendor: string
  readonly pending: readonly PendingMigration[]
  /** What the live release knows of the database, where it was asked. */
  readonly models: Models | null
}

/** Judged in order: a later migration cannot take from the live release what an earlier one only just added. */
export function judgeMigrations({ vendor, pending, models }: Question): JudgedMigration[] {
  const created = new Set<string>()
  return pending.map((migration) => {
    const { name, atomic } = migration
    const loses: string[] = []
    const remarks = migration.operations.flatMap((operation) => {
      const remark = judgeOperation(operation, { vendor, models, created })
      if (takesAway(operation, created)) loses.push(nameOfLoss(operation, name))
      addCreated(created, operation)
      return remark ?? []
    })
    const verdict = { safe: !remarks.some(isUnsafe), reversible: isReversible(migration) }
    return { name, atomic, remarks, ...verdict, ...(loses.length > 0 ? { loses } : {}) }
  })
}

/** A raw SQL statement names its table itself. */
function nameOfLoss({ type, subject }: Operation, migration: string): string {
  return type === 'RunSQL' ? subject : `${migration.split('.')[0]}.${subject}`
}

/** In the form in which the ledger keeps it. */
export function recorded(judged: JudgedMigration): AppliedMigration {
  const { name, safe, onlyFormer, remarks, reversible, loses } = judged
  const isUnjudged = safe && remarks.some(({ verdict }) => verdict === 'unknown')
  return {
    ...{ name, safe, reversible, ...(loses ? { loses } : {}) },
    ...(onlyFormer ? { onlyFormer } : {}),
    ...(isUnjudged ? { unjudged: true } : {}),
  }
}

export function isUnsafe(remark: Remark): remark is Extract<Remark, { verdict: 'unsafe' }> {
  return remark.verdict === 'unsafe'
}

function isReversible({ operations }: PendingMigration): boolean {
  return operations.every(({ reversible }) => reversible)
}

/** Only the new code knows these yet. */
function addCreated(created: Set<string>, { type, table, after, column }: Operation): void {
  if (type === 'CreateModel' && table) created.add(table)
  if (type === 'AddField' && column) created.add(`${table}.${column.column}`)
  if (after && table && created.has(table)) created.add(after)
}
