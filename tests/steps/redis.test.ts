import { Step } from '@cabestan/protocol/steps'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Convergence, stepsOn } from '../harness/convergence.ts'
import { type Server, startServer } from '../harness/sandbox.ts'
import { onSuites } from '../harness/suites.ts'

/** Redis on real servers, for several applications: from nothing, from something else, right already, cut off. */
describe.each(onSuites('trixie'))('redis on %s', (suite) => {
  let server: Server
  let steps: Convergence

  beforeAll(async () => {
    server = await startServer({ suite })
    steps = stepsOn(server)
  })

  const asRoot = (command: string) =>
    server.sh(`REDISCLI_AUTH=$(cat /etc/redis/root.password) redis-cli --user root ${command}`)
  const asApplication = (name: string, command: string) =>
    server.sh(`. /srv/${name}.env; REDISCLI_AUTH=$REDIS_PASSWORD redis-cli --user ${name} ${command}`)
  const pidOf = () => server.sh('systemctl show --value -p MainPID redis-server')

  test('from something else: a Redis that people used, without a password and without a log', async () => {
    await steps.converge(packages)
    await server.sh(`redis-cli set old treasure; redis-cli lpush queue a b c`)
    const changes = await steps.changesOf(...application('shop'))
    expect(changes).toMatchObject([
      { type: 'text', path: '/etc/redis/cabestan.conf', before: null },
      { type: 'text', path: '/etc/redis/redis.conf' },
      { type: 'action', action: 'create', subject: '/etc/redis/users.acl' },
      { type: 'list', what: 'variables' },
      { type: 'action', action: 'create', subject: 'shop' },
    ])
    expect(await steps.converge(...application('shop'))).toBe(3)
    // Nothing of it is lost, whoever named no user is nobody now, and a full memory evicts nothing.
    expect(await asRoot('get old')).toBe('treasure')
    expect(await asRoot('lrange queue 0 -1')).toBe('c\nb\na')
    expect(await server.sh('redis-cli get old')).toContain('NOAUTH')
    expect(await asRoot('config get maxmemory-policy')).toBe('maxmemory-policy\nnoeviction')
    expect(await asRoot('config get maxmemory')).toBe('maxmemory\n67108864')
  })

  test('right already', async () => {
    const pid = await pidOf()
    expect(await steps.converge(...application('shop'))).toBe(0)
    expect(await pidOf()).toBe(pid)
  })

  test('what was written a second ago survives a crash of the machine', async () => {
    expect(await asApplication('shop', 'lpush shop:queue job')).toBe('1')
    await server.sh('sleep 2; sync')
    await server.crash()
    expect(await asApplication('shop', 'lrange shop:queue 0 -1')).toBe('job')
    expect(await asRoot('get old')).toBe('treasure')
  })

  describe('user', () => {
    test('a second application costs no restart, and neither reaches the other', async () => {
      const pid = await pidOf()
      const all = [...application('shop'), ...application('other').slice(-2)]
      expect(await steps.converge(...all)).toBe(2)
      expect(await pidOf()).toBe(pid)
      expect(await asApplication('other', 'set other:a 1')).toBe('OK')
      for (const refused of [
        'get shop:queue',
        'set b 1',
        'keys "*"',
        'scan 0',
        'flushdb',
        'flushall',
        'publish shop:c x',
      ]) {
        expect(await asApplication('other', refused)).toMatch(/NOPERM|no permissions/i)
      }
      expect(await asApplication('other', `eval "return redis.call('get', 'shop:queue')" 0`)).toMatch(
        /ACL|can't access/,
      )
      // And by the socket as well as by the port.
      expect(await asApplication('other', '-s /run/redis/redis-server.sock get other:a')).toBe('1')
      expect(await asApplication('other', '-s /run/redis/redis-server.sock get shop:a')).toContain('NOPERM')
    })

    test('celery, with a prefix for its keys, runs as this user', async () => {
      await server.sh(
        'DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends python3-celery python3-redis',
      )
      await server.sh('cat > /srv/tasks.py', celeryTasks)
      await server.sh(`cd /srv && systemd-run -q --unit=celery --setenv=C_FORCE_ROOT=1 --working-directory=/srv \
        python3 -W ignore -m celery -A tasks worker -c 1 -l INFO`)
      expect(await server.sh('cd /srv && timeout 60 python3 -W ignore tasks.py')).toBe('done 5, workers 1')
      await server.sh('systemctl stop celery')
      expect(await asRoot('--scan')).not.toMatch(/^(celery|_kombu|unacked)/m)
    })

    test('something else there: more rights, given by hand', async () => {
      await server.sh(`sed -i 's/^user shop .*/user shop on nopass ~* \\&* +@all/' /etc/redis/users.acl`)
      await asRoot('acl load')
      expect(await steps.changesOf(...application('shop'))).toMatchObject([
        { name: 'setting', key: 'user shop', before: 'user shop on nopass ~* &* +@all' },
      ])
      expect(JSON.stringify(await steps.changesOf(...application('shop')))).not.toMatch(/#[0-9a-f]{64}/)
      await steps.converge(...application('shop'))
      expect(await asApplication('shop', 'get old')).toContain('NOPERM')
    })

    test('a password that was made anew', async () => {
      await server.sh('sed -i "s/^REDIS_PASSWORD=.*/REDIS_PASSWORD=another-one/" /srv/shop.env')
      expect(await steps.converge(...application('shop'))).toBe(1)
      expect(await asApplication('shop', 'ping')).toBe('PONG')
    })

    test('a file of users that somebody broke: Redis goes on, and its words are the failure', async () => {
      await server.sh('cp -p /etc/redis/users.acl /root; echo nonsense >> /etc/redis/users.acl')
      await server.sh('sed -i "s/^REDIS_PASSWORD=.*/REDIS_PASSWORD=a-third-one/" /srv/shop.env')
      const failure = await steps.failureOf(...application('shop'))
      expect(failure).toMatchObject({
        code: 'service.invalid',
        values: { service: 'redis' },
        step: 'redis-user:shop',
      })
      expect(failure.detail?.tail).toContain('should start with user keyword')
      await server.sh('cp -p /root/users.acl /etc/redis/users.acl')
      await steps.converge(...application('shop'))
      expect(await asApplication('shop', 'ping')).toBe('PONG')
    })

    test('cut off before Redis read it: the next run finishes', async () => {
      const all = [...application('shop'), ...application('third').slice(-2)]
      await steps.surviveKillAt({ program: 'redis-cli', words: 'ACL LOAD', when: 'before' }, ...all)
      expect(await asApplication('third', 'ping')).toBe('PONG')
    })
  })

  describe('server', () => {
    test('something else there: settings changed by hand, the include no longer last', async () => {
      await server.sh(`echo 'maxmemory-policy allkeys-lru' | tee -a /etc/redis/redis.conf >> /etc/redis/cabestan.conf
        chmod 644 /etc/redis/cabestan.conf; systemctl restart redis-server`)
      expect(await steps.converge(...application('shop'))).toBe(1)
      expect(await asRoot('config get maxmemory-policy')).toBe('maxmemory-policy\nnoeviction')
    })

    test('a redis.conf with which it cannot start is never restarted with', async () => {
      await server.sh('cp -p /etc/redis/redis.conf /root; sed -i "1i nonsense yes" /etc/redis/redis.conf')
      const pid = await pidOf()
      const failure = await steps.failureOf(...application('shop', 80))
      expect(failure).toMatchObject({ code: 'service.invalid', values: { service: 'redis' } })
      expect(failure.detail?.tail).toContain('nonsense yes')
      expect(await pidOf()).toBe(pid)
      await server.sh('cp -p /root/redis.conf /etc/redis/redis.conf')
      expect(await steps.converge(...application('shop'))).toBe(0)
    })

    test('one that fails only when it starts is put back, and it runs again', async () => {
      await server.sh(`mkdir -p /etc/systemd/system/redis-server.service.d
        printf '[Service]\\nExecStartPre=+/usr/bin/grep -q 64mb /etc/redis/cabestan.conf\\n' > /etc/systemd/system/redis-server.service.d/x.conf
        systemctl daemon-reload`)
      const failure = await steps.failureOf(...application('shop', 80))
      expect(failure).toMatchObject({ code: 'service.failed', values: { service: 'redis-server' } })
      expect(await asApplication('shop', 'ping')).toBe('PONG')
      await server.sh('rm -r /etc/systemd/system/redis-server.service.d; systemctl daemon-reload')
      await steps.converge(...application('shop', 80))
      expect(await asRoot('get old')).toBe('treasure')
    })

    test.each([
      { program: 'redis-cli', words: 'CONFIG SET appendonly', when: 'after' },
      { program: 'systemctl', words: 'restart redis-server', when: 'before' },
    ] as const)('cut off $when $words: the next run finishes', async (moment) => {
      await steps.converge(...application('shop'))
      await steps.surviveKillAt(moment, ...application('shop', 96))
      expect(await asRoot('config get maxmemory')).toBe('maxmemory\n100663296')
    })
  })
})

const packages = Step.parse({ kind: 'package', reason: 'redis.package', names: ['redis-server'] })

function application(name: string, maxMemoryMegabytes = 64): Step[] {
  const passwordFile = `/srv/${name}.env`
  const passwordKey = 'REDIS_PASSWORD'
  return [
    packages,
    { kind: 'redis-server', reason: 'redis.server', maxMemoryMegabytes },
    Step.parse({
      kind: 'environment-file',
      reason: 'app.environment',
      path: passwordFile,
      mode: '0600',
      values: { [passwordKey]: { generate: 'password' } },
    }),
    { kind: 'redis-user', reason: 'redis.user', name, passwordFile, passwordKey },
  ]
}

/** Tasks go through Redis, and answers by another way: old releases of celery cannot prefix those. */
const celeryTasks = `
import re, time
from celery import Celery
password = re.search("REDIS_PASSWORD=(.*)", open("/srv/shop.env").read()).group(1)
app = Celery("tasks", broker="redis://shop:" + password + "@127.0.0.1:6379/0")
app.conf.broker_transport_options = {"global_keyprefix": "shop:"}

@app.task
def add(one, other):
    open("/srv/answer", "w").write(str(one + other))

if __name__ == "__main__":
    add.apply_async((2, 3), countdown=1)
    while True:
        try:
            answer = open("/srv/answer").read()
            break
        except OSError:
            time.sleep(0.1)
    print(f"done {answer}, workers {len(app.control.ping(timeout=3))}")
`
