import { mask } from '@cabestan/protocol/secret'
import { type ByHand, edit, type HandMove, sudo } from './hand-moves.ts'

type Databases = Pick<
  ByHand,
  | 'postgres-server'
  | 'postgres-hba'
  | 'postgres-role'
  | 'postgres-database'
  | 'postgres-extension'
  | 'redis-server'
  | 'redis-user'
>

const cluster = '/etc/postgresql/15/main'

export const databasesByHand: Databases = {
  'postgres-server': ({ settings }) => [
    edit(
      `${cluster}/postgresql.conf`,
      Object.entries(settings).map(([key, value]) => `${key} = '${value}'`),
    ),
    sudo('systemctl', 'restart', 'postgresql'),
  ],
  'postgres-hba': ({ rules }) => [
    edit(
      `${cluster}/pg_hba.conf`,
      rules.map((rule) =>
        [rule.type, rule.database, rule.user, rule.address, rule.method].filter(Boolean).join(' '),
      ),
    ),
    sudo('systemctl', 'reload', 'postgresql'),
  ],
  'postgres-role': ({ name, settings }) => [
    sql(`CREATE USER "${name}";`),
    ...Object.entries(settings).map(([key, value]) => sql(`ALTER ROLE "${name}" SET ${key} TO '${value}';`)),
  ],
  'postgres-database': ({ name, owner, encoding }) => [
    sql(`CREATE DATABASE "${name}" OWNER "${owner}" ENCODING '${encoding}' TEMPLATE template0;`),
  ],
  'postgres-extension': ({ database, name }) => [
    sudo('-u', 'postgres', 'psql', database, '-c', `CREATE EXTENSION IF NOT EXISTS "${name}";`),
  ],
  'redis-server': ({ maxMemoryMegabytes }) => [
    edit('/etc/redis/redis.conf', [`maxmemory ${maxMemoryMegabytes}mb`, 'maxmemory-policy noeviction']),
    sudo('systemctl', 'restart', 'redis-server'),
  ],
  'redis-user': ({ name, passwordFile, passwordKey }) => [
    edit(passwordFile, [`${passwordKey}=${mask}`]),
    sudo(
      'redis-cli',
      'ACL',
      'SETUSER',
      name,
      'on',
      `>${mask}`,
      `~${name}:*`,
      `&${name}:*`,
      '+@all',
      '-@admin',
    ),
  ],
}

function sql(statement: string): HandMove {
  return sudo('-u', 'postgres', 'psql', '-c', statement)
}
