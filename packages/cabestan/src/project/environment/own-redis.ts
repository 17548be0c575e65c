import type { ValuePart } from './derived-value.ts'

/** Keys about the Redis that Cabestan sets up for the application, in its environment file. */
export const redisPortKey = 'REDIS_PORT'
export const redisPasswordKey = 'REDIS_PASSWORD'

export function ownRedis(database: number | ValuePart): ValuePart[] {
  const behind = typeof database === 'object' ? ['/', database] : [`/${database}`]
  return ['redis://:', { key: redisPasswordKey }, '@127.0.0.1:', { key: redisPortKey }, ...behind]
}
