import { type Change, changeOf } from '@cabestan/protocol/changes'
import type { StepOf } from '@cabestan/protocol/steps'
import { redisPaths } from '../facts/redis.ts'
import { attributeChanges, typeChanges } from './file.ts'
import type { ApplyContext, CheckContext, StepKind } from './kind.ts'

type RedisDataStep = StepOf<'redis-data'>

/** What an application keeps in its Redis. It is a step apart from the instance, which may come and go without it. */
export const redisData: StepKind<'redis-data'> = {
  holdsData: true,
  check,
  apply: ({ name }, _change, { host: { files } }) => files.createDirectory(redisPaths(name).data, ofRedis),
  remove,
}

const ofRedis = { owner: 'redis', group: 'redis', mode: '0750' } as const

async function check({ name }: RedisDataStep, { host: { files } }: CheckContext): Promise<Change | null> {
  const { data } = redisPaths(name)
  const stat = await files.stat(data)
  if (!stat) return changeOf([{ type: 'action', action: 'create', subject: data }])
  return changeOf([...typeChanges(data, stat, 'directory'), ...attributeChanges(data, stat, ofRedis)])
}

async function remove({ name }: RedisDataStep, { host: { files } }: ApplyContext): Promise<void> {
  await files.remove(redisPaths(name).data)
}
