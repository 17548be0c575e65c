import type { Step } from '@cabestan/protocol/steps'
import { describe, expect, it } from 'vitest'
import { directive } from '../facts/redis.ts'
import { MemoryHost } from '../host/memory.ts'
import { MemorySystemd } from './memory-systemd.ts'
import { withoutSecrets } from './redis-configuration.ts'
import { killAtEachInstant, Trial } from './trial.ts'

const unit = 'redis-server@shop.service'
const configuration = '/etc/redis/redis-shop.conf'
const instance = {
  kind: 'redis-instance',
  reason: 'redis.instance',
  name: 'shop',
  maxMemoryMegabytes: 64,
  environmentFile: '/srv/shop/env',
  portKey: 'REDIS_PORT',
  passwordKey: 'REDIS_PASSWORD',
} satisfies Step
const data = { kind: 'redis-data', reason: 'redis.data', name: 'shop' } satisfies Step

/** Redis as Debian installs it, with what an application was given before. */
function debian(version = '7.0.15'): MemoryHost {
  const host = new MemoryHost().program('redis-server', () => ({
    stdout: `Redis server v=${version} sha=0\n`,
  }))
  const systemd = new MemorySystemd(host)
  systemd.add(unit)
  host.files.seed('/etc/passwd', 'root:x:0:0::/root:/bin/sh\nredis:x:101:101::/:/bin/false\n')
  host.files.seed('/etc/group', 'root:x:0:\nredis:x:101:\n')
  host.files.seed('/usr/bin/redis-server', '')
  host.files.seed('/etc/redis/redis.conf', 'port 6379\n')
  host.files.seedDirectory('/var/lib/redis')
  host.files.seed('/srv/shop/env', 'REDIS_PASSWORD=word\nREDIS_PORT=23456\n')
  return host
}

const verbsOf = ({ ran }: MemoryHost) =>
  ran.filter(([program, verb]) => program === 'systemctl' && verb !== 'show').map(([, verb]) => verb)

