import { type Change, type ChangeItem, changeOf } from '@cabestan/protocol/changes'
import type { StepOf } from '@cabestan/protocol/steps'
import { type Dpkg, readDpkg } from '../facts/dpkg.ts'
import { installAll } from './install-packages.ts'
import type { CheckContext, StepKind } from './kind.ts'

/** Packages stay when nobody asks for them any more, because others may have come to need them. */
export const packages: StepKind<'package'> = {
  check: checkPackages,
  apply: (step, _change, context) => installAll([step], context),
}

async function checkPackages(step: StepOf<'package'>, { readings }: CheckContext): Promise<Change | null> {
  const dpkg = await readings.take(readDpkg)
  const missing = step.names.filter((name) => !dpkg.installed.has(name))
  return changeOf([...unfinishedItems(dpkg), ...missingItems(missing)])
}

/** An unfinished installation of any package blocks apt for everybody, so it is finished first. */
function unfinishedItems({ unfinished, interrupted }: Dpkg): ChangeItem[] {
  if (unfinished.length === 0 && !interrupted) return []
  const subject = unfinished.slice(0, 5).join(', ') || 'dpkg'
  return [{ type: 'action', action: 'finish-interrupted', subject }]
}

function missingItems(missing: string[]): ChangeItem[] {
  if (missing.length === 0) return []
  return [{ type: 'list', what: 'packages', subject: 'apt', add: missing, remove: [] }]
}
