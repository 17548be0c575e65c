import { type Change, changeOf } from '@cabestan/protocol/changes'
import type { StepOf } from '@cabestan/protocol/steps'
import { readAccounts } from '../facts/accounts.ts'
import { run } from '../host/run.ts'
import type { ApplyContext, CheckContext, StepKind } from './kind.ts'

/** An existing group keeps its number, because files belong to numbers. */
export const group: StepKind<'group'> = { check, apply, remove }

async function check({ name }: StepOf<'group'>, { readings }: CheckContext): Promise<Change | null> {
  const { groups } = await readings.take(readAccounts)
  return changeOf(groups.has(name) ? [] : [{ type: 'action', action: 'create', subject: name }])
}

async function apply({ name, system }: StepOf<'group'>, _change: Change, { host }: ApplyContext) {
  await run(host, ['groupadd', ...(system ? ['--system'] : []), name])
}

/** A group with members is still needed by them. */
async function remove({ name }: StepOf<'group'>, { host }: ApplyContext): Promise<void> {
  const { groups, users } = await readAccounts(host)
  const group = groups.get(name)
  if (!group || group.members.length > 0) return
  if ([...users.values()].some(({ gid }) => gid === group.gid)) return
  await run(host, ['groupdel', name])
}
