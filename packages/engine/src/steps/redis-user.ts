import { type Change, changeOf } from '@cabestan/protocol/changes'
import { CabestanError } from '@cabestan/protocol/failures'
import { Secret } from '@cabestan/protocol/secret'
import type { StepOf } from '@cabestan/protocol/steps'
import { redisAsRoot, redisPaths } from '../facts/redis.ts'
import type { Files } from '../host/host.ts'
import { valueIn } from './environment-text.ts'
import type { ApplyContext, CheckContext, StepKind } from './kind.ts'
import { hashOf, lineOf, masked, withLines, withoutUsers } from './redis-users-file.ts'

type RedisUserStep = StepOf<'redis-user'>

const { users } = redisPaths
const readableByRedis = { owner: 'root', group: 'redis', mode: '0640' } as const

/** An application's own user: whatever it does, it reaches only keys and channels that begin with its name. */
export const redisUser: StepKind<'redis-user'> = { holdsData: true, check, apply, remove }

async function check(step: RedisUserStep, { host: { files } }: CheckContext): Promise<Change | null> {
  const [text, wanted] = await Promise.all([files.readText(users), userLine(step, files)])
  const before = lineOf(text ?? '', step.name)
  if (before === undefined) return changeOf([{ type: 'action', action: 'create', subject: step.name }])
  if (before === wanted) return null
  const key = `user ${step.name}`
  return changeOf([
    {
      type: 'value',
      subject: users,
      name: 'setting',
      key,
      before: masked(before),
      after: masked(wanted ?? key),
    },
  ])
}

async function apply(step: RedisUserStep, _change: Change, { host, services }: ApplyContext): Promise<void> {
  const line = await userLine(step, host.files)
  if (line === null) {
    throw new CabestanError('unexpected', { message: `${step.passwordFile} has no ${step.passwordKey}` })
  }
  // What these may do is Cabestan's own business.
  if (['default', 'root'].includes(step.name)) throw new CabestanError('name.reserved', { name: step.name })
  await services.change('redis', [users], async () => {
    const text = (await host.files.readText(users)) ?? ''
    await host.files.write(users, new Secret(withLines(text, [line])), readableByRedis)
  })
}

/** The keys go with their user: an application of the same name that comes later must not find them. */
async function remove(step: RedisUserStep, { host, services }: ApplyContext): Promise<void> {
  const text = await host.files.readText(users)
  if (text === null || lineOf(text, step.name) === undefined) return
  await redisAsRoot(host, 'EVAL', deleteKeys, '0', `${step.name}:*`)
  await services.change('redis', [users], async () => {
    await host.files.write(users, new Secret(withoutUsers(text, [step.name])), readableByRedis)
  })
}

async function userLine(step: RedisUserStep, files: Files): Promise<string | null> {
  const file = await files.readText(step.passwordFile)
  const password = file === null ? undefined : valueIn(file, step.passwordKey)
  return password ? aclLine(step.name, password) : null
}

/**
 * Names of keys can be secrets themselves (a session's is its cookie), and Redis does not limit what lists
 * them: so no SCAN, KEYS, RANDOMKEY, and no tracking. What empties or blocks the server for all is denied too.
 */
export function aclLine(name: string, password: string): string {
  return [
    `user ${name} on ${hashOf(password)} ~${name}:* &${name}:*`,
    ...celeryPatterns(name),
    '+@all -@admin -@dangerous +info',
    '-scan -randomkey -client|tracking -pubsub|channels -pubsub|shardchannels',
    '-function -script|flush -script|kill',
  ].join(' ')
}

/**
 * Redis lets a user subscribe to a pattern only where just this pattern is written in its rules, however
 * narrow it is. Celery's workers subscribe to these, named after the database that they use.
 */
function celeryPatterns(name: string): string[] {
  const databases = Array.from({ length: 16 }, (_, number) => number)
  const patterns = ['celery.pidbox', 'celeryev/worker.*', 'celeryev/*']
  return databases.flatMap((database) => patterns.map((pattern) => `&${name}:/${database}.${pattern}`))
}

const deleteKeys = `
local db = 0
while not redis.pcall('SELECT', db).err do
  local cursor = '0'
  repeat
    local page = redis.call('SCAN', cursor, 'MATCH', ARGV[1], 'COUNT', 1000)
    cursor = page[1]
    for _, key in ipairs(page[2]) do redis.call('UNLINK', key) end
  until cursor == '0'
  db = db + 1
end`