describe('a redis of an application’s own', () => {
  it('is whole after a death at any instant', async () => {
    await killAtEachInstant(instance, debian, async (host) => {
      const text = (await host.files.readText(configuration)) ?? ''
      expect(text).toContain('\nbind 127.0.0.1\nport 23456\n')
      expect(text).toContain('\nuser default on #')
      expect(text).toContain('\nmaxmemory 64mb\nmaxmemory-policy noeviction\n')
      expect(text).not.toContain('word\n')
      expect(await host.files.stat(configuration)).toMatchObject({
        owner: 'root',
        group: 'redis',
        mode: '0640',
      })
      expect(await new Trial(host).check(instance)).toBeNull()
    })
  })

  it('follows its port and password, of which no change tells', async () => {
    const trial = new Trial(debian())
    await trial.apply(instance)
    trial.host.files.seed('/srv/shop/env', 'REDIS_PASSWORD=another\nREDIS_PORT=23456\n')
    expect(await trial.apply(instance)).toEqual({
      items: [
        {
          type: 'value',
          subject: configuration,
          name: 'setting',
          key: 'password',
          before: '[secret]',
          after: '[secret]',
        },
      ],
    })
    trial.host.files.seed('/srv/shop/env', 'REDIS_PASSWORD=another\nREDIS_PORT=23457\n')
    const text = JSON.stringify(await trial.apply(instance))
    expect(text).toContain('port 23457')
    expect(text).not.toMatch(/#[0-9a-f]{64}/)
    expect(verbsOf(trial.host).filter((verb) => verb === 'restart')).toHaveLength(3)
  })

  it('is unmasked where somebody masked it, and not otherwise: each time systemd would read all its units', async () => {
    const trial = new Trial(debian())
    await trial.apply(instance)
    expect(verbsOf(trial.host)).not.toContain('unmask')
    const other = debian()
    new MemorySystemd(other).add(unit, { load: 'masked', enabled: 'masked' })
    await new Trial(other).apply(instance)
    expect(verbsOf(other)).toContain('unmask')
  })

  it('costs no restart for whose file it is', async () => {
    const trial = new Trial(debian())
    await trial.apply(instance)
    await trial.host.files.setAttributes(configuration, { owner: 'root', group: 'root', mode: '0644' })
    trial.host.ran.length = 0
    await trial.apply(instance)
    expect(verbsOf(trial.host)).not.toContain('restart')
  })

  it('is started from the program that an update brought', async () => {
    const trial = new Trial(debian())
    await trial.apply(instance)
    const pid = 101
    trial.host.files.seedLink(`/proc/${pid}/exe`, '/usr/bin/redis-check-rdb (deleted)')
    expect(await trial.apply(instance)).toEqual({
      items: [{ type: 'action', action: 'restart', subject: unit }],
    })
  })

  it('leaves no file with which it does not start', async () => {
    const host = debian()
    const systemd = new MemorySystemd(host)
    systemd.add(unit)
    const trial = new Trial(host)
    await trial.apply(instance)
    const before = await host.files.readText(configuration)
    systemd.broken.add(unit)
    const larger = { ...instance, maxMemoryMegabytes: 80 }
    await expect(trial.apply(larger)).rejects.toMatchObject({ failure: { code: 'service.failed' } })
    expect(await host.files.readText(configuration)).toBe(before)
    systemd.broken.clear()
    await trial.apply(larger)
    expect(await host.files.readText(configuration)).toContain('maxmemory 80mb')
  })

  it('waits for its port and password, and for Redis', async () => {
    const trial = new Trial(debian())
    trial.host.files.seed('/srv/shop/env', 'REDIS_PASSWORD=word\nREDIS_PORT=none\n')
    expect(await trial.check(instance)).toEqual({
      items: [{ type: 'action', action: 'create', subject: 'shop' }],
    })
    await expect(trial.apply(instance)).rejects.toMatchObject({ failure: { code: 'unexpected' } })
    const bare = new MemoryHost()
    new MemorySystemd(bare)
    expect(await new Trial(bare).check(instance)).not.toBeNull()
  })

  it.each([
    ['6.0.16', '~* +@all -@admin -@dangerous +info +keys +flushdb +sort\n'],
    ['7.0.15', '~* &* +@all -@admin -@dangerous +info +keys +flushdb +sort +sort_ro\n'],
  ])('says in %s what that understands', async (version, rules) => {
    const trial = new Trial(debian(version))
    await trial.apply(instance)
    expect(await trial.host.files.readText(configuration)).toContain(rules)
  })

  it('goes without its data, which goes by itself', async () => {
    const trial = new Trial(debian())
    await trial.apply(data)
    await trial.apply(instance)
    trial.host.files.seed('/var/lib/redis/shop/dump.rdb', 'REDIS')
    await trial.remove(instance)
    expect(await trial.host.files.stat(configuration)).toBeNull()
    expect(await trial.host.files.readText('/var/lib/redis/shop/dump.rdb')).toBe('REDIS')
    expect(verbsOf(trial.host)).toEqual(expect.arrayContaining(['disable', 'stop']))
    await trial.remove(data)
    expect(await trial.host.files.stat('/var/lib/redis/shop')).toBeNull()
    await trial.remove(instance)
    await trial.remove(data)
  })
})

describe('the data of redis', () => {
  it('is a directory, whole after a death at any instant', async () => {
    await killAtEachInstant(data, debian, async ({ files }) => {
      expect(await files.stat('/var/lib/redis/shop')).toMatchObject({
        type: 'directory',
        owner: 'redis',
        mode: '0750',
      })
    })
  })
})

it('reads the last directive of redis.conf', () => {
  expect(directive('port 1\n# port 2\nPORT 3\nrequirepass "a b"\n', 'port')).toBe('3')
  expect(directive('requirepass "a b"\n', 'requirepass')).toBe('a b')
  expect(directive('', 'port')).toBeUndefined()
})

it('shows no secret of a file, whoever wrote it', () => {
  const text = 'port 1\nrequirepass "a b"\n  user a on >word #hash ~a:* &*\nmaxmemory 1mb\n'
  expect(withoutSecrets(text)).toBe(
    'port 1\nrequirepass [secret]\n  user a on >[secret] #[secret] ~a:* &*\nmaxmemory 1mb\n',
  )
})
