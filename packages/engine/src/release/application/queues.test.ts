import type { ProgramOrder } from '@cabestan/protocol/orders'
import type { Queue, RedisQueue } from '@cabestan/protocol/queues'
import { beforeEach, expect, it } from 'vitest'
import { MemoryHost } from '../../host/memory.ts'
import { queueStates } from './queues.ts'

const environment = '/srv/shop/releases/1-abc/env'
const file =
  "REDIS_URL=redis://:s%40crt@10.0.0.9:7000/4\nREDIS_PORT=20001\nREDIS_PASSWORD='s@crt/'\nBROKER=amqp://x\n"
const own: RedisQueue['address'] = [
  'redis://:',
  { key: 'REDIS_PASSWORD' },
  '@127.0.0.1:',
  { key: 'REDIS_PORT' },
  '/0',
]

let host: MemoryHost
let asked: { argv: readonly string[]; password: string | undefined; input: string }[]
let says: () => string
beforeEach(() => {
  host = new MemoryHost()
  host.files.seed(environment, file)
  asked = []
  says = () => '2\n'
  host.program('redis-cli', (argv, { environment: given, input }) => {
    asked.push({ argv, password: given?.['REDISCLI_AUTH'], input })
    return { stdout: says() }
  })
})

const queue = (
  name: string,
  address = own,
  keys: RedisQueue['keys'] = [{ key: name, type: 'list' }],
): Queue => ({
  name,
  keys,
  address,
})
const lengths = async (...programs: Pick<ProgramOrder, 'name' | 'queues'>[]) =>
  (await queueStates(host, programs, { environment, database: 'shop' })).map(
    ({ process, name, waiting }) => `${process} ${name} ${waiting}`,
  )
const worker = (...queues: Queue[]) => ({ name: 'worker', queues })

it('asks the Redis that the environment names, and shows its password nowhere', async () => {
  expect(await lengths(worker(queue('a'), queue('b', [{ key: 'REDIS_URL' }])))).toEqual([
    'worker a 2',
    'worker b 2',
  ])
  expect(asked).toEqual([
    {
      argv: ['redis-cli', '--no-auth-warning', '-h', '127.0.0.1', '-p', '20001', '-n', '0'],
      password: 's@crt/',
      input: 'LLEN "a"\n',
    },
    {
      argv: ['redis-cli', '--no-auth-warning', '-h', '10.0.0.9', '-p', '7000', '-n', '4'],
      password: 's@crt',
      input: 'LLEN "b"\n',
    },
  ])
})

it('adds up what is one queue, and counts it once', async () => {
  const keys = [
    { key: 'a', type: 'list' },
    { key: 'a \x06"', type: 'sorted-set' },
  ] as const
  says = () => '2\n3\n'
  const both = queue('a', own, [...keys])
  expect(await lengths(worker(both), { name: 'other', queues: [both] })).toEqual(['worker a 5'])
  expect(asked[0]?.input).toBe('LLEN "a"\nZCARD "a\\x20\\x06\\x22"\n')
})

it('says null where nobody can be asked, or nobody answers so', async () => {
  const elsewhere = [queue('a', [{ key: 'BROKER' }]), queue('b', [{ key: 'NOWHERE' }])]
  expect(await lengths({ name: 'huey', queues: null }, worker(...elsewhere), { name: 'bot' })).toEqual([
    'huey null null',
    'worker a null',
    'worker b null',
  ])
  expect(asked).toEqual([])
  says = () => 'WRONGTYPE Operation against a key\n'
  expect(await lengths(worker(queue('a')))).toEqual(['worker a null'])
  says = () => {
    host.clock.advance(10_000)
    return '2\n'
  }
  expect(await lengths(worker(queue('a')))).toEqual(['worker a null'])
})

it('counts the rows of a table, in the application’s own database', async () => {
  const jobs: Queue = { name: 'jobs', table: 'jobs', where: { status: "it's", locked: null }, from: 'due' }
  const rows = () => lengths({ name: 'worker', queues: [jobs] })
  expect(await rows()).toEqual(['worker jobs null'])
  host.files.seed('/usr/lib/postgresql/15/bin/postgres', '')
  host.files.seed('/etc/postgresql/15/main/postgresql.conf', 'port = 5432\n')
  let says = { code: 0, stdout: '7\n' }
  const inputs: string[] = []
  host.program('setpriv', (argv, { input }) => {
    expect(argv.slice(-2)).toEqual(['-d', 'shop'])
    inputs.push(input)
    return says
  })
  expect(await rows()).toEqual(['worker jobs 7'])
  expect(inputs[0]).toContain(
    `SELECT count(*) FROM "jobs" WHERE true AND "status" = E'it\\'s' AND "locked" IS NULL AND "due" <= now();`,
  )
  says = { code: 1, stdout: '' }
  expect(await rows()).toEqual(['worker jobs null'])
})
