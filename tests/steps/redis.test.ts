import type { ReleaseOrder } from '@cabestan/protocol/orders'
import { type Step, Step as StepSchema } from '@cabestan/protocol/steps'
import { beforeAll, describe, expect, test } from 'vitest'
import { readProject } from '../../packages/cabestan/src/project/read.ts'
import { memoryTree } from '../../packages/cabestan/src/project/tree/memory-tree.ts'
import { programQueues } from '../../packages/cabestan/src/stack/queues/program-queues.ts'
import { type Convergence, stepsOn } from '../harness/convergence.ts'
import { callEngine } from '../harness/engine.ts'
import { orderFor } from '../harness/laid-release.ts'
import { type Server, startServer } from '../harness/sandbox.ts'
import { onSuites } from '../harness/suites.ts'

/** A Redis for each application on real servers: from nothing, from something else, right already, cut off. */
describe.each(onSuites('trixie'))('redis on %s', (suite) => {
  let server: Server
  let steps: Convergence

  beforeAll(async () => {
    server = await startServer({ suite, stocked: true, keepsConnection: true })
    steps = stepsOn(server)
  })

  /**
   * As a client that was given host, port and password. Refusals are on the output too; that of Redis 6 would go on
   * listening after it was refused to monitor.
   */
  const redis = (name: string, command: string) =>
    server.sh(
      `. /srv/${name}.env; REDISCLI_AUTH=$REDIS_PASSWORD timeout 5 redis-cli -p $REDIS_PORT ${command} 2>&1 || true`,
    )
  const pidOf = (name: string) => server.sh(`systemctl show --value -p MainPID redis-server@${name}`)
  const inEnvironment = (name: string, key: string) => server.sh(`sed -n 's/^${key}=//p' /srv/${name}.env`)

  test('from nothing, beside the distribution’s own, which stays as it is found', async () => {
    await steps.converge(packages)
    await server.sh('redis-cli set old treasure; redis-cli save')
    const [pid, file] = await theirs()
    expect(await steps.changesOf(...application('shop'))).toMatchObject([
      { type: 'list', what: 'variables', add: ['REDIS_PASSWORD', 'REDIS_PORT'] },
      { type: 'action', action: 'create', subject: '/var/lib/redis/shop' },
      { type: 'action', action: 'create', subject: 'shop' },
    ])
    expect(await steps.converge(...application('shop'))).toBe(3)
    expect(await redis('shop', 'set a 1')).toBe('OK')
    expect(await theirs()).toEqual([pid, file])
    expect(await server.sh('redis-cli get old')).toBe('treasure')
  })
  const theirs = async () => [
    await server.sh('systemctl show --value -p MainPID redis-server.service'),
    await server.sh('sha256sum /etc/redis/redis.conf; stat -c "%U:%G %a %Y" /etc/redis/redis.conf'),
  ]

  test('right already', async () => {
    const pid = await pidOf('shop')
    expect(await steps.converge(...application('shop'))).toBe(0)
    expect(await pidOf('shop')).toBe(pid)
  })

  test('its files are for root and Redis, and no plan shows the password', async () => {
    const files = '/etc/redis/redis-shop.conf /var/lib/redis/shop'
    expect(await server.sh(`stat -c '%U:%G %a' ${files}`)).toBe('root:redis 640\nredis:redis 750')
    const [hash, password] = [await hashOf(), await inEnvironment('shop', 'REDIS_PASSWORD')]
    expect(await server.sh(`grep -c -e '${password}' /etc/redis/redis-shop.conf || true`)).toBe('0')
    await server.sh("sed -i 's/^maxmemory .*/maxmemory 1gb/' /etc/redis/redis-shop.conf")
    const shown = JSON.stringify([
      await steps.changesOf(...application('shop')),
      await steps.eventsOf(...application('shop')),
    ])
    expect(shown).toContain('maxmemory 1gb')
    expect(shown).toContain('user default on #[secret]')
    for (const secret of [hash, password]) expect(shown).not.toContain(secret)
  })
  const hashOf = () =>
    server.sh("sed -n 's/^user default on #\\([0-9a-f]*\\) .*/\\1/p' /etc/redis/redis-shop.conf")

  test('it listens on this machine only, and on a port that stays', async () => {
    const port = Number(await inEnvironment('shop', 'REDIS_PORT'))
    expect(port).toBeGreaterThanOrEqual(20_000)
    expect(await server.sh(`ss -Hltn 'sport = :${port}' | awk '{print $4}'`)).toBe(`127.0.0.1:${port}`)
    await steps.converge(...application('shop'))
    expect(Number(await inEnvironment('shop', 'REDIS_PORT'))).toBe(port)
  })

  test('what it holds survives a crash of the machine and a reboot, and evicts nothing', async () => {
    expect(await redis('shop', 'lpush queue job')).toBe('1')
    await server.sh('sleep 2; sync')
    await server.crash()
    expect(await redis('shop', 'lrange queue 0 -1')).toBe('job')
    await server.reboot()
    expect(await redis('shop', 'lrange queue 0 -1')).toBe('job')
    expect(await redis('shop', 'info memory')).toMatch(
      /^maxmemory:67108864\s[\s\S]*^maxmemory_policy:noeviction\s/m,
    )
  })

  test('a second application does not touch the first, and neither reaches the other', async () => {
    const pid = await pidOf('shop')
    expect(await steps.converge(...application('shop'), ...application('other').slice(1))).toBe(3)
    expect(await pidOf('shop')).toBe(pid)
    expect(await inEnvironment('other', 'REDIS_PORT')).not.toBe(await inEnvironment('shop', 'REDIS_PORT'))
    expect(await redis('other', 'keys "*"')).toBe('')
    const knock = (password: string) =>
      server.sh(
        `. /srv/shop.env; REDISCLI_AUTH=${password} redis-cli -p $REDIS_PORT lrange queue 0 -1 2>&1 || true`,
      )
    expect(await knock(await inEnvironment('other', 'REDIS_PASSWORD'))).toMatch(/WRONGPASS|NOAUTH/)
    expect(await server.sh('. /srv/shop.env; redis-cli -p $REDIS_PORT ping 2>&1 || true')).toContain('NOAUTH')
    expect(await redis('other', 'flushdb')).toBe('OK')
    expect(await redis('shop', 'lrange queue 0 -1')).toBe('job')
  })

  test('the status shows each instance', async () => {
    const { services } = await callEngine(server, 'status', {})
    const instances = services.filter(({ unit }) => unit.startsWith('redis-server'))
    expect(instances.map(({ unit, active, enabled }) => `${unit} ${active} ${enabled}`).sort()).toEqual([
      'redis-server.service active enabled',
      'redis-server@other.service active enabled',
      'redis-server@shop.service active enabled',
    ])
  })

  test('what lists and empties a database works inside; what is for whoever runs the server does not', async () => {
    await redis('other', 'mset one 1 two 2')
    expect((await redis('other', 'keys "*"')).split('\n').sort()).toEqual(['one', 'two'])
    expect((await redis('other', '--scan')).split('\n').sort()).toEqual(['one', 'two'])
    expect(await redis('other', '-n 3 set three 3')).toBe('OK')
    expect(await redis('other', 'flushdb')).toBe('OK')
    expect(await redis('other', 'dbsize')).toBe('0')
    expect(await redis('other', '-n 3 get three')).toBe('3')
    for (const refused of [
      ...['config get dir', 'config set dir /tmp', 'shutdown nosave', 'acl list', 'debug sleep 0', 'monitor'],
      ...[
        'replicaof 127.0.0.1 1',
        'flushall',
        'module list',
        'save',
        'migrate h 1 k 0 1',
        'client kill id 1',
      ],
    ]) {
      expect(await redis('other', refused), refused).toMatch(/NOPERM|no permissions|not allowed/i)
    }
  })

  test('django’s cache.clear() and delete_pattern empty the cache, and celery works, without any prefix', async () => {
    const debs = 'python3-celery python3-redis python3-django python3-django-redis supervisor'
    await server.sh(`DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends ${debs}`)
    await server.sh('cat > /srv/tasks.py', celeryTasks)
    await server.sh(`systemd-run -q --unit=celery --setenv=C_FORCE_ROOT=1 --property=EnvironmentFile=/srv/shop.env \
      --working-directory=/srv python3 -W ignore -m celery -A tasks worker -c 1 -l INFO`)
    const python = (program: string) =>
      server.sh(`cd /srv && set -a && . /srv/shop.env && timeout 300 python3 -W ignore ${program}`)
    expect(await python('tasks.py')).toBe('done 5, workers 1')
    await server.sh('systemctl stop celery')
    await server.sh('cat > /srv/caches.py', djangoCaches)
    expect(await python('caches.py')).toBe("django True None\npatterns 2 ['kept']\ncleared []")
    expect(await redis('shop', 'lrange queue 0 -1')).toBe('job')
  })

  test('the status says how many of celery’s jobs wait in each queue, of whatever priority', async () => {
    await layLive(server, orderWithWorker(['celery', '-A', 'essai', 'worker', '-Q', 'celery,mail']))
    const queues = async () => (await callEngine(server, 'status', {})).applications[0]?.state.queues
    const waiting = (celery: number | null, mail: number | null) => [
      { process: 'worker', name: 'celery', waiting: celery },
      { process: 'worker', name: 'mail', waiting: mail },
    ]
    await expect.poll(queues).toEqual(waiting(0, 0))
    await server.sh('cat > /srv/send.py', celerySends)
    await server.sh('cd /srv && set -a && . /srv/shop.env && python3 -W ignore send.py')
    // What does not answer in its time is shown as unknown: on a busy machine that may be one that does not hang.
    await expect.poll(queues).toEqual(waiting(3, 1))
    // One that hangs keeps nobody waiting.
    await server.sh('systemctl kill --signal=STOP redis-server@shop')
    expect(await queues()).toEqual(waiting(null, null))
    await server.sh('systemctl kill --signal=CONT redis-server@shop')
    await expect.poll(queues).toEqual(waiting(3, 1))
  })

  test('something else there: an instance of that name, open to all, and its unit forbidden', async () => {
    await server.sh(`systemctl disable -q --now redis-server@shop && systemctl mask -q redis-server@shop
      printf 'port 7777\\nrequirepass by-hand\\nmaxmemory-policy allkeys-lru\\n' > /etc/redis/redis-shop.conf
      chown redis:redis /etc/redis/redis-shop.conf; chmod 644 /etc/redis/redis-shop.conf
      chown root:root /var/lib/redis/shop`)
    const both = [...application('shop'), ...application('other').slice(1)]
    const changes = await steps.changesOf(...both)
    expect(changes).toMatchObject([
      { subject: '/var/lib/redis/shop', name: 'owner' },
      { subject: '/var/lib/redis/shop', name: 'group' },
      { type: 'text', path: '/etc/redis/redis-shop.conf' },
      { name: 'mode', before: '0644', after: '0640' },
      { name: 'owner' },
      { name: 'enabled', before: 'masked', after: 'enabled' },
      { name: 'running', before: 'inactive', after: 'active' },
    ])
    expect(JSON.stringify(changes)).not.toContain('by-hand')
    expect(await steps.converge(...both)).toBe(2)
    expect(await redis('shop', 'lrange queue 0 -1')).toBe('job')
  })

  test('a password that was made anew ends the old one', async () => {
    const before = await inEnvironment('shop', 'REDIS_PASSWORD')
    await steps.converge(...application('shop'))
    await server.sh('sed -i /^REDIS_PASSWORD=/d /srv/shop.env')
    expect(await steps.converge(...application('shop'))).toBe(2)
    expect(await redis('shop', 'ping')).toBe('PONG')
    const old = `. /srv/shop.env; REDISCLI_AUTH=${before} redis-cli -p $REDIS_PORT ping 2>&1 || true`
    expect(await server.sh(old)).toMatch(/WRONGPASS|NOAUTH/)
  })

  test('a port that another program took is named, and the former file comes back', async () => {
    const port = await inEnvironment('shop', 'REDIS_PORT')
    await server.sh('systemd-run -q --unit=thief python3 -m http.server --bind 127.0.0.1 29123')
    await server.sh('until ss -Hltn "sport = :29123" | grep -q .; do sleep 0.1; done')
    await server.sh('sed -i s/^REDIS_PORT=.*/REDIS_PORT=29123/ /srv/shop.env')
    expect(await steps.failureOf(...application('shop'))).toMatchObject({
      code: 'port.taken',
      values: { port: '29123', holder: 'python3' },
      step: 'redis-instance:shop',
    })
    await server.sh(`sed -i s/^REDIS_PORT=.*/REDIS_PORT=${port}/ /srv/shop.env; systemctl stop thief`)
    expect(await redis('shop', 'ping')).toBe('PONG')
    await steps.converge(...application('shop'))
  })

  test('a new program that an update brought is started with the next deploy', async () => {
    await server.sh('cd /usr/bin && cp -p redis-check-rdb new && mv new redis-check-rdb')
    expect(await steps.changesOf(...application('shop'))).toEqual([
      { type: 'action', action: 'restart', subject: 'redis-server@shop.service' },
    ])
    expect(await steps.converge(...application('shop'))).toBe(1)
    expect(await redis('shop', 'lrange queue 0 -1')).toBe('job')
  })

  test.each([
    { program: 'systemctl', words: 'restart redis-server@shop', when: 'before' },
    { program: 'systemctl', words: 'restart redis-server@shop', when: 'after' },
    { program: 'systemctl', words: 'enable redis-server@shop', when: 'before' },
  ] as const)('cut off $when $words: the next run finishes', async (moment) => {
    await steps.converge(...application('shop'))
    await steps.surviveKillAt(moment, ...application('shop', 96))
    expect(await redis('shop', 'info memory')).toContain('maxmemory:100663296')
    expect(await redis('shop', 'lrange queue 0 -1')).toBe('job')
    expect(await server.sh('systemctl is-enabled redis-server@shop')).toBe('enabled')
  })

  test('is taken away when it is described no more, and its data only when asked', async () => {
    await steps.converge(...application('shop').slice(0, 2), ...application('other').slice(1))
    expect(await server.sh('systemctl is-active redis-server@shop redis-server@other || true')).toBe(
      'inactive\nactive',
    )
    expect(await server.sh('ls /etc/redis/redis-shop.conf 2>&1 || true')).toContain('No such file')
    expect(await server.sh('ls /var/lib/redis/shop')).toContain('appendonly')
    // It comes back with what it held.
    await steps.converge(...application('shop'), ...application('other').slice(1))
    expect(await redis('shop', 'lrange queue 0 -1')).toBe('job')
    const remove = (data: boolean) =>
      callEngine(server, 'remove', {
        scope: { what: 'application', owner: { app: 'essai', environment: 'production' }, data },
        by: 'test',
      })
    expect((await remove(false)).goes).toEqual(['redis-instance:other', 'redis-instance:shop'])
    expect(await server.sh('ls /var/lib/redis')).toMatch(/^other\nshop/m)
    await steps.converge(...application('shop'), ...application('other').slice(1))
    expect(await redis('shop', 'lrange queue 0 -1')).toBe('job')
    expect((await remove(true)).goes).toEqual(expect.arrayContaining(['redis-data:other', 'redis-data:shop']))
    expect(await server.sh('ls /var/lib/redis /etc/redis /srv')).not.toMatch(/shop|other/)
    expect(await server.sh('redis-cli get old')).toBe('treasure')
  })
})

