import type { QueueState } from '@cabestan/protocol/applications'
import type { Parts } from '@cabestan/protocol/environment'
import type { ProgramOrder } from '@cabestan/protocol/orders'
import type { Queue, RedisQueue, TableQueue } from '@cabestan/protocol/queues'
import { readPostgresCluster } from '../../facts/postgres-cluster.ts'
import { identifier, literal, psqlIfRunning } from '../../facts/psql.ts'
import type { Host } from '../../host/host.ts'
import { readOwn } from '../../steps/environment-file.ts'
import { valuesIn } from '../../steps/environment-text.ts'

interface Where {
  /** The file that holds the variables of the release. */
  readonly environment: string
  /** The application's database in the PostgreSQL of this server. */
  readonly database: string
}

type Programs = readonly Pick<ProgramOrder, 'name' | 'queues'>[]

/** How many jobs wait for each worker. What cannot be asked is null, and the asking gives up quickly. */
export async function queueStates(host: Host, programs: Programs, where: Where): Promise<QueueState[]> {
  const asked = programs.flatMap(({ name, queues }) =>
    queues === undefined ? [] : (queues ?? [null]).map((queue) => ({ process: name, queue })),
  )
  if (asked.length === 0) return []
  const values = valuesIn((await readOwn(host.files, where.environment).catch(() => null)) ?? '')
  return Promise.all(
    withoutRepetition(asked).map(async ({ process, queue }) => ({
      process,
      name: queue?.name ?? null,
      waiting:
        queue &&
        (await ('table' in queue ? rowsOf(host, queue, where.database) : lengthOf(host, queue, values))),
    })),
  )
}

interface Asked {
  readonly process: string
  readonly queue: Queue | null
}

/** Two workers may serve the same queue, and then each job waits only once. */
function withoutRepetition(asked: readonly Asked[]): Asked[] {
  const first = new Map<string, Asked>()
  for (const each of asked) {
    const key = JSON.stringify(each.queue ?? each.process)
    if (!first.has(key)) first.set(key, each)
  }
  return [...first.values()]
}

async function rowsOf(
  host: Host,
  { table, where, from }: TableQueue,
  database: string,
): Promise<number | null> {
  const cluster = await readPostgresCluster(host)
  if (!cluster) return null
  const conditions = [
    ...Object.entries(where).map(([column, value]) =>
      value === null ? `${identifier(column)} IS NULL` : `${identifier(column)} = ${literal(value)}`,
    ),
    ...(from === undefined ? [] : [`${identifier(from)} <= now()`]),
  ]
  const rows = `SELECT count(*) FROM ${identifier(table)} WHERE ${['true', ...conditions].join(' AND ')};`
  // Before the first migration the table does not exist.
  const sql = `SET statement_timeout = ${timeoutMs};\n${rows}\n`
  const answer = await psqlIfRunning(host, { cluster, database, sql }).catch(() => null)
  return answer !== null && /^\d+$/.test(answer.trim()) ? Number(answer) : null
}

async function lengthOf(
  host: Host,
  { keys, address }: RedisQueue,
  values: ReadonlyMap<string, string>,
): Promise<number | null> {
  const server = redisAt(addressOf(address, values))
  if (!server) return null
  const questions = keys.map(({ key, type }) => `${type === 'list' ? 'LLEN' : 'ZCARD'} ${quoted(key)}\n`)
  const answers = await ask(host, server, questions.join(''))
  if (answers.length !== keys.length || !answers.every((line) => /^\d+$/.test(line))) return null
  return answers.reduce((sum, line) => sum + Number(line), 0)
}

/**
 * A variable that stands alone is the whole address. Inside a longer text it is one part, which may not contain a
 * separator.
 */
function addressOf(parts: Parts, values: ReadonlyMap<string, string>): string {
  const texts = parts.map((part) => (typeof part === 'string' ? part : values.get(part.key)))
  if (texts.some((text) => text === undefined)) return ''
  if (parts.length === 1) return texts[0] ?? ''
  return texts
    .map((text = '', index) => (typeof parts[index] === 'string' ? text : encodeURIComponent(text)))
    .join('')
}

/** The arguments that redis-cli takes. */
interface RedisServer {
  readonly options: readonly string[]
  readonly password: string
}

/** Null for everything else that an address can name: RabbitMQ, SQS, a file, or a Redis behind TLS. */
function redisAt(address: string): RedisServer | null {
  const url = URL.canParse(address) ? new URL(address) : null
  if (url?.protocol !== 'redis:' || url.hostname === '') return null
  const database = /^\/(\d{1,4})$/.exec(url.pathname)?.[1] ?? '0'
  const user = decoded(url.username)
  return {
    options: [
      ...['-h', url.hostname.replace(/^\[|\]$/g, ''), '-p', url.port || '6379', '-n', database],
      ...(user === '' ? [] : ['--user', user]),
    ],
    password: decoded(url.password),
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** A Redis that does not answer must not keep whoever looks at the server waiting. */
const timeoutMs = 3000

/** The password is given in the environment, where no other user can read it. */
async function ask(host: Host, { options, password }: RedisServer, input: string): Promise<string[]> {
  const argv = ['redis-cli', '--no-auth-warning', ...options] as const
  const environment = password === '' ? {} : { REDISCLI_AUTH: password }
  const { stdout } = await host.exec(argv, { input, environment, timeoutMs }).catch(() => ({ stdout: '' }))
  return stdout.split('\n').filter((line) => line !== '')
}

/** Quoted as redis-cli reads a word: a name may hold spaces, and Celery's keys hold control characters. */
function quoted(key: string): string {
  const bytes = [...Buffer.from(key)].map((byte) =>
    /[\w.:-]/.test(String.fromCharCode(byte))
      ? String.fromCharCode(byte)
      : `\\x${byte.toString(16).padStart(2, '0')}`,
  )
  return `"${bytes.join('')}"`
}
