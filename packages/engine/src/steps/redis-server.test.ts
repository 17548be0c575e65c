import type { Step } from '@cabestan/protocol/steps'
import { describe, expect, it } from 'vitest'
import { directive } from '../facts/redis.ts'
import { MemoryHost } from '../host/memory.ts'
import { PendingServices } from '../services/pending-services.ts'
import { isWritten } from './redis-persistence.ts'
import { withInclude } from './redis-server.ts'
import { aclLine } from './redis-user.ts'
import { lineOf, masked, withLines, withoutUsers } from './redis-users-file.ts'
import { killAtEachInstant, Trial } from './trial.ts'

const server = { kind: 'redis-server', reason: 'redis.server', maxMemoryMegabytes: 64 } satisfies Step
const user = {
  kind: 'redis-user',
  reason: 'redis.user',
  name: 'shop',
  passwordFile: '/srv/shop/env',
  passwordKey: 'REDIS_PASSWORD',
} satisfies Step

/** A Redis that says yes, as Debian installs it. */
function debian(): MemoryHost {
  const info =
    'aof_enabled:1\r\naof_rewrite_in_progress:0\r\naof_rewrite_scheduled:0\r\naof_last_bgrewrite_status:ok\r\n'
  const host = new MemoryHost()
    .program('systemctl', () => ({}))
    .program('setpriv', () => ({ code: 1, stdout: 'Wrong signature trying to load DB from file' }))
    .program('redis-cli', (argv) => ({ stdout: argv.includes('INFO') ? info : 'OK\n' }))
  host.files.seed('/usr/bin/redis-server', '')
  host.files.seed('/etc/passwd', 'root:x:0:0::/root:/bin/sh\nredis:x:101:101::/:/bin/false\n')
  host.files.seed('/etc/group', 'root:x:0:\nredis:x:101:\n')
  host.files.seed('/etc/redis/redis.conf', 'port 6379\n', { owner: 'redis', group: 'redis', mode: '0640' })
  host.files.seed('/srv/shop/env', 'REDIS_PASSWORD=word\n')
  return host
}

describe('redis server', () => {
  it('is whole after a death at any instant, and keeps its password', async () => {
    await killAtEachInstant(server, debian, async ({ files }) => {
      expect(await files.readText('/etc/redis/redis.conf')).toBe(
        'port 6379\n\ninclude /etc/redis/cabestan.conf\n',
      )
      expect(await files.readText('/etc/redis/cabestan.conf')).toContain(
        '\nmaxmemory 64mb\nmaxmemory-policy noeviction\n',
      )
      expect(await files.stat('/etc/redis/root.password')).toMatchObject({ owner: 'root', mode: '0600' })
      const users = (await files.readText('/etc/redis/users.acl')) ?? ''
      expect(users).toMatch(/^user default off\nuser root on #[0-9a-f]{64} ~\* &\* \+@all\n$/)
    })
  })

  it('writes its log before the settings that count on it', async () => {
    const trial = new Trial(debian())
    await trial.apply(server)
    const commands = trial.host.ran.map((argv) => argv.join(' '))
    const order = ['start redis-server', 'CONFIG SET appendonly yes', 'INFO persistence', 'setpriv']
    const places = order.map((words) => commands.findIndex((command) => command.includes(words)))
    expect(places).toEqual([0, 1, 2, 3])
  })

  it('shows no secret, and leaves the users of others', async () => {
    const trial = new Trial(debian())
    trial.host.files.seed('/etc/redis/users.acl', 'user root on >word ~* +@all\nuser mine on nopass ~m:*\n')
    trial.host.files.seed('/etc/redis/root.password', 'secret\n', { mode: '0600' })
    const changes = JSON.stringify(await trial.apply(server))
    expect(changes).not.toMatch(/word[^"]*~|#[0-9a-f]{64}/)
    expect(await trial.host.files.readText('/etc/redis/users.acl')).toContain('user mine on nopass ~m:*\n')
  })

  it('reads a password through no link', async () => {
    const trial = new Trial(debian())
    trial.host.files.seed('/etc/shadow', 'root:hash')
    trial.host.files.seedLink('/etc/redis/root.password', '/etc/shadow')
    await trial.apply(server)
    expect((await trial.host.files.stat('/etc/redis/root.password'))?.type).toBe('file')
    expect(await trial.host.files.readText('/etc/shadow')).toBe('root:hash')
  })

  it('puts its include last', () => {
    const text = withInclude('a 1\n\ninclude /etc/redis/cabestan.conf\nb 2\n')
    expect(text).toBe('a 1\n\nb 2\n\ninclude /etc/redis/cabestan.conf\n')
    expect(withInclude(text)).toBe(text)
  })

  it('waits until everything is in the log', () => {
    const info =
      'aof_enabled:1\r\naof_rewrite_in_progress:1\r\naof_rewrite_scheduled:0\r\naof_last_bgrewrite_status:ok\r\n'
    expect(isWritten(info)).toBe(false)
    expect(isWritten(info.replace('progress:1', 'progress:0'))).toBe(true)
  })
})

describe('redis user', () => {
  it('is one line, whole after a death at any instant', async () => {
    await killAtEachInstant(user, debian, async (host) => {
      expect(await host.files.readText('/etc/redis/users.acl')).toBe(`${aclLine('shop', 'word')}\n`)
      expect(await new PendingServices(host).pending()).toEqual(['redis'])
    })
  })

  it('follows the password of its application', async () => {
    const trial = new Trial(debian())
    await trial.apply(user)
    trial.host.files.seed('/srv/shop/env', "REDIS_PASSWORD='another word'\n")
    expect(JSON.stringify(await trial.apply(user))).toContain('#[secret]')
    expect(await trial.host.files.readText('/etc/redis/users.acl')).toBe(
      `${aclLine('shop', 'another word')}\n`,
    )
  })

  it('goes with its keys, and takes no other with it', async () => {
    const trial = new Trial(debian())
    await trial.apply(server)
    await trial.apply(user)
    await trial.remove(user)
    expect(lineOf((await trial.host.files.readText('/etc/redis/users.acl')) ?? '', 'shop')).toBeUndefined()
    expect(trial.host.ran.find((argv) => argv.includes('EVAL'))?.at(-1)).toBe('shop:*')
    await trial.remove(user)
  })

  it('cannot be root or default', async () => {
    const trial = new Trial(debian())
    await expect(trial.apply({ ...user, name: 'default' })).rejects.toMatchObject({
      failure: { code: 'name.reserved' },
    })
  })

  it('has a name of which no other is a part', () => {
    const text = 'user shop on\nuser shop-two on\n'
    expect(withoutUsers(text, ['shop'])).toBe('user shop-two on\n')
    expect(withLines(text, ['user shop off'])).toBe('user shop-two on\nuser shop off\n')
    expect(masked('user a on #abc >def ~a:*')).toBe('user a on #[secret] >[secret] ~a:*')
  })
})

it('reads the last directive of redis.conf', () => {
  expect(directive('port 1\n# port 2\nPORT 3\nrequirepass "a b"\n', 'port')).toBe('3')
  expect(directive('requirepass "a b"\n', 'requirepass')).toBe('a b')
  expect(directive('', 'port')).toBeUndefined()
})
