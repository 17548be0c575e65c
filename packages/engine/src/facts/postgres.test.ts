import { describe, expect, it } from 'vitest'
import { MemoryHost } from '../host/memory.ts'
import { readPostgres } from './postgres.ts'
import { bestCluster, type PostgresCluster, portIn, readPostgresCluster } from './postgres-cluster.ts'
import { identifier, literal } from './psql.ts'

const cluster = (version: string, port: number): PostgresCluster => ({
  version,
  port,
  name: 'main',
  configuration: `/etc/postgresql/${version}/main`,
  programs: `/usr/lib/postgresql/${version}/bin`,
  unit: `postgresql@${version}-main.service`,
})

function installed(version: string, port: number, host = new MemoryHost()): MemoryHost {
  host.files.seed(`/usr/lib/postgresql/${version}/bin/postgres`, '')
  host.files.seed(`/etc/postgresql/${version}/main/postgresql.conf`, `#port = 1\nport = ${port}\t# comment\n`)
  return host
}

describe('cluster', () => {
  it('is the one that is found without naming a port, else the newest', () => {
    expect(bestCluster([cluster('9', 5433), cluster('15', 5432), cluster('17', 5434)])).toMatchObject({
      version: '15',
    })
    expect(bestCluster([cluster('9', 5433), cluster('17', 5434)])).toMatchObject({ version: '17' })
    expect(bestCluster([])).toBeNull()
  })

  it('has its programs: what an upgrade left behind does not count', async () => {
    const host = installed('17', 5433)
    host.files.seed('/etc/postgresql/15/main/postgresql.conf', 'port = 5432')
    expect(await readPostgresCluster(host)).toEqual(cluster('17', 5433))
    expect(await readPostgresCluster(new MemoryHost())).toBeNull()
  })

  it.each([
    ['port = 5433', 5433],
    ["port='5434'", 5434],
    ['port 5435\nport = 5436', 5436],
    ['#port = 5433\nsupport = 1', 5432],
  ])('reads %j', (text, port) => {
    expect(portIn(text)).toBe(port)
  })
})

describe('state', () => {
  it('is one question to psql as the administrator, by the socket', async () => {
    const answer = { roles: [], databases: [], fileSettings: [] }
    const host = installed('15', 5432).program('setpriv', () => ({ stdout: JSON.stringify(answer) }))
    expect(await readPostgres(host)).toEqual({ cluster: cluster('15', 5432), state: answer })
    expect(host.ran).toHaveLength(1)
    expect(host.ran[0]).toContain('/usr/lib/postgresql/15/bin/psql')
  })

  it('is unknown while the server does not answer', async () => {
    const host = installed('15', 5432).program('setpriv', () => ({ code: 2, stderr: 'no such file' }))
    expect(await readPostgres(host)).toMatchObject({ state: null })
    expect(await readPostgres(new MemoryHost())).toBeNull()
  })
})

describe('SQL', () => {
  it('quotes whatever a name or a value holds', () => {
    expect(identifier('my"shop')).toBe('"my""shop"')
    expect(literal(`l'été \\ "x"`)).toBe(`E'l\\'été \\\\ "x"'`)
  })
})
