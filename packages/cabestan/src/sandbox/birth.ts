import { mkdir } from 'node:fs/promises'
import { ensureBase } from './base.ts'
import { prepare, rememberHostKeys } from './identity.ts'
import { ensureKey } from './key.ts'
import type { SandboxName } from './name.ts'
import { connect } from './network.ts'
import { startMachine } from './nspawn.ts'
import { emptyRoot, mountRoot } from './overlay.ts'
import { offerPackages } from './package-cache.ts'
import { machinePaths } from './paths.ts'
import { type OnProgress, silent } from './progress.ts'
import { type MachineRecord, writeRecord } from './record.ts'
import { defaultSuite, type Suite } from './suites.ts'

/** A server before it has an address and anything of its own on disk. */
export type Draft = Omit<MachineRecord, 'index' | 'address' | 'gateway'> &
  Partial<Pick<MachineRecord, 'index' | 'address' | 'gateway'>>

export interface BirthOptions {
  /** Only for a sandbox that does not exist yet; an existing one keeps its own. */
  suite?: Suite
  /** Packages that one sandbox downloaded serve the next one. For tests. */
  packageCache?: boolean
  /** A base other than that of its suite, which lies below bases/ already. For tests. */
  base?: string | undefined
  /** How much of this machine's memory it may use, in bytes. */
  memory?: number | undefined
  onProgress?: OnProgress
}

export async function create(name: SandboxName, options: BirthOptions): Promise<Draft> {
  const { suite = defaultSuite, packageCache = false, memory, onProgress = silent } = options
  const base = options.base ?? (await ensureBase(suite, onProgress))
  await ensureKey()
  onProgress({ stage: 'create', name, suite })
  await mkdir(machinePaths(name).directory, { recursive: true, mode: 0o700 })
  await emptyRoot(name)
  const draft = {
    name,
    suite,
    base,
    prepared: false,
    packageCache,
    ...(memory === undefined ? {} : { memory }),
    created: new Date().toISOString(),
  }
  await offerPackages(draft)
  return draft
}

/** Gives it its network, its disk and its first process. */
export async function boot(draft: Draft, onProgress: OnProgress): Promise<MachineRecord> {
  const address = await connect(draft, (claimed) => writeRecord({ ...draft, ...claimed }))
  const record = { ...draft, ...address }
  const { root } = machinePaths(record.name)
  await mountRoot(record)
  if (record.prepared) await rememberHostKeys(root, record)
  else await prepare(record)
  await writeRecord({ ...record, prepared: true })
  onProgress({ stage: 'boot', name: record.name, address: record.address })
  await startMachine(record)
  return record
}
