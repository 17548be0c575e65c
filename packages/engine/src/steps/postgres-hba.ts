import { type Change, changeOf } from '@cabestan/protocol/changes'
import type { StepOf } from '@cabestan/protocol/steps'
import { readPostgresCluster } from '../facts/postgres-cluster.ts'
import type { Host } from '../host/host.ts'
import type { Services } from '../services/services.ts'
import type { CheckContext, StepKind } from './kind.ts'
import { ruleLine, withoutRules, withRules } from './postgres-hba-block.ts'

type PostgresHbaStep = StepOf<'postgres-hba'>

/** Its lines stand before all others, in a block that several applications share. */
export const postgresHba: StepKind<'postgres-hba'> = {
  check,
  async apply(step, _change, { host, services }) {
    await rewrite({ host, services }, (text) => withRules(text, step.rules.map(ruleLine)))
  },
  async remove(step, { host, services }) {
    await rewrite({ host, services }, (text) => withoutRules(text, step.rules.map(ruleLine)))
  },
}

async function check(step: PostgresHbaStep, { host, readings }: CheckContext): Promise<Change | null> {
  const cluster = await readings.take(readPostgresCluster)
  const path = `${cluster?.configuration ?? '/etc/postgresql/*/main'}/pg_hba.conf`
  const before = await host.files.readText(path)
  const after = withRules(before ?? '', step.rules.map(ruleLine))
  return changeOf(before === after ? [] : [{ type: 'text', path, before, after }])
}

async function rewrite(
  { host, services }: { host: Host; services: Services },
  edit: (text: string) => string,
): Promise<void> {
  const cluster = await readPostgresCluster(host)
  const path = `${cluster?.configuration}/pg_hba.conf`
  const [text, stat] = await Promise.all([host.files.readText(path), host.files.stat(path)])
  if (!cluster || text === null || !stat) return
  const attributes = { owner: stat.owner, group: stat.group, mode: stat.mode }
  await services.change('postgresql', [path], () => host.files.write(path, edit(text), attributes))
}
