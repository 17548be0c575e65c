import type { FailureDetail } from '@cabestan/protocol/failures'
import { redisAsRoot, redisPaths, redisUnit } from '../facts/redis.ts'
import type { Argv, Host } from '../host/host.ts'
import { endOf } from '../host/run.ts'
import { type KnownService, type ReloadTask, systemctl } from './known-service.ts'

export const redisService: KnownService = {
  program: '/usr/bin/redis-server',
  unit: async () => redisUnit,
  judge: judgeRedis,
  async reload(task) {
    if (await loadsUsers(task)) return 'reload'
    await systemctl(task.host, 'restart', task.unit)
    return 'restart'
  },
  log: async () => '/var/log/redis/redis-server.log',
}

const judgeSocket = '/var/lib/redis/judge.sock'

/**
 * Redis has no test mode, so a second one is started that reads everything and then must fail: its data file
 * is told to be one that is none. Whatever it complains of before that is a mistake in the configuration. It
 * listens on a socket of its own and is told to leave pid file, log and data alone.
 */
async function judgeRedis(host: Host): Promise<FailureDetail | null> {
  const result = await host.exec(judgeArgv)
  await host.files.remove(judgeSocket)
  const output = `${result.stdout}${result.stderr}`
  if (output.includes('Wrong signature trying to load DB from file')) return null
  return { argv: [...judgeArgv], exitCode: result.code, tail: endOf(output) }
}

const judgeArgv: Argv = [
  ...(['setpriv', '--reuid=redis', '--regid=redis', '--init-groups'] as const),
  ...['redis-server', redisPaths.configuration, '--port', '0', '--unixsocket', judgeSocket],
  ...['--dir', '/etc/redis', '--dbfilename', 'redis.conf', '--appendonly', 'no', '--cluster-enabled', 'no'],
  ...['--daemonize', 'no', '--supervised', 'no', '--pidfile', '', '--logfile', ''],
]

/** A new user costs no restart. A server that does not use the file of users yet refuses, and is restarted. */
async function loadsUsers({ host, paths }: ReloadTask): Promise<boolean> {
  if (paths.length === 0 || paths.some((path) => path !== redisPaths.users)) return false
  return (await redisAsRoot(host, 'ACL', 'LOAD').catch(() => '')) === 'OK'
}
