import { open, readdir, readFile, rename } from 'node:fs/promises'
import { CabestanError } from '@cabestan/protocol/failures'
import { suggestion } from '@cabestan/protocol/nearest'
import * as z from 'zod'
import { SandboxName, Suite } from './name.ts'
import { machinePaths, machinesDirectory } from './paths.ts'

const Ipv4 = z.ipv4()

export const MachineRecord = z.strictObject({
  name: SandboxName,
  suite: Suite,
  /** The directory below bases/ that this server is an overlay of. */
  base: z.string().regex(/^[a-z0-9-]+$/),
  /** Names the interface and the namespace: cbs0, cbs1, … */
  index: z.number().int().min(0),
  address: Ipv4,
  gateway: Ipv4,
  /** False until keys and names have been written into it. An interrupted run is begun anew. */
  prepared: z.boolean(),
  packageCache: z.boolean(),
  /** In bytes. Without it the server may use all of this machine's memory. */
  memory: z.number().int().positive().optional(),
  created: z.iso.datetime(),
})
export type MachineRecord = z.infer<typeof MachineRecord>

export async function readRecord(name: SandboxName): Promise<MachineRecord | undefined> {
  const text = await readFile(machinePaths(name).record, 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  return MachineRecord.safeParse(parse(text)).data
}

export async function readRecords(): Promise<MachineRecord[]> {
  const names = await machineNames()
  const records = await Promise.all(names.map(readRecord))
  return records.filter((record) => record !== undefined)
}

export async function machineNames(): Promise<SandboxName[]> {
  const entries = await readdir(machinesDirectory()).catch(() => [])
  return entries.filter((entry) => SandboxName.safeParse(entry).success).sort()
}

/** `make` is the command that would make it. */
export async function unknownSandbox(
  name: SandboxName,
  values: { make?: string } = {},
): Promise<CabestanError> {
  return new CabestanError('sandbox.unknown', {
    name,
    ...values,
    ...suggestion(name, await machineNames()),
  })
}

export async function writeRecord(record: MachineRecord): Promise<void> {
  const { record: path } = machinePaths(record.name)
  const handle = await open(`${path}.new`, 'w', 0o600)
  try {
    await handle.writeFile(`${JSON.stringify(record, null, 2)}\n`)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(`${path}.new`, path)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
