import { CabestanError } from '@cabestan/protocol/failures'
import type { Argv, ExecResult, Files } from '../host/host.ts'
import type { ApplyContext } from './kind.ts'

export type PackageContext = Pick<ApplyContext, 'host' | 'output' | 'waiting'>

/** A new server often spends a good while updating itself first. */
const patienceMs = 20 * 60_000
/** Packages may be large and connections slow. */
const commandTimeoutMs = 30 * 60_000

/**
 * Runs a command of the package manager, again and again while another process holds one of its locks. apt's
 * own way of waiting covers some of the locks only, and dpkg has none.
 */
export async function whenUnlocked(context: PackageContext, argv: Argv): Promise<ExecResult> {
  const { host, waiting } = context
  const deadline = host.clock.now() + patienceMs
  let said = ''
  for (;;) {
    const result = await host.exec(argv, { onLine: quietly(context), timeoutMs: commandTimeoutMs })
    const holder = result.code === 0 ? null : await lockHolder(host.files, `${result.stdout}${result.stderr}`)
    if (holder === null) return result
    if (host.clock.now() > deadline) throw new CabestanError('packages.locked', { holder })
    if (holder !== said) waiting('package-lock', holder)
    said = holder
    await host.clock.sleep(1000)
  }
}

const lockLine =
  /[Cc]ould not get lock |lock (?:was|is) locked by another process|Unable to (?:lock|acquire)|removing the lock file/

/** Reports once, through `waiting`, who holds the lock. */
function quietly({ output }: PackageContext): (line: string) => void {
  return (line) => {
    if (!lockLine.test(line)) output(line)
  }
}

/** The process that holds the lock, by name where that is known; null where the output is not about a lock. */
async function lockHolder(files: Files, output: string): Promise<string | null> {
  const byApt = /Could not get lock \S+\. It is held by process (\d+)(?: \(([^)]+)\))?/.exec(output)
  const byDpkg = /lock (?:was|is) locked by another process(?: with pid (\d+))?/.exec(output)
  if (!byApt && !byDpkg && !/Could not get lock /.test(output)) return null
  const [pid, name] = byApt ? [byApt[1], byApt[2]] : [byDpkg?.[1], undefined]
  return name ?? (await processName(files, pid)) ?? '?'
}

async function processName(files: Files, pid: string | undefined): Promise<string | null> {
  const name = pid === undefined ? null : await files.readText(`/proc/${pid}/comm`)
  return name?.trim() ?? null
}
