import type { ApplicationState } from '@cabestan/protocol/applications'
import type { Owner } from '@cabestan/protocol/descriptions'
import type { Host } from '../../host/host.ts'
import { isOwnedBy, readClaims } from '../../ledger/claims.ts'
import { readAccess } from '../../steps/redis-configuration.ts'

/** A Redis that does not answer must not keep whoever looks at the server waiting. */
const timeoutMs = 3000

/** Memory of the application's own Redis. Null where it has none, and where that does not answer. */
export async function redisMemory(host: Host, owner: Owner): Promise<ApplicationState['redis']> {
  const claim = (await readClaims(host)).find((each) => isOwnedBy(each, owner))
  const step = claim?.steps.find((each) => each.kind === 'redis-instance')
  const access = step ? await readAccess(step, host.files).catch(() => null) : null
  if (!access) return null
  const argv = ['redis-cli', '-h', '127.0.0.1', '-p', String(access.port), 'info', 'memory'] as const
  const environment = { REDISCLI_AUTH: access.password }
  const { stdout } = await host.exec(argv, { environment, timeoutMs }).catch(() => ({ stdout: '' }))
  const [used, limit] = ['used_memory', 'maxmemory'].map((name) => numberAt(stdout, name))
  return used && limit ? { usedBytes: used, limitBytes: limit } : null
}

function numberAt(text: string, name: string): number {
  return Number(new RegExp(`^${name}:(\\d+)\\r?$`, 'm').exec(text)?.[1] ?? 0)
}
