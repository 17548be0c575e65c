import { beforeAll, describe } from 'vitest'
import { databaseServer } from './harness/database-server.ts'
import { startServer } from './harness/sandbox.ts'
import { onSuites } from './harness/suites.ts'
import { failingMigrations } from './release-database/failing-migrations.ts'
import { firstRelease } from './release-database/first-release.ts'
import { judgedMigrations } from './release-database/judged-migrations.ts'
import { type Ground, postgresShop } from './release-database/postgres-shop.ts'
import { snapshots } from './release-database/snapshots.ts'
import { sqliteDatabase } from './release-database/sqlite.ts'
import { wayBack } from './release-database/way-back.ts'

/**
 * The database stage of a release and the way back, with Django, PostgreSQL and SQLite of real servers. Each subject has
 * a file in `release-database/`; they share this boot, because booting takes longer than most of them.
 */
describe.each(onSuites('bookworm'))('the database of a release on %s', (suite) => {
  const ground = {} as Ground

  beforeAll(async () => {
    ground.server = await startServer({ suite, stocked: true, keepsConnection: true })
    ground.shop = await databaseServer(ground.server)
  })

  describe('PostgreSQL', () => {
    const shop = postgresShop(ground)
    firstRelease(ground, shop)
    judgedMigrations(ground, shop)
    failingMigrations(ground, shop)
    wayBack(ground, shop)
    snapshots(ground, shop)
  })

  describe('SQLite', () => sqliteDatabase(ground))
})
