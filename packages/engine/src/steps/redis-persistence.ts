import { CabestanError } from '@cabestan/protocol/failures'
import { redisAsRoot, redisUnit } from '../facts/redis.ts'
import type { Host } from '../host/host.ts'
import { run } from '../host/run.ts'

/**
 * Redis that starts with `appendonly yes` reads its log and ignores the snapshot that it wrote before. So the
 * running one is told first: it writes all that it holds into the log.
 */
export async function makeRedisKeepEverything(host: Host): Promise<void> {
  await run(host, ['systemctl', 'start', redisUnit])
  const reply = await redisAsRoot(host, 'CONFIG', 'SET', 'appendonly', 'yes')
  if (reply !== 'OK') throw refused(reply)
  const deadline = host.clock.now() + 600_000
  while (!isWritten(await redisAsRoot(host, 'INFO', 'persistence'))) {
    if (host.clock.now() > deadline) throw refused('appendonly')
    await host.clock.sleep(50)
  }
}

export function isWritten(info: string): boolean {
  const says = (field: string, value: string) => new RegExp(`^${field}:${value}\\s*$`, 'm').test(info)
  return (
    says('aof_enabled', '1') &&
    says('aof_rewrite_in_progress', '0') &&
    says('aof_rewrite_scheduled', '0') &&
    says('aof_last_bgrewrite_status', 'ok')
  )
}

function refused(tail: string): CabestanError {
  return new CabestanError('service.failed', { service: 'redis-server' }, { detail: { tail } })
}
