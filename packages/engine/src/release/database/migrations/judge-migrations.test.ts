import { describe, expect, it } from 'vitest'
import { judgeMigrations, recorded } from './judge-migrations.ts'
import type { Column, Models, Operation } from './migration-state.ts'

describe('a migration, for the release that is live', () => {
  it.each<[string, Operation]>([
    ['a new table', operation('CreateModel', { table: 'shop_review' })],
    ['a column that may be empty', adding({ null: true })],
    ['a column that the database fills', adding({ filled: true })],
    ['a table between two others', adding({ table: true, type: null })],
    ['an index', operation('AddIndex')],
    ['an index that is made beside the work', operation('AddIndexConcurrently')],
    ['words for people', operation('AlterModelOptions')],
    ['a rule that goes', operation('RemoveConstraint')],
    ['an extension', operation('TrigramExtension', { table: null })],
    ['a longer text', altering({ type: 'varchar(50)' }, { type: 'varchar(80)' })],
    ['a text without end', altering({ type: 'varchar(50)' }, { type: 'text' })],
    ['a text without a stated length', altering({ type: 'varchar(50)' }, { type: 'varchar' })],
    ['larger numbers', altering({ type: 'integer' }, { type: 'bigint' })],
    ['larger keys', altering({ type: 'serial' }, { type: 'bigint' })],
    ['more digits', altering({ type: 'numeric(6, 2)' }, { type: 'numeric(9, 2)' })],
    ['longer texts in a list', altering({ type: 'varchar(5)[]' }, { type: 'varchar(9)[]' })],
    ['a column that may be empty from now on', altering({ null: false }, { null: true })],
    ['a field that keeps its column', renaming('price', 'price')],
    ['a model that keeps its table', operation('RenameModel', { after: 'shop_album' })],
    ['what is not this database’s', { ...operation('DeleteModel'), applies: false }],
    ['code that does nothing', operation('RunPython', { table: null, subject: 'noop' })],
    ['a statement that does nothing', operation('RunSQL', { table: null, subject: '' })],
  ])('is safe: %s', (_what, operation) => {
    expect(judge(operation)).toMatchObject({ safe: true, remarks: [] })
  })

  it.each<[string, string, Operation]>([
    ['a table that goes', 'table-dropped', operation('DeleteModel')],
    ['a table with another name', 'table-renamed', operation('RenameModel', { after: 'shop_record' })],
    [
      'tables between that go along',
      'table-renamed',
      operation('RenameModel', { after: 'shop_album', many: true }),
    ],
    ['a table of another choice', 'table-renamed', operation('AlterModelTable', { after: 'albums' })],
    ['a column that goes', 'column-dropped', operation('RemoveField', { before: column() })],
    [
      'a table between that goes',
      'table-dropped',
      operation('RemoveField', { before: column({ table: true }) }),
    ],
    ['a column with another name', 'column-renamed', renaming('price', 'amount')],
    ['another column for a field', 'column-renamed', altering({}, { column: 'amount' })],
    ['a column that must be filled', 'column-required', adding({})],
    ['a column that must not be empty', 'column-required', altering({ null: true }, { null: false })],
    ['a value that the database gave', 'column-required', altering({ filled: true }, { filled: false })],
    ['a shorter text', 'type-narrowed', altering({ type: 'varchar(50)' }, { type: 'varchar(20)' })],
    ['a text that gets an end', 'type-narrowed', altering({ type: 'text' }, { type: 'varchar(20)' })],
    ['smaller numbers', 'type-narrowed', altering({ type: 'bigint' }, { type: 'integer' })],
    ['fewer digits', 'type-narrowed', altering({ type: 'numeric(9, 2)' }, { type: 'numeric(9, 4)' })],
    ['numbers for texts', 'type-changed', altering({ type: 'text' }, { type: 'integer' })],
    ['lists for texts', 'type-changed', altering({ type: 'text' }, { type: 'text[]' })],
    [
      'a reference to something else',
      'type-changed',
      altering({ type: 'reference to shop.artist' }, { type: 'reference to shop.label' }),
    ],
    ['an order', 'order-changed', operation('AlterOrderWithRespectTo', { many: true })],
  ])('is unsafe: %s', (_what, why, operation) => {
    expect(judge(operation)).toMatchObject({ safe: false, remarks: [{ verdict: 'unsafe', why }] })
  })

  it.each<[string, string, Operation]>([
    ['columns that are unique together', 'unique', operation('AlterUniqueTogether', { many: true })],
    ['a column that becomes unique', 'unique', altering({ unique: false }, { unique: true })],
    ['a rule', 'constraint', operation('AddConstraint')],
    ['numbers that are not below nothing', 'constraint', altering({}, { positive: true })],
  ])('may fail what is written: %s', (_what, why, operation) => {
    expect(judge(operation)).toMatchObject({ safe: true, remarks: [{ verdict: 'warning', why }] })
  })

  it.each([
    ['code', 'RunPython'],
    ['a statement', 'RunSQL'],
    ['an operation of the project’s own', 'Operation'],
    ['an operation that is younger than Cabestan', 'SplitModel'],
  ])('cannot be judged: %s', (_what, type) => {
    const remarks = [{ verdict: 'unknown', why: 'own-code', operation: type, subject: 'fill' }]
    const own = operation(type, { table: null, subject: 'fill' })
    const judged = judge(own)
    expect(judged).toMatchObject({ safe: true, remarks })
    expect(judged && recorded(judged)).toEqual({
      ...{ name: 'shop.0002', safe: true, unjudged: true, reversible: true },
    })
  })

  it('is judged by its statements, as far as they say it plainly', () => {
    const sql = 'ALTER TABLE shop_album DROP COLUMN price'
    const own = operation('RunSQL', { table: null, subject: sql, sql })
    expect(judge(own)).toMatchObject({ safe: false, remarks: [{ why: 'column-dropped' }] })
    const prepared = judge(own, { shop_album: {} })
    expect(prepared).toMatchObject({ safe: true, remarks: [{ verdict: 'unknown' }] })
  })

  it('says of which operation it speaks', () => {
    expect(judge(adding({}))?.remarks).toEqual([
      { verdict: 'unsafe', operation: 'AddField', subject: 'album.price', why: 'column-required' },
    ])
  })
})

