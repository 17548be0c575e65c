import { link, mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { SandboxName } from './name.ts'
import { machinePaths, packagesDirectory } from './paths.ts'
import type { MachineRecord } from './record.ts'

type Caching = Pick<MachineRecord, 'name' | 'suite' | 'packageCache'>

/**
 * What one sandbox fetched, the next need not. Hard links will do, since apt replaces such files and never
 * writes into them; the directory, and with it apt's lock, stays each sandbox's own.
 */
const archives = (name: SandboxName) => join(machinePaths(name).upper, 'var/cache/apt/archives')

export async function sharePackages({ name, suite, packageCache }: Caching): Promise<void> {
  if (packageCache) await linkAll(archives(name), packagesDirectory(suite))
}

export async function offerPackages({ name, suite, packageCache }: Caching): Promise<void> {
  if (packageCache) await linkAll(packagesDirectory(suite), archives(name))
}

async function linkAll(from: string, to: string): Promise<void> {
  const files = await packagesIn(from)
  if (files.length === 0) return
  await mkdir(to, { recursive: true })
  const there = new Set(await packagesIn(to))
  const missing = files.filter((file) => !there.has(file))
  // Another sandbox may be doing the same.
  for (const file of missing) await link(join(from, file), join(to, file)).catch(() => {})
}

async function packagesIn(directory: string): Promise<string[]> {
  return (await readdir(directory).catch(() => [])).filter((file) => file.endsWith('.deb'))
}
