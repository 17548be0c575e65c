import { randomBytes } from 'node:crypto'
import type { DataReading } from '../../packages/cabestan/src/project/reading.ts'
import { ran } from './rehearsal-command.ts'

/** A role that owns an empty database of its name, as on a server; libpq's own variables say where. */
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

/** A user of Redis, with the password that it was given. */
export async function makeRedisUser(name: string): Promise<string> {
  const password = randomBytes(16).toString('hex')
  await ran(['redis-cli', 'ACL', 'SETUSER', name, 'reset', 'on', `>${password}`, '~*', '&*', '+@all'])
  return password
}

export async function dropRedisUser(name: string): Promise<void> {
  await ran(['redis-cli', 'ACL', 'DELUSER', name])
}