describe('what came just now', () => {
  it('nobody misses: a table', () => {
    const [, second] = judgeAll([
      [operation('CreateModel', { table: 'shop_review' })],
      [
        operation('AddField', { table: 'shop_review', column: column() }),
        operation('RenameModel', { table: 'shop_review', after: 'shop_opinion' }),
        operation('DeleteModel', { table: 'shop_opinion' }),
      ],
    ])
    expect(second?.remarks).toEqual([])
  })

  it('nobody misses: a column', () => {
    const [, second] = judgeAll([
      [adding({ null: true })],
      [operation('RemoveField', { before: column({ null: true }) })],
    ])
    expect(second?.remarks).toEqual([])
  })

  it('may become required, which is unsafe as if it had been so from the beginning', () => {
    const [first, second] = judgeAll([[adding({ null: true })], [altering({ null: true }, { null: false })]])
    expect([first?.safe, second?.safe]).toEqual([true, false])
  })
})

describe('a release that is live and prepared for it', () => {
  it('does not miss a column that it does not read', () => {
    const dropping = operation('RemoveField', { before: column() })
    expect(judge(dropping, { shop_album: {} })?.safe).toBe(true)
    expect(judge(dropping, { shop_album: { price: column() } })?.safe).toBe(false)
  })

  it('does not miss a table that it does not read', () => {
    expect(judge(operation('DeleteModel'), {})?.safe).toBe(true)
    expect(judge(operation('DeleteModel'), { shop_album: {} })?.safe).toBe(false)
  })

  it('writes a required column already', () => {
    expect(judge(adding({}), { shop_album: { price: column() } })?.safe).toBe(true)
    expect(judge(adding({}), { shop_album: {} })?.safe).toBe(false)
  })

  it('never leaves empty what must be filled from now on', () => {
    const required = altering({ null: true }, { null: false })
    expect(judge(required, { shop_album: { price: column() } })?.safe).toBe(true)
    expect(judge(required, { shop_album: { price: column({ null: true }) } })?.safe).toBe(false)
  })

  it('writes no more than the narrower column takes', () => {
    const narrower = altering({ type: 'varchar(50)' }, { type: 'varchar(20)' })
    expect(judge(narrower, { shop_album: { price: column({ type: 'varchar(20)' }) } })?.safe).toBe(true)
    expect(judge(narrower, { shop_album: { price: column({ type: 'varchar(50)' }) } })?.safe).toBe(false)
  })
})

