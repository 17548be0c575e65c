import { mkdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { CabestanError } from '@cabestan/protocol/failures'
import { type BirthOptions, boot, create } from './birth.ts'
import { type Lock, withLock } from './lock.ts'
import { checkName, type SandboxName } from './name.ts'
import { sharePackages } from './package-cache.ts'
import { knownHosts, locksDirectory, machinePaths, machinesDirectory, stateDirectory } from './paths.ts'
import { allKeepers, directoryArgument, initOf, isKept, signal, until } from './processes.ts'
import { type OnProgress, silent } from './progress.ts'
import { waitReady } from './ready.ts'
import { type MachineRecord, readRecord, readRecords, unknownSandbox } from './record.ts'
import { requireMachine } from './requirements.ts'
import type { Suite } from './suites.ts'
import { dismantle } from './teardown.ts'
import { removeTree } from './tree.ts'

export interface Sandbox {
  name: SandboxName
  suite: Suite
  state: 'running' | 'stopped'
  address: string
  created: string
}

interface Watching {
  onProgress?: OnProgress
}

/** Makes the sandbox if it does not exist, boots it if it does not run, and waits until ssh answers. */
export async function up(name: string, options: BirthOptions = {}): Promise<Sandbox> {
  const sandbox = checkName(name)
  await requireMachine()
  await mkdir(stateDirectory(), { recursive: true, mode: 0o755 })
  await mkdir(machinesDirectory(), { recursive: true, mode: 0o700 })
  const onWait = () => options.onProgress?.({ stage: 'wait', for: 'sandbox' })
  return withLock(lockOf(sandbox), () => raise(sandbox, options), onWait)
}

/** What `server: sandbox:NAME` in a configuration means. A name that nobody made is refused unless it `mayMake`. */
export async function ensureUp(
  name: string,
  { mayMake = false, ...options }: Watching & { mayMake?: boolean } = {},
): Promise<Sandbox> {
  const sandbox = checkName(name)
  if (!mayMake) await assertKnown(name)
  return up(sandbox, options)
}

/** Makes and boots it. Whether it answers yet is another question. */
export async function isUp(name: string): Promise<boolean> {
  const record = await readRecord(checkName(name))
  return record !== undefined && runs(record)
}

function runs({ prepared, name }: MachineRecord): boolean {
  return prepared && isKept(machinePaths(name).root)
}

/** Checked before anybody is asked about it. */
export async function assertKnown(name: string): Promise<void> {
  const sandbox = checkName(name)
  await requireMachine()
  await requireKnown(sandbox)
}

/** Everything stays on disk. `hard` is a crash: nothing inside can shut down properly. */
export async function down(
  name: string,
  { hard = false, onProgress = silent }: Watching & { hard?: boolean } = {},
): Promise<void> {
  await withSandbox(name, async (sandbox) => {
    onProgress({ stage: 'stop', name: sandbox })
    if (!hard) await powerOff(sandbox)
    await dismantle(sandbox)
    const record = await readRecord(sandbox)
    if (record) await sharePackages(record)
  })
}

/** Nothing of it remains. */
export async function destroy(name: string, { onProgress = silent }: Watching = {}): Promise<void> {
  await withSandbox(name, async (sandbox, lock) => {
    onProgress({ stage: 'stop', name: sandbox })
    await dismantle(sandbox)
    const record = await readRecord(sandbox)
    if (record) await sharePackages(record)
    onProgress({ stage: 'remove', name: sandbox })
    await removeTree(machinePaths(sandbox).directory)
    await rm(knownHosts(sandbox), { force: true })
    await lock.remove()
  })
}

/** As if its owner had typed `reboot`. Resolves when ssh answers again. */
export async function reboot(name: string, { onProgress = silent }: Watching = {}): Promise<Sandbox> {
  return withSandbox(name, async (sandbox) => {
    const record = await runningRecord(sandbox)
    onProgress({ stage: 'boot', name: sandbox, address: record.address })
    if (!(await ask(sandbox, rebootSignal))) await dismantle(sandbox)
    return raise(sandbox, { onProgress })
  })
}

export async function list(): Promise<Sandbox[]> {
  await requireMachine()
  const records = await readRecords()
  const keepers = allKeepers()
  return records.map((record) => {
    const running = keepers.has(directoryArgument(machinePaths(record.name).root))
    return describe(record, running ? 'running' : 'stopped')
  })
}

async function raise(name: SandboxName, options: BirthOptions): Promise<Sandbox> {
  const onProgress = options.onProgress ?? silent
  const former = await readRecord(name)
  if (former && options.suite && former.suite !== options.suite) throw otherSuite(former)
  if (former && (await answers(former))) return describe(former, 'running')
  await dismantle(name)
  const record = await boot(
    former?.prepared ? former : await create(name, { ...former, ...options }),
    onProgress,
  )
  await waitReady(record)
  onProgress({ stage: 'ready', name, address: record.address })
  return describe(record, 'running')
}

/** False also if it was just shutting down. */
async function answers(record: MachineRecord): Promise<boolean> {
  if (!runs(record)) return false
  try {
    await waitReady(record)
    return true
  } catch (error) {
    if (runs(record)) throw error
    return false
  }
}

/** systemd understands these signals from whoever runs its container: systemd(1), "Signals". */
const realTime = 34
const powerOffSignal = realTime + 4
const rebootSignal = realTime + 5
const patience = 30_000

/** A service that does not stop within this time is killed with the others. */
async function powerOff(name: SandboxName): Promise<void> {
  await ask(name, powerOffSignal)
  await until(() => !isKept(machinePaths(name).root), 2000)
}

/** Whether the system that was running has shut down by itself. */
async function ask(name: SandboxName, what: number): Promise<boolean> {
  const paths = machinePaths(name)
  const init = initOf(paths)
  if (init === undefined) return true
  signal(init, what)
  return until(() => initOf(paths) !== init, patience)
}

async function withSandbox<T>(name: string, work: (name: SandboxName, lock: Lock) => Promise<T>): Promise<T> {
  const sandbox = checkName(name)
  await assertKnown(name)
  return withLock(lockOf(sandbox), async (lock) => {
    // Somebody else may have destroyed it while we waited.
    await requireKnown(sandbox).catch(async (unknown) => {
      await lock.remove()
      throw unknown
    })
    return work(sandbox, lock)
  })
}

async function requireKnown(name: SandboxName): Promise<void> {
  const known = await stat(machinePaths(name).directory).catch(() => undefined)
  if (!known) throw await unknownSandbox(name)
}

async function runningRecord(name: SandboxName): Promise<MachineRecord> {
  const record = await readRecord(name)
  if (!record || !isKept(machinePaths(name).root)) throw new CabestanError('sandbox.stopped', { name })
  return record
}

const lockOf = (name: SandboxName) => join(locksDirectory(), `machine.${name}`)

function describe({ name, suite, address, created }: MachineRecord, state: Sandbox['state']): Sandbox {
  return { name, suite, state, address, created }
}

function otherSuite({ name, suite }: MachineRecord): CabestanError {
  return new CabestanError('sandbox.unsupported', { reason: 'suite', name, suite })
}
