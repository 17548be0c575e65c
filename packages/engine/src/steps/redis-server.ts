import { randomBytes } from 'node:crypto'
import { type Change, type ChangeItem, changeOf } from '@cabestan/protocol/changes'
import { Secret } from '@cabestan/protocol/secret'
import type { StepOf } from '@cabestan/protocol/steps'
import { redisPaths } from '../facts/redis.ts'
import type { Files, Host } from '../host/host.ts'
import { attributeChanges, type TextFile, textFileChanges } from './file.ts'
import type { ApplyContext, CheckContext, StepKind } from './kind.ts'
import { makeRedisKeepEverything } from './redis-persistence.ts'
import { hashOf, lineOf, masked, withLines } from './redis-users-file.ts'

type RedisServerStep = StepOf<'redis-server'>

/**
 * One Redis for several applications: none gets in without its own user, nothing is evicted, and a queue
 * survives a crash. It stays when nobody asks for it, because taken back it would let everybody in.
 */
export const redisServer: StepKind<'redis-server'> = { check, apply }

const { configuration, settings, users, rootPassword } = redisPaths
const readableByRedis = { owner: 'root', group: 'redis', mode: '0640' } as const
const readableByRoot = { owner: 'root', group: 'root', mode: '0600' } as const

async function check(step: RedisServerStep, { host: { files } }: CheckContext): Promise<Change | null> {
  return changeOf([...(await settingsChanges(step, files)), ...(await userChanges(files))])
}

async function settingsChanges(step: RedisServerStep, files: Files): Promise<ChangeItem[]> {
  const including = await configurationFile(files)
  return [
    ...(await textFileChanges(files, settingsFile(step))),
    ...(including ? await textFileChanges(files, including) : []),
  ]
}

async function userChanges(files: Files): Promise<ChangeItem[]> {
  const [password, text] = await Promise.all([readPassword(files), files.readText(users)])
  if (!password) return [{ type: 'action', action: 'create', subject: users }]
  const wanted = baseLines(password)
  return [
    ...wanted.flatMap((line) => lineItem(line, text ?? '')),
    ...attributeChanges(users, await files.stat(users), readableByRedis),
    ...attributeChanges(rootPassword, await files.stat(rootPassword), readableByRoot),
  ]
}

function lineItem(line: string, text: string): ChangeItem[] {
  const user = line.split(' ')[1] ?? ''
  const before = lineOf(text, user)
  if (before === line) return []
  return [
    {
      type: 'value',
      subject: users,
      name: 'setting',
      key: `user ${user}`,
      before: masked(before),
      after: masked(line),
    },
  ]
}

async function apply(step: RedisServerStep, _change: Change, context: ApplyContext): Promise<void> {
  const { host, services } = context
  const password = await ensurePassword(host)
  const settingsDiffer = (await settingsChanges(step, host.files)).length > 0
  // Before the settings that count on it: a start with them would otherwise begin with nothing.
  if (settingsDiffer) await makeRedisKeepEverything(host)
  const paths = [...(settingsDiffer ? [configuration, settings] : []), users]
  await services.change('redis', paths, async () => {
    await writeUsers(host.files, password)
    if (settingsDiffer) await writeSettings(step, host.files)
  })
}

async function writeUsers(files: Files, password: string): Promise<void> {
  const text = (await files.readText(users)) ?? ''
  await files.write(users, new Secret(withLines(text, baseLines(password))), readableByRedis)
}

async function writeSettings(step: RedisServerStep, files: Files): Promise<void> {
  const ours = settingsFile(step)
  await files.write(ours.path, ours.content, ours)
  const including = await configurationFile(files)
  if (including) await files.write(including.path, including.content, including)
}

/** Made once, on the server. On disk before Redis can know its hash. */
async function ensurePassword({ files }: Host): Promise<string> {
  const password = (await readPassword(files)) ?? randomBytes(32).toString('base64url')
  await files.write(rootPassword, new Secret(`${password}\n`), readableByRoot)
  return password
}

async function readPassword(files: Files): Promise<string | null> {
  // Redis owns the directory: a link there may lead to a file that is none of its business.
  if ((await files.stat(rootPassword))?.type !== 'file') return null
  return (await files.readText(rootPassword))?.trim() || null
}

/** Whoever names no user is `default`, which is nobody here. Root's own user is for the engine and for people. */
function baseLines(password: string): string[] {
  return ['user default off', `user root on ${hashOf(password)} ~* &* +@all`]
}

/** Debian's file with one line more at its end, since the last setting of a name wins. */
async function configurationFile(files: Files): Promise<TextFile | null> {
  const [text, stat] = await Promise.all([files.readText(configuration), files.stat(configuration)])
  if (text === null || stat?.type !== 'file') return null
  const { owner, group, mode } = stat
  return { path: configuration, content: withInclude(text), owner, group, mode }
}

const include = `include ${settings}`

export function withInclude(text: string): string {
  if (text.trimEnd().split('\n').at(-1)?.trim() === include) return text
  const others = text.split('\n').filter((line) => line.trim() !== include)
  return `${others.join('\n').trimEnd()}\n\n${include}\n`
}

function settingsFile({ maxMemoryMegabytes }: RedisServerStep): TextFile {
  return { path: settings, content: settingsText(maxMemoryMegabytes), ...readableByRedis }
}

function settingsText(maxMemoryMegabytes: number): string {
  return `# Managed by Cabestan. redis.conf includes this file at its end, so what stands here counts.

# Only this machine gets in. Whoever reaches the socket still needs a user and a password of users.acl.
bind 127.0.0.1 -::1
unixsocket ${redisPaths.socket}
unixsocketperm 777
aclfile ${users}

# A queue must not lose what is in it: a full memory refuses new entries, and a crash costs a second at most.
maxmemory ${maxMemoryMegabytes}mb
maxmemory-policy noeviction
appendonly yes
appendfsync everysec
`
}
