import { type Change, type ChangeItem, changeOf } from '@cabestan/protocol/changes'
import type { StepOf } from '@cabestan/protocol/steps'
import { readUnits, type UnitReading } from '../facts/units.ts'
import { rootFile } from '../host/root-attributes.ts'
import { run } from '../host/run.ts'
import { type TextFile, textFileChanges } from './file.ts'
import type { ApplyContext, CheckContext, StepKind } from './kind.ts'
import { enablingChanges } from './service.ts'
import { isRunning, startUnit, whyDown } from './start-unit.ts'
import { finishing, forgetUnfinished, isUnfinished } from './unfinished.ts'
import { isTemplate, judgeUnitFile, reloadSystemd, unitDirectory } from './unit-files.ts'

type UnitStep = StepOf<'unit'>

/** `running: false` does not stop a running unit: a timer or another unit may have started it. */
export const unit: StepKind<'unit'> = { check, apply, whyNot, remove }

function unitFile({ name, content }: UnitStep): TextFile {
  return { path: `${unitDirectory}/${name}`, content, ...rootFile }
}

function markOf({ name }: UnitStep): string {
  return `unit-${name}`
}

async function check(step: UnitStep, context: CheckContext): Promise<Change | null> {
  const { files } = context.host
  const [changes, state, unfinished] = await Promise.all([
    textFileChanges(files, unitFile(step)),
    stateChanges(step, context),
    isUnfinished(files, markOf(step)),
  ])
  return changeOf([...changes, ...state, ...(unfinished ? [finish(step)] : [])])
}

async function stateChanges(step: UnitStep, context: CheckContext): Promise<ChangeItem[]> {
  if (isTemplate(step.name)) return []
  const reading = await readUnit(step, context)
  return [
    ...(reading.stale ? [{ type: 'action', action: 'reload', subject: 'systemd' } as const] : []),
    ...enablingChanges({ unit: step.name, enabled: step.enabled }, reading),
    ...(step.running && !isRunning(reading) ? [notRunning(step, reading)] : []),
  ]
}

async function readUnit({ name }: UnitStep, { readings }: CheckContext): Promise<UnitReading> {
  return (await readings.take(readUnits)).of(name)
}

function notRunning({ name }: UnitStep, { active }: UnitReading): ChangeItem {
  return { type: 'value', subject: name, name: 'running', before: active || null, after: 'active' }
}

function finish({ name }: UnitStep): ChangeItem {
  return { type: 'action', action: 'finish-interrupted', subject: name }
}

async function apply(step: UnitStep, change: Change, context: ApplyContext): Promise<void> {
  const { host } = context
  const file = unitFile(step)
  await judgeUnitFile(host, step.name, step)
  await finishing(host.files, markOf(step), async () => {
    await host.files.write(file.path, file.content, file)
    await reloadSystemd(host)
    if (isTemplate(step.name)) return
    await enable(step, context)
    if (step.running)
      await startUnit(host, { unit: step.name, verb: isContentChange(change) ? 'restart' : 'start' })
  })
}

async function whyNot({ name, running }: UnitStep, { host }: CheckContext) {
  return running && !isTemplate(name) ? whyDown(host, { unit: name }) : null
}

/** The running process was started from another content, or may have been. */
function isContentChange({ items }: Change): boolean {
  return items.some((item) => item.type === 'text' || item.type === 'action')
}

/** Enabled again, because the content may name another target than before. */
async function enable({ name, enabled }: UnitStep, { host }: ApplyContext): Promise<void> {
  await run(host, ['systemctl', enabled ? 'reenable' : 'disable', name])
}

async function remove(step: UnitStep, { host }: ApplyContext): Promise<void> {
  const running = isTemplate(step.name) ? step.name.replace('@.', '@*.') : step.name
  // Either may be done already, and then fails without any harm.
  await host.exec(['systemctl', 'disable', step.name])
  await host.exec(['systemctl', 'stop', running], { timeoutMs: 300_000 })
  await host.files.remove(unitFile(step).path)
  await reloadSystemd(host)
  await host.exec(['systemctl', 'reset-failed', running])
  await forgetUnfinished(host.files, markOf(step))
}
