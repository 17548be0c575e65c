import type { Result } from '@cabestan/protocol/messages'
import { readFacts } from './facts/system.ts'
import type { Argv, Host } from './host/host.ts'
import { readClaims } from './ledger/claims.ts'
import { eventsPath, listRuns } from './ledger/runs.ts'

/**
 * Collects what a bug report needs. Only descriptions and journals are read, because they hold no secret by
 * construction.
 */
export async function collectDiagnosis(host: Host): Promise<Result<'diagnose'>> {
  const [run] = await listRuns(host)
  const files: Record<string, string | null> = {
    'facts.json': JSON.stringify(await readFacts(host), null, 1),
    'claims.json': JSON.stringify(await readClaims(host), null, 1),
    'last-run.jsonl': run ? await host.files.readText(eventsPath(run)) : null,
  }
  for (const [name, argv] of Object.entries(commands)) files[name] = await outputOf(host, argv)
  const present = Object.entries(files).filter((entry): entry is [string, string] => entry[1] !== null)
  return { files: Object.fromEntries(present.map(([name, text]) => [name, text.slice(-500_000)])) }
}

const commands: Record<string, Argv> = {
  'failed-units.txt': ['systemctl', '--failed', '--no-legend', '--plain'],
  'dpkg-audit.txt': ['dpkg', '--audit'],
  'listening.txt': ['ss', '-Hltnp'],
  'disk.txt': ['df', '-h'],
  'engine-journal.txt': ['journalctl', '--no-pager', '--lines=200', '--unit=cabestan-run-*'],
}

async function outputOf(host: Host, argv: Argv): Promise<string> {
  const result = await host.exec(argv, { timeoutMs: 20_000 }).catch((error: Error) => error)
  return result instanceof Error ? `${result.message}\n` : `${result.stdout}${result.stderr}`
}
