import { type Change, changeOf } from '@cabestan/protocol/changes'
import type { StepOf } from '@cabestan/protocol/steps'
import { readUnits } from '../facts/units.ts'
import { rootDirectory, rootFile } from '../host/root-attributes.ts'
import { type TextFile, textFileChanges } from './file.ts'
import type { ApplyContext, CheckContext, StepKind } from './kind.ts'
import { finishing, forgetUnfinished, isUnfinished } from './unfinished.ts'
import { judgeUnitFile, reloadSystemd, unitDirectory } from './unit-files.ts'

type DropInStep = StepOf<'drop-in'>

export const dropIn: StepKind<'drop-in'> = { check, apply, remove }

function directoryOf({ unit }: DropInStep): string {
  return `${unitDirectory}/${unit}.d`
}

function dropInFile(step: DropInStep): TextFile {
  return { path: `${directoryOf(step)}/${step.name}.conf`, content: step.content, ...rootFile }
}

function markOf({ unit, name }: DropInStep): string {
  return `drop-in-${unit}-${name}`
}

async function check(step: DropInStep, { host: { files } }: CheckContext): Promise<Change | null> {
  const [changes, unfinished] = await Promise.all([
    textFileChanges(files, dropInFile(step)),
    isUnfinished(files, markOf(step)),
  ])
  return changeOf([
    ...changes,
    ...(unfinished ? [{ type: 'action', action: 'finish-interrupted', subject: step.unit } as const] : []),
  ])
}

async function apply(step: DropInStep, _change: Change, context: ApplyContext): Promise<void> {
  const { host, services } = context
  const file = dropInFile(step)
  await judgeUnitFile(host, step.unit, { name: `${step.unit}.d/${step.name}.conf`, content: step.content })
  await finishing(host.files, markOf(step), async () => {
    if (step.restart) await services.wantRestart(step.restart)
    await host.files.createDirectory(directoryOf(step), rootDirectory)
    await host.files.write(file.path, file.content, file)
    if (await isKnown(step, context)) await reloadSystemd(host)
  })
}

/** A unit that is not there yet comes with a package, whose installation has systemd read it and all that is beside it. */
async function isKnown({ unit }: DropInStep, { readings }: ApplyContext): Promise<boolean> {
  return (await (await readings.take(readUnits)).of(unit)).load !== 'not-found'
}

async function remove(step: DropInStep, { host, services }: ApplyContext): Promise<void> {
  if (step.restart) await services.wantRestart(step.restart)
  await host.files.remove(dropInFile(step).path)
  if ((await host.files.list(directoryOf(step)))?.length === 0) await host.files.remove(directoryOf(step))
  await reloadSystemd(host)
  await forgetUnfinished(host.files, markOf(step))
}
