import { CabestanError } from '@cabestan/protocol/failures'
import { readDpkg } from '../facts/dpkg.ts'
import type { Argv, ExecResult, Host } from '../host/host.ts'
import {
  outputOf,
  packageFailure,
  speaksOfOldLists,
  unknownPackage,
  unreachableAddress,
} from './package-failures.ts'
import { type PackageContext, whenUnlocked } from './package-lock.ts'

export interface WantedPackages {
  readonly names: readonly string[]
  readonly recommends: boolean
}

/** Output of the last update of the lists, kept because apt reports success even if it reached no server. */
type Refreshment = string | null

/** Installs what is missing with one call of apt where possible, because each call takes seconds by itself. */
export async function installAll(wanted: readonly WantedPackages[], context: PackageContext): Promise<void> {
  const before = await readDpkg(context.host)
  if (before.interrupted || before.unfinished.length > 0) await finishInterrupted(context)
  let refreshed: Refreshment = null
  for (const recommends of [false, true]) {
    const names = wanted.filter((each) => each.recommends === recommends).flatMap((each) => each.names)
    const missing = await missingPackages(context.host, names)
    if (missing.length === 0) continue
    refreshed ??= await refreshIfStale(context)
    refreshed = await install(installArgv(missing, recommends), refreshed, context)
  }
}

async function missingPackages(host: Host, names: readonly string[]): Promise<string[]> {
  const { installed } = await readDpkg(host)
  return [...new Set(names)].filter((name) => !installed.has(name))
}

/** A package that apt does not know may only be newer than the lists. */
async function install(argv: Argv, refreshed: Refreshment, context: PackageContext): Promise<Refreshment> {
  const result = await whenUnlocked(context, argv)
  if (result.code === 0) return refreshed
  const output = outputOf(result)
  if (refreshed !== null || !(unknownPackage(output) || speaksOfOldLists(output))) {
    throw failureOf(argv, result, refreshed)
  }
  return install(argv, await refresh(context), context)
}

/** If the lists could not be downloaded they know no package, and the real cause is the network. */
function failureOf(argv: Argv, result: ExecResult, refreshed: Refreshment): CabestanError {
  const address = unknownPackage(outputOf(result)) && unreachableAddress(refreshed ?? '')
  if (!address) return packageFailure({ argv, result })
  return new CabestanError('network.none', { address }, { detail: { tail: (refreshed ?? '').slice(-4000) } })
}

const lists = '/var/lib/apt/lists'
const freshMs = 24 * 60 * 60_000

async function refreshIfStale(context: PackageContext): Promise<Refreshment> {
  const { files, clock } = context.host
  // apt gives the lists the dates that the archive gives them; the time of this directory tells when it last
  // downloaded.
  const fetched = await files.stat(`${lists}/partial`)
  const names = (await files.list(lists)) ?? []
  const known = names.some((name) => name.includes('_Packages'))
  const fresh = known && fetched !== null && clock.now() - fetched.modifiedAt < freshMs
  return fresh ? null : refresh(context, known ? [] : untranslated)
}

/** Long descriptions are a third of all lists. A server without them will get them with its own daily update. */
const untranslated = ['-o', 'Acquire::Languages=none']

/** One source that fails stops nothing, because what is wanted may well come from another. */
async function refresh(context: PackageContext, options: readonly string[] = []): Promise<string> {
  const result = await whenUnlocked(context, ['apt-get', 'update', '-q', ...quiet, ...options])
  return outputOf(result)
}

/** Configures what was unpacked, downloads what is missing for that, and never removes anything. */
async function finishInterrupted(context: PackageContext): Promise<void> {
  const configured = await whenUnlocked(context, ['dpkg', '--force-confold', '--configure', '-a'])
  const left = await readDpkg(context.host)
  if (configured.code === 0 && left.unfinished.length === 0) return
  await refreshIfStale(context)
  // apt would otherwise rather remove packages that are half installed.
  const again = left.halfInstalled.length > 0 ? ['--reinstall', ...left.halfInstalled] : []
  const argv: Argv = ['apt-get', 'install', '--fix-broken', '--no-remove', ...unattended, ...again]
  const result = await whenUnlocked(context, argv)
  if (result.code !== 0) throw packageFailure({ argv, result })
}

const quiet = ['-o', 'Dpkg::Use-Pty=0'] as const
/** A configuration file that somebody changed stays as it is, and no question is asked. */
const unattended = ['-y', '-q', ...quiet, '-o', 'Dpkg::Options::=--force-confold'] as const

function installArgv(names: readonly string[], recommends: boolean): Argv {
  const which = recommends ? '--install-recommends' : '--no-install-recommends'
  // What cannot stand beside a package of ours is somebody's: by itself apt would take it away without a word.
  return ['apt-get', 'install', which, '--no-remove', ...unattended, ...names]
}
