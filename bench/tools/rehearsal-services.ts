import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import type { DataReading } from '../../packages/cabestan/src/project/data/reading.ts'
import { freePort } from '../../tests/harness/free-port.ts'
import { ran, stop } from './rehearsal-command.ts'

/** Makes a role with an empty database of its name, as on a server. libpq's own variables say on which PostgreSQL. */
export async function makeDatabase(name: string, { database }: DataReading): Promise<void> {
  await dropDatabase(name)
  await ran(['createuser', name])
  await ran(['createdb', '--owner', name, '--encoding', 'UTF8', '--template', 'template0', name])
  const extensions = new Set([...(database.gis ? ['postgis'] : []), ...database.extensions])
  for (const extension of extensions)
    await ran(['psql', '--quiet', '--dbname', name, '--command', `CREATE EXTENSION "${extension}" CASCADE`])
}

export async function dropDatabase(name: string): Promise<void> {
  await ran(['dropdb', '--if-exists', '--force', name])
  await ran(['dropuser', '--if-exists', name])
}

export interface Redis {
  readonly port: number
  readonly password: string
  readonly stop: () => void
}

/** Starts a Redis for the project alone, with the rights that it has on a server, and without files. */
export async function startRedis(): Promise<Redis> {
  const [port, password] = [await freePort(), randomBytes(16).toString('hex')]
  const child = spawn('redis-server', ['-'], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] })
  child.stdin.end(`bind 127.0.0.1
port ${port}
save ""
user default on >${password} ~* &* +@all -@admin -@dangerous +info +keys +flushdb +sort +sort_ro
`)
  await once(child, 'spawn')
  const cli = ['redis-cli', '-p', String(port), '-a', password, 'PING']
  for (let tries = 0; tries < 100 && !(await ran(cli)).output.includes('PONG'); tries += 1) await sleep(50)
  return { port, password, stop: () => stop(child.pid) }
}