const packages = StepSchema.parse({ kind: 'package', reason: 'redis.package', names: ['redis-server'] })

function application(name: string, maxMemoryMegabytes = 64): Step[] {
  const environmentFile = `/srv/${name}.env`
  const [portKey, passwordKey] = ['REDIS_PORT', 'REDIS_PASSWORD']
  return [
    packages,
    StepSchema.parse({
      kind: 'environment-file',
      reason: 'app.environment',
      path: environmentFile,
      mode: '0600',
      values: { [passwordKey]: { generate: 'password' }, [portKey]: { generate: 'port' } },
    }),
    { kind: 'redis-data', reason: 'redis.data', name },
    {
      kind: 'redis-instance',
      reason: 'redis.instance',
      name,
      maxMemoryMegabytes,
      environmentFile,
      portKey,
      passwordKey,
    },
  ]
}

/** What the command line would have ordered for a project with such a worker. */
function orderWithWorker(argv: string[]): ReleaseOrder {
  const files = {
    'manage.py': "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'essai.settings')\n",
    'requirements.txt': 'Django==5.2\ncelery==5.4\n',
    'essai/settings.py': "SECRET_KEY = 'x'\nCELERY_BROKER_URL = 'redis://localhost'\n",
    'essai/celery.py': "from celery import Celery\napp = Celery('essai')\n",
  }
  const reading = readProject(memoryTree(files), { start: '', choices: {} })
  const redis = { urls: ['CELERY_BROKER_URL'], caches: [], channelLayers: [], connections: [] }
  const overlay = { redis, database: { type: 'project' as const } }
  const worker = { name: 'worker', program: 'essai-worker', count: 1, stopSeconds: 600 }
  return {
    ...orderFor({ name: 'essai', release: '1-1a2b3c4', files, pythons: ['3.13'] }),
    programs: [{ ...worker, ...programQueues({ argv, reading, overlay }) }],
  }
}

