import type { Step } from '@cabestan/protocol/steps'
import { environmentFile, redisPasswordKey } from './application-paths.ts'
import type { Situation } from './situation.ts'

export function redisServer({ configuration: { redis } }: Situation): Step[] {
  if (redis === null) return []
  return [
    { kind: 'redis-server', reason: 'redis.server', maxMemoryMegabytes: redis.memoryMegabytes },
    {
      kind: 'service',
      reason: 'redis.service',
      unit: 'redis-server.service',
      enabled: true,
      running: true,
      ports: [6379],
    },
  ]
}

/** After the environment file, in which the server makes the password. */
export function redisUser({ configuration: { name, redis } }: Situation): Step[] {
  if (redis === null) return []
  return [
    {
      kind: 'redis-user',
      reason: 'redis.user',
      name,
      passwordFile: environmentFile(name),
      passwordKey: redisPasswordKey,
    },
  ]
}
