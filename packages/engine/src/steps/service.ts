import { type Change, type ChangeItem, changeOf } from '@cabestan/protocol/changes'
import type { StepOf } from '@cabestan/protocol/steps'
import { startsByItself } from '../facts/unit-state.ts'
import { readUnits, type UnitReading } from '../facts/units.ts'
import { run } from '../host/run.ts'
import type { ApplyContext, CheckContext, StepKind } from './kind.ts'
import { isRunning, startUnit, whyDown } from './start-unit.ts'

type ServiceStep = StepOf<'service'>

/** Whoever installed the service decides about its future, so nothing is removed here. */
export const service: StepKind<'service'> = { check, apply, whyNot }

async function check(step: ServiceStep, { readings }: CheckContext): Promise<Change | null> {
  const reading = await (await readings.take(readUnits)).of(step.unit)
  return changeOf([...enablingChanges(step, reading), ...runningChanges(step, reading)])
}

async function apply(step: ServiceStep, _change: Change, context: ApplyContext): Promise<void> {
  const { host, readings } = context
  const reading = await (await readings.take(readUnits)).of(step.unit)
  await enable(step, reading, context)
  if (runningChanges(step, reading).length === 0) return
  if (step.running) await startUnit(host, { unit: step.unit, verb: 'start', ports: step.ports })
  else await run(host, ['systemctl', 'stop', step.unit])
}

async function whyNot({ unit, running, ports }: ServiceStep, { host }: CheckContext) {
  return running ? whyDown(host, { unit, ports }) : null
}

interface Enabling {
  readonly unit: string
  readonly enabled: boolean
}

/** A unit whose file has no state of its own (static, generated) is started by others, which counts as enabled. */
export function enablingChanges({ unit, enabled }: Enabling, reading: UnitReading): ChangeItem[] {
  const is = reading.load !== 'masked' && startsByItself(reading)
  const mayBe = !enabled && !['enabled', 'enabled-runtime'].includes(reading.enabled)
  if (is === enabled || mayBe) return []
  const before = reading.enabled === '' ? null : reading.enabled
  const after = enabled ? 'enabled' : 'disabled'
  return [{ type: 'value', subject: unit, name: 'enabled', before, after }]
}

/** Somebody masked the unit, which forbids it to start; a description that wants it takes that back. */
async function enable(step: Enabling, reading: UnitReading, { host }: ApplyContext): Promise<void> {
  if (enablingChanges(step, reading).length === 0) return
  if (reading.load === 'masked') await run(host, ['systemctl', 'unmask', step.unit])
  await run(host, ['systemctl', step.enabled ? 'enable' : 'disable', step.unit])
}

function runningChanges({ unit, running }: ServiceStep, reading: UnitReading): ChangeItem[] {
  if (isRunning(reading) === running) return []
  const after = running ? 'active' : 'inactive'
  return [{ type: 'value', subject: unit, name: 'running', before: reading.active || null, after }]
}
