import { CabestanError } from '@cabestan/protocol/failures'
import type { Argv, Host } from '../host/host.ts'

/** Where Debian keeps Redis, and what Cabestan adds beside its files. */
export const redisPaths = {
  configuration: '/etc/redis/redis.conf',
  settings: '/etc/redis/cabestan.conf',
  users: '/etc/redis/users.acl',
  /** Only root reads it: Redis knows no peer authentication. */
  rootPassword: '/etc/redis/root.password',
  socket: '/run/redis/redis-server.sock',
} as const

export const redisUnit = 'redis-server.service'

/** A command as whoever may do everything: root's own user, or the open door of a new installation. */
export async function redisAsRoot(host: Host, ...command: string[]): Promise<string> {
  const replies: string[] = []
  for (const credentials of await possibleCredentials(host)) {
    const reply = await redisCli(host, credentials, command)
    if (!isRefused(reply)) return reply
    replies.push(reply)
  }
  throw new CabestanError(
    'service.failed',
    { service: 'redis-server' },
    { detail: { argv: ['redis-cli', ...command], tail: replies.join('\n') } },
  )
}

interface Credentials {
  readonly user?: string
  readonly password?: string
}

async function possibleCredentials(host: Host): Promise<Credentials[]> {
  const root = (await host.files.readText(redisPaths.rootPassword))?.trim()
  const configuration = (await host.files.readText(redisPaths.configuration)) ?? ''
  const required = directive(configuration, 'requirepass')
  return [
    ...(root ? [{ user: 'root', password: root }] : []),
    ...(required ? [{ password: required }] : []),
    {},
  ]
}

/** The password travels in the environment, which only root and the program itself can read. */
async function redisCli(
  host: Host,
  { user, password }: Credentials,
  command: readonly string[],
): Promise<string> {
  const door = await doorArguments(host)
  const argv: Argv = ['redis-cli', ...door, ...(user ? ['--user', user] : []), ...command]
  const result = await host.exec(argv, password ? { environment: { REDISCLI_AUTH: password } } : {})
  return `${result.stdout}${result.stdout.trim() === '' ? result.stderr : ''}`.trim()
}

/** The socket is there once Redis has read Cabestan's settings; before, the port that Debian opens. */
async function doorArguments(host: Host): Promise<string[]> {
  if (await host.files.stat(redisPaths.socket)) return ['-s', redisPaths.socket]
  const configuration = (await host.files.readText(redisPaths.configuration)) ?? ''
  return ['-p', directive(configuration, 'port') ?? '6379']
}

function isRefused(reply: string): boolean {
  return /^(NOAUTH|WRONGPASS|NOPERM|ERR AUTH|AUTH failed)|Could not connect/m.test(reply)
}

/** The last of its kind wins, as for Redis. */
export function directive(configuration: string, name: string): string | undefined {
  const found = [...configuration.matchAll(new RegExp(`^\\s*${name}\\s+(.+?)\\s*$`, 'gim'))]
  return found.at(-1)?.[1]?.replace(/^"(.*)"$/, '$1')
}
