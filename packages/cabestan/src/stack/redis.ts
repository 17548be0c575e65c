import type { Step } from '@cabestan/protocol/steps'
import { redisPasswordKey, redisPortKey } from '../project/environment/own-redis.ts'
import { environmentFile } from './application-paths.ts'
import type { Situation } from './situation.ts'

/** After the environment file, in which the server generates port and password. */
export function redis({ configuration: { name, redis } }: Situation): Step[] {
  if (redis === null) return []
  return [
    { kind: 'redis-data', reason: 'redis.data', name },
    {
      kind: 'redis-instance',
      reason: 'redis.instance',
      name,
      maxMemoryMegabytes: redis.memoryMegabytes,
      environmentFile: environmentFile(name),
      portKey: redisPortKey,
      passwordKey: redisPasswordKey,
    },
  ]
}
