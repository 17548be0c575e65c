import { Readable } from 'node:stream'
import { build } from 'esbuild'
import type { DatabaseCall, Told } from './database-program.ts'
import { callEngine } from './engine.ts'
import { ssh } from './engine-installation.ts'
import { type MigratedProject, projectFiles, runScript } from './migrated-project.ts'
import type { Server } from './sandbox.ts'

const directory = '/opt/cabestan/engine/test'
const program = `${directory}/database.mjs`

interface Answered {
  /** Codes and values of the notices. */
  readonly notes: readonly (readonly [string, Readonly<Record<string, string | number>>])[]
  readonly lines: readonly string[]
  readonly result?: unknown
  readonly failure?: Extract<Told, { failure: unknown }>['failure']
  readonly made: Extract<Told, { made: unknown }>['made']
}

export interface DatabaseServer {
  layOut(release: string, project: MigratedProject): Promise<void>
  call(call: DatabaseCall): Promise<Answered>
}

/** PostgreSQL, Debian's own Django, and an application `shop` with its user and its database. */
export async function databaseServer(server: Server): Promise<DatabaseServer> {
  await server.sh(
    'apt-get update -qq && apt-get install -y -qq --no-install-recommends postgresql python3-django python3-psycopg2 >/dev/null 2>&1',
  )
  await server.sh(`useradd --system --home-dir /srv/shop shop
install -d -m 0711 /srv/shop /srv/shop/releases
install -d -m 0750 -o shop -g shop /srv/shop/data
install -d -m 0700 /var/lib/cabestan
cd / && runuser -u postgres -- createuser shop
runuser -u postgres -- createdb --owner=shop --template=template0 --encoding=UTF8 --locale=C.UTF-8 shop`)
  // Node is installed together with the engine.
  await callEngine(server, 'facts', {})
  await install(server)
  const call = async (call: DatabaseCall) => read(await run(server, call))
  return {
    call,
    async layOut(release, project) {
      const files = { ...projectFiles(project), run: runScript(`/srv/shop/releases/${release}`, 'python3') }
      await call({ what: 'lay-out', release, files })
    },
  }
}

async function install(server: Server): Promise<void> {
  const { outputFiles } = await build({
    entryPoints: ['tests/harness/database-program.ts'],
    ...({ bundle: true, platform: 'node', format: 'esm', write: false, logLevel: 'error' } as const),
  })
  await ssh(server, `cat > ${program}`, Readable.from(outputFiles.map(({ contents }) => contents)))
}

function run(server: Server, call: DatabaseCall): Promise<string> {
  return ssh(server, `${directory}/node ${program} call`, Readable.from([JSON.stringify(call)]))
}

function read(output: string): Answered {
  const told: Told[] = output
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line))
  const end = told.find((each) => 'made' in each)
  if (!end) throw new Error(output)
  return {
    ...end,
    notes: told.flatMap((each) => ('note' in each ? [[each.note, each.values] as const] : [])),
    lines: told.flatMap((each) => ('line' in each ? [each.line] : [])),
  }
}
