import { type Change, type ChangeItem, changeOf } from '@cabestan/protocol/changes'
import { CabestanError } from '@cabestan/protocol/failures'
import { Secret } from '@cabestan/protocol/secret'
import type { StepOf } from '@cabestan/protocol/steps'
import { readRedisVersion, redisPaths } from '../facts/redis.ts'
import { readUnits, type UnitReading } from '../facts/units.ts'
import type { Files, Host } from '../host/host.ts'
import { run, succeeds } from '../host/run.ts'
import { keep, putBack } from '../services/kept-state.ts'
import type { TextFile } from './file.ts'
import type { ApplyContext, CheckContext, StepKind } from './kind.ts'
import { configurationChanges, configurationFile, readAccess } from './redis-configuration.ts'
import { enablingChanges } from './service.ts'
import { isRunning, type Start, startUnit } from './start-unit.ts'
import { finishing, forgetUnfinished, isUnfinished } from './unfinished.ts'

type RedisInstanceStep = StepOf<'redis-instance'>

/**
 * A Redis of the application's own. Redis knows no walls within one server: whoever may list keys or empty a
 * database does so for all that are in it.
 */
export const redisInstance: StepKind<'redis-instance'> = { check, apply, remove, isApart: true }

function markOf({ name }: RedisInstanceStep): string {
  return `redis-instance-${name}`
}

async function check(step: RedisInstanceStep, context: CheckContext): Promise<Change | null> {
  const { host } = context
  const { unit, configuration } = redisPaths(step.name)
  // Read together, so that systemd is asked once for what several steps want to know.
  const [reading, access] = await Promise.all([
    context.readings.take(readUnits).then((units) => units.of(unit)),
    readAccess(step, host.files),
  ])
  if (!(await host.files.stat(configuration))) return changeOf([action('create', step.name)])
  const version = await context.readings.take(readRedisVersion)
  // Other steps bring these, or bring them again, before this one is applied.
  if (!access || version === null) return changeOf([action('restart', unit)])
  return changeOf([
    ...(await configurationChanges(host.files, configurationFile(step, access, version))),
    ...(await stateChanges(step, reading, host)),
  ])
}

async function stateChanges(
  step: RedisInstanceStep,
  reading: UnitReading,
  host: Host,
): Promise<ChangeItem[]> {
  const { unit } = redisPaths(step.name)
  const [outdated, unfinished] = await Promise.all([
    isOutdated(reading, host.files),
    isUnfinished(host.files, markOf(step)),
  ])
  const running: ChangeItem[] = isRunning(reading)
    ? []
    : [{ type: 'value', subject: unit, name: 'running', before: reading.active || null, after: 'active' }]
  return [
    ...enablingChanges({ unit, enabled: true }, reading),
    ...running,
    ...(outdated ? [action('restart', unit)] : []),
    ...(unfinished ? [action('finish-interrupted', unit)] : []),
  ]
}

/** An update of the package restarts Debian's own instance, and leaves those of the template on the old program. */
async function isOutdated({ mainPid }: UnitReading, files: Files): Promise<boolean> {
  if (mainPid === 0) return false
  return (await files.readLink(`/proc/${mainPid}/exe`))?.endsWith(' (deleted)') ?? false
}

function action(what: 'create' | 'restart' | 'finish-interrupted', subject: string): ChangeItem {
  return { type: 'action', action: what, subject }
}

async function apply(
  step: RedisInstanceStep,
  change: Change,
  { host, readings }: ApplyContext,
): Promise<void> {
  const access = await readAccess(step, host.files)
  if (!access) {
    const message = `${step.environmentFile} has no ${step.portKey} and ${step.passwordKey}`
    throw new CabestanError('unexpected', { message })
  }
  const { unit } = redisPaths(step.name)
  const file = configurationFile(step, access, (await readRedisVersion(host)) ?? 0)
  await finishing(host.files, markOf(step), async () => {
    const verb = needsRestart(change) ? 'restart' : 'start'
    // Somebody masked it, which forbids it to start; a description that wants it takes that back.
    const { load } = await (await readings.take(readUnits)).of(unit)
    if (load === 'masked') await run(host, ['systemctl', 'unmask', unit])
    await startWith(file, { unit, verb, ports: [access.port] }, host)
    await run(host, ['systemctl', 'enable', unit])
  })
}

/** What runs may have read another file, or none. Who may read the file, and what happens at boot, it need not know. */
function needsRestart({ items }: Change): boolean {
  return items.some((item) => item.type !== 'value' || item.name === 'setting')
}

/** A file that it cannot start with is not left there. */
async function startWith(file: TextFile, start: Start, host: Host): Promise<void> {
  const kept = await keep(host.files, [file.path])
  await host.files.write(file.path, new Secret(file.content), file)
  try {
    await startUnit(host, start)
  } catch (thrown) {
    await putBack(host.files, kept)
    const verb = kept[file.path]?.type === 'file' ? 'restart' : 'stop'
    await succeeds(host, ['systemctl', 'reset-failed', start.unit])
    await succeeds(host, ['systemctl', verb, start.unit], { timeoutMs: 300_000 })
    throw thrown
  }
}

/** Its data stays until somebody asks for its removal. */
async function remove(step: RedisInstanceStep, { host }: ApplyContext): Promise<void> {
  const { unit, configuration } = redisPaths(step.name)
  // Either may be done already, and then fails without any harm.
  await host.exec(['systemctl', 'disable', unit])
  await host.exec(['systemctl', 'stop', unit], { timeoutMs: 300_000 })
  await host.files.remove(configuration)
  await host.exec(['systemctl', 'reset-failed', unit])
  await forgetUnfinished(host.files, markOf(step))
}
