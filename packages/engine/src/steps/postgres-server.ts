import { type Change, type ChangeItem, changeOf } from '@cabestan/protocol/changes'
import { CabestanError } from '@cabestan/protocol/failures'
import type { StepOf } from '@cabestan/protocol/steps'
import { type Postgres, readPostgres } from '../facts/postgres.ts'
import type { PostgresCluster } from '../facts/postgres-cluster.ts'
import { identifier, psql } from '../facts/psql.ts'
import type { Host } from '../host/host.ts'
import { isRestartWanted } from '../services/pending-marks.ts'
import { type TextFile, textFileChanges } from './file.ts'
import type { ApplyContext, CheckContext, StepKind } from './kind.ts'
import { ensureCluster } from './postgres-administrator.ts'
import { type Defeat, findDefeats } from './postgres-effect.ts'

type PostgresServerStep = StepOf<'postgres-server'>

/** A file beside PostgreSQL's own. The server itself says whether each value takes effect. */
export const postgresServer: StepKind<'postgres-server'> = {
  check,
  apply,
  async remove(_step, { host, services }) {
    const postgres = await readPostgres(host)
    if (!postgres) return
    const path = settingsPath(postgres.cluster)
    await services.change('postgresql', [path], () => host.files.remove(path))
  },
}

async function check(step: PostgresServerStep, { host, readings }: CheckContext): Promise<Change | null> {
  const postgres = await readings.take(readPostgres)
  if (postgres) demandPort(postgres.cluster)
  const file = settingsFile(step, postgres)
  const items = await textFileChanges(host.files, file)
  if (items.length > 0 || !postgres?.state) return changeOf(items)
  const defeats = findDefeats(step.settings, file.path, postgres.state.fileSettings)
  return changeOf(await defeatItems(defeats, postgres.cluster, host))
}

/** The settings may only name this port: moving a server that others use is for its owner to do. */
function demandPort({ version, name, port, unit }: PostgresCluster): void {
  if (port !== 5432) throw new CabestanError('database.port', { version, name, port: String(port), unit })
}

async function defeatItems(
  defeats: readonly Defeat[],
  cluster: PostgresCluster,
  { files }: Host,
): Promise<ChangeItem[]> {
  const overridden: ChangeItem[] = defeats
    .filter((defeat) => defeat.by !== 'restart')
    .map(({ name, by, value, wanted }) => ({
      type: 'value',
      subject: by,
      name: 'setting',
      key: name,
      before: value,
      after: wanted,
    }))
  // A restart that is pending already happens when the services are settled.
  const waits = overridden.length < defeats.length && !(await isRestartWanted(files, 'postgresql'))
  if (!waits) return overridden
  return [...overridden, { type: 'action', action: 'restart', subject: cluster.unit }]
}

async function apply(step: PostgresServerStep, _change: Change, context: ApplyContext): Promise<void> {
  const { host, services } = context
  await ensureCluster(host)
  const postgres = await readPostgres(host)
  const file = settingsFile(step, postgres)
  const overridden = postgres?.state ? alteredBySystem(step, file, postgres) : []
  const paths = [file.path, ...new Set(overridden.map(({ by }) => by))]
  await services.change('postgresql', paths, async () => {
    await host.files.write(file.path, file.content, file)
    if (postgres && overridden.length > 0) await resetSystem(host, postgres.cluster, overridden)
  })
  const after = (await readPostgres(host))?.state
  const defeats = after ? findDefeats(step.settings, file.path, after.fileSettings) : []
  if (defeats.some(({ by }) => by === 'restart')) await services.wantRestart('postgresql')
}

/** ALTER SYSTEM overrides all files, and can be taken back by the same means. */
function alteredBySystem(step: PostgresServerStep, file: TextFile, { state }: Postgres): Defeat[] {
  const wanted = Object.keys(step.settings).map((name) => name.toLowerCase())
  return (state?.fileSettings ?? [])
    .filter((row) => row.file.endsWith('/postgresql.auto.conf') && wanted.includes(row.name.toLowerCase()))
    .map((row) => ({ name: row.name, by: row.file, value: row.setting, wanted: file.path }))
}

async function resetSystem(host: Host, cluster: PostgresCluster, settings: readonly Defeat[]): Promise<void> {
  const statements = settings.map(({ name }) => `ALTER SYSTEM RESET ${identifier(name)};`)
  await psql(host, { cluster, sql: statements.join('\n') })
}

const head =
  '# Managed by Cabestan. postgresql.conf includes this directory at its end, so what stands here counts.'

function settingsFile({ settings }: PostgresServerStep, postgres: Postgres | null): TextFile {
  const lines = Object.entries(settings).map(([name, value]) => `${name} = '${value}'`)
  return {
    path: settingsPath(postgres?.cluster),
    content: [head, ...lines, ''].join('\n'),
    owner: 'postgres',
    group: 'postgres',
    mode: '0644',
  }
}

/** Before PostgreSQL is installed, nobody knows which version it will be. */
function settingsPath(cluster: PostgresCluster | undefined): string {
  return `${cluster?.configuration ?? '/etc/postgresql/*/main'}/conf.d/cabestan.conf`
}