describe('SQLite', () => {
  it('takes a text of any length', () => {
    const shorter = altering({ type: 'varchar(50)' }, { type: 'varchar(20)' })
    const pending = [{ name: 'shop.0002', atomic: true, operations: [shorter] }]
    expect(judgeMigrations({ vendor: 'sqlite', pending, models: null })[0]?.safe).toBe(true)
  })
})

describe('the way back', () => {
  it('is there where each operation has one', () => {
    const [first, second] = judgeAll([
      [adding({ null: true })],
      [adding({ null: true }), { ...operation('RunSQL'), reversible: false }],
    ])
    expect([first?.reversible, second?.reversible]).toEqual([true, false])
  })

  it('brings nothing back into what was taken away, which is named, whether or not anybody asks for it', () => {
    const sql = 'DROP TABLE shop_note'
    const [, second] = judgeAll([
      [operation('CreateModel', { table: 'shop_draft', subject: 'draft' })],
      [
        operation('DeleteModel', { table: 'shop_review', subject: 'review' }),
        operation('DeleteModel', { table: 'shop_draft', subject: 'draft' }),
        operation('RemoveField', { subject: 'album.price', before: column() }),
        { ...operation('RemoveField', { subject: 'album.elsewhere', before: column() }), applies: false },
        operation('RunSQL', { table: null, subject: sql, sql }),
        adding({ null: true }),
      ],
    ])
    const loses = ['shop.review', 'shop.album.price', sql]
    expect(second && recorded(second)).toMatchObject({ loses })
    const unused = judge(operation('RemoveField', { subject: 'album.price', before: column() }), {})
    expect(unused).toMatchObject({ safe: true, loses: ['shop.album.price'] })
  })
})

function judge(operation: Operation, models: Models | null = null) {
  const pending = [{ name: 'shop.0002', atomic: true, operations: [operation] }]
  return judgeMigrations({ vendor: 'postgresql', pending, models })[0]
}

function judgeAll(migrations: Operation[][]) {
  const pending = migrations.map((operations, index) => ({
    name: `shop.000${index}`,
    atomic: true,
    operations,
  }))
  return judgeMigrations({ vendor: 'postgresql', pending, models: null })
}

function adding(more: Partial<Column>): Operation {
  return operation('AddField', { subject: 'album.price', column: column(more) })
}

function altering(before: Partial<Column>, after: Partial<Column>): Operation {
  return operation('AlterField', { before: column(before), column: column(after) })
}

function renaming(before: string, after: string): Operation {
  return operation('RenameField', { before: column({ column: before }), column: column({ column: after }) })
}

function operation(type: string, more: Partial<Operation> = {}): Operation {
  const nothing = { after: null, before: null, column: null, many: false, sql: '' }
  const subject = 'album'
  return {
    type,
    name: type,
    subject,
    reversible: true,
    applies: true,
    table: 'shop_album',
    ...nothing,
    ...more,
  }
}

function column(more: Partial<Column> = {}): Column {
  const plain = { null: false, unique: false, filled: false, positive: false, table: false }
  return { column: 'price', type: 'varchar(50)', ...plain, ...more }
}
