import { type Change, changeOf } from '@cabestan/protocol/changes'
import type { StepOf } from '@cabestan/protocol/steps'
import { changeFor, typeChanges } from './file.ts'
import type { CheckContext, StepKind } from './kind.ts'

export const link: StepKind<'link'> = {
  check,
  apply: (step, _change, { host, services }) =>
    changeFor(step, services, () => host.files.link(step.path, step.target)),
  /** A link that leads elsewhere was changed by somebody, so it is not ours any more. */
  async remove(step, { host, services }) {
    if ((await host.files.readLink(step.path)) !== step.target) return
    await changeFor(step, services, () => host.files.remove(step.path))
  },
}

async function check(step: StepOf<'link'>, { host }: CheckContext): Promise<Change | null> {
  const { path, target } = step
  const before = await host.files.readLink(path)
  if (before === target) return null
  return changeOf([
    ...typeChanges(path, await host.files.stat(path), 'link'),
    { type: 'value', subject: path, name: 'target', before, after: target },
  ])
}
