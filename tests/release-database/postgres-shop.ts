import { expect } from 'vitest'
import type { DatabaseServer } from '../harness/database-server.ts'
import { migration } from '../harness/migrated-project.ts'
import type { Server } from '../harness/sandbox.ts'

/** What one boot gives to all tests of the database. It is filled before the first of them runs, not when they are told. */
export interface Ground {
  server: Server
  shop: DatabaseServer
}

export const initial = migration(
  "migrations.CreateModel('Album', [('id', models.AutoField(primary_key=True)), ('title', models.CharField(max_length=50)), ('note', models.CharField(max_length=9, blank=True))]),",
)

export const dropNote = "migrations.RemoveField('Album', 'note'),"

export const models = `from django.db import models


class Album(models.Model):
    title = models.CharField(max_length=50)
    note = models.CharField(max_length=9, blank=True)
`

export type PostgresShop = ReturnType<typeof postgresShop>

/** The record shop with its database in PostgreSQL, and two releases: the first is live, the second is tried. */
export function postgresShop(ground: Ground) {
  const asShop = (sql: string, database = 'shop') =>
    ground.server.sh(`cd / && runuser -u shop -- psql -XAtq -v ON_ERROR_STOP=1 -d ${database}`, sql)
  const asPostgres = (sql: string, database = 'postgres') =>
    ground.server.sh(`cd / && runuser -u postgres -- psql -XAtq -v ON_ERROR_STOP=1 -d ${database}`, sql)
  const postgres =
    "{'ENGINE': 'django.db.backends.postgresql', 'NAME': 'shop', 'USER': 'shop', 'HOST': '/run/postgresql'}"
  const layOut = (
    release: string,
    migrations: Record<string, string>,
    more: { models?: string; settings?: string } = {},
  ) => ground.shop.layOut(release, { database: postgres, migrations, ...more })

  const former =
    '/srv/shop/releases/* /srv/shop/migrations /srv/shop/maintenance /var/backups/shop /var/lib/cabestan/releases'

  /** An empty database, and a first release. */
  async function begin(): Promise<void> {
    await asPostgres(`DROP DATABASE IF EXISTS shop WITH (FORCE);
CREATE DATABASE shop OWNER shop TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'`)
    await ground.server.sh(`rm -rf ${former}`)
    await layOut('1-aaaaaaa', { '0001_initial': initial }, { models })
  }

  let isKept = false

  /** Where the table has two rows. What Django does for that is most of what a test takes: it is done once. */
  async function beginWithRows(): Promise<void> {
    if (isKept) return beginAsKept()
    await begin()
    const { failure } = await ground.shop.call({ what: 'stage', release: '1-aaaaaaa' })
    expect(failure).toBeUndefined()
    await asShop("INSERT INTO shop_album (title, note) VALUES ('Kind of Blue', 'x'), ('Tago Mago', 'y')")
    await asPostgres('DROP DATABASE IF EXISTS kept; CREATE DATABASE kept TEMPLATE shop')
    await ground.server.sh(`rm -rf /root/kept; mkdir /root/kept
        cp -a /srv/shop/releases/1-aaaaaaa /var/lib/cabestan/releases /root/kept`)
    isKept = true
  }

  async function beginAsKept(): Promise<void> {
    await asPostgres(
      'DROP DATABASE IF EXISTS shop WITH (FORCE); CREATE DATABASE shop OWNER shop TEMPLATE kept',
    )
    await ground.server.sh(`rm -rf ${former}
        cp -a /root/kept/1-aaaaaaa /srv/shop/releases; cp -a /root/kept/releases /var/lib/cabestan`)
  }

  const second = (migrations: Record<string, string>) =>
    layOut('2-bbbbbbb', { '0001_initial': initial, ...migrations })
  const deploy = (database = {}) =>
    ground.shop.call({ what: 'stage', release: '2-bbbbbbb', live: '1-aaaaaaa', database })
  const columns = () =>
    asShop(
      "SELECT string_agg(column_name, ',' ORDER BY ordinal_position) FROM information_schema.columns WHERE table_name = 'shop_album'",
    )
  return { asShop, asPostgres, layOut, begin, beginWithRows, second, deploy, columns }
}

/** Waits for what another program does in its own time. */
export async function until(look: () => Promise<string>, wanted: string | RegExp): Promise<void> {
  for (let answer = ''; !answer.match(wanted); answer = await look())
    await new Promise((resolve) => setTimeout(resolve, 200))
}