/** As much of a live release as the status asks. */
async function layLive(server: Server, order: ReleaseOrder): Promise<void> {
  const directory = '/srv/essai/releases/1-1a2b3c4'
  await server.sh(
    `mkdir -p ${directory} /srv/essai/colours/blue && cp /srv/shop.env ${directory}/env && cat > ${directory}/release.json
    ln -s ../../releases/1-1a2b3c4 /srv/essai/colours/blue/release && ln -s colours/blue /srv/essai/live`,
    JSON.stringify(order),
  )
}

const celerySends = `
from tasks import add
for options in ({}, {}, {"priority": 6}, {"queue": "mail"}):
    add.apply_async((1, 1), **options)
`

const celeryTasks = `
import os
from celery import Celery
redis = "redis://:%(REDIS_PASSWORD)s@127.0.0.1:%(REDIS_PORT)s/0" % os.environ
app = Celery("tasks", broker=redis, backend=redis)

@app.task
def add(one, other):
    return one + other

if __name__ == "__main__":
    answer = add.apply_async((2, 3), countdown=1).get(timeout=200)
    print(f"done {answer}, workers {len(app.control.ping(timeout=30, limit=1))}")
`

/** The cache of Django itself, which has one since 4.0, and the one of django-redis. */
const djangoCaches = `
import os
import django
from django.conf import settings
redis = "redis://:%(REDIS_PASSWORD)s@127.0.0.1:%(REDIS_PORT)s" % os.environ
theirs = "django_redis.cache.RedisCache"
own = "django.core.cache.backends.redis.RedisCache" if django.VERSION >= (4, 0) else theirs
backends = {"default": own, "other": theirs}
settings.configure(CACHES={
    alias: {"BACKEND": backend, "LOCATION": f"{redis}/{number}"}
    for number, (alias, backend) in enumerate(backends.items(), 1)
})
django.setup()
from django.core.cache import caches
first, other = caches["default"], caches["other"]
first.set("a", True)
before = first.get("a")
first.clear()
print("django", before, first.get("a"))
for name in ("page:1", "page:2", "kept"):
    other.set(name, 1)
print("patterns", other.delete_pattern("page:*"), other.keys("*"))
other.clear()
print("cleared", other.keys("*"))
`
