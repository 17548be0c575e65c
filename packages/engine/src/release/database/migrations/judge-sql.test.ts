import { describe, expect, it } from 'vitest'
import { judgeSql } from './judge-sql.ts'
import type { Column } from './migration-state.ts'

const column = (more: Partial<Column> = {}): Column => ({
  ...{
    column: 'genre',
    null: false,
    type: 'text',
    unique: false,
    filled: false,
    positive: false,
    table: false,
  },
  ...more,
})
const album = { shop_album: { genre: column(), note: column({ null: true }) } }

const judge = (
  sql: string,
  models: Parameters<typeof judgeSql>[1]['models'] = album,
  created: string[] = [],
) => judgeSql(sql, { vendor: 'postgresql', models, created: new Set(created) })

describe('a statement of the project’s own takes from the release that is live', () => {
  it.each([
    ['column-renamed', 'ALTER TABLE shop_album RENAME COLUMN genre TO style'],
    ['column-renamed', 'alter table only public."shop_album" rename "genre" to "style";'],
    ['column-renamed', 'ALTER TABLE `shop_album` CHANGE COLUMN `genre` `style` varchar(60) NOT NULL'],
    ['column-dropped', 'ALTER TABLE IF EXISTS shop_album\n  DROP COLUMN IF EXISTS genre CASCADE'],
    ['column-dropped', 'ALTER TABLE shop_album ADD COLUMN size numeric(6, 2) NULL, DROP genre'],
    [
      'column-dropped',
      "UPDATE shop_album SET genre = 'a; b';\n-- then\nALTER TABLE shop_album DROP COLUMN genre",
    ],
    ['column-dropped', "-- don't ask\nALTER TABLE shop_album DROP COLUMN genre"],
    ['column-dropped', 'DO $$ BEGIN PERFORM 1; END $$; ALTER TABLE SHOP_ALBUM DROP COLUMN Genre'],
    ['column-required', 'ALTER TABLE shop_album ADD COLUMN size integer NOT NULL'],
    ['column-required', 'ALTER TABLE shop_album ALTER COLUMN note SET NOT NULL'],
    ['table-renamed', 'ALTER TABLE shop_album RENAME TO shop_record'],
    ['table-renamed', 'RENAME TABLE shop_album TO shop_record'],
    ['table-dropped', 'DROP TABLE IF EXISTS shop_old, "shop_album" CASCADE'],
  ])('%s: %s', (why, sql) => {
    expect(judge(sql)).toBe(why)
    expect(judge(sql, null)).toBe(why)
  })

  it.each([
    "UPDATE shop_album SET title = 'DROP TABLE shop_album; ALTER TABLE shop_album DROP COLUMN genre'",
    '-- DROP TABLE shop_album\nSELECT 1',
    '/* ALTER TABLE shop_album DROP COLUMN genre; */ SELECT 1',
    'ALTER TABLE shop_album DROP CONSTRAINT genre',
    'ALTER TABLE shop_album RENAME CONSTRAINT genre TO style',
    'ALTER TABLE shop_album CHANGE genre genre varchar(80) NOT NULL',
    'ALTER TABLE shop_album ADD COLUMN size integer NOT NULL DEFAULT 0, ADD COLUMN x text',
    'ALTER TABLE shop_album ADD CONSTRAINT named CHECK (genre IS NOT NULL)',
    'ALTER TABLE shop_album ALTER COLUMN genre SET NOT NULL, ALTER note TYPE text',
    'CREATE INDEX CONCURRENTLY shop_genre ON shop_album (genre)',
    'ALTER TABLE shop_album DROP COLUMN unread',
    'ALTER TABLE shop_other DROP COLUMN genre',
    'DROP TABLE shop_other',
    '',
  ])('nothing: %s', (sql) => {
    expect(judge(sql)).toBeNull()
  })

  it('nothing that came just now', () => {
    expect(judge('DROP TABLE shop_album', album, ['shop_album'])).toBeNull()
    expect(judge('ALTER TABLE shop_album RENAME genre TO style', album, ['shop_album.genre'])).toBeNull()
  })
})
