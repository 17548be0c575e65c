import { mask } from '@cabestan/protocol/secret'
import type { StepOf } from '@cabestan/protocol/steps'
import { type ByHand, edit, type HandMove, sudo } from './hand-moves.ts'

type Databases = Pick<
  ByHand,
  | 'postgres-server'
  | 'postgres-hba'
  | 'postgres-role'
  | 'postgres-database'
  | 'postgres-extension'
  | 'rabbitmq-vhost'
  | 'redis-data'
  | 'redis-instance'
>

const cluster = '/etc/postgresql/15/main'

export const databasesByHand: Databases = {
  'postgres-server': ({ settings }) => {
    const lines = Object.entries(settings).map(([key, value]) => `${key} = '${value}'`)
    // Nothing is set, so nothing has to be done.
    if (lines.length === 0) return []
    return [edit(`${cluster}/postgresql.conf`, lines), sudo('systemctl', 'restart', 'postgresql')]
  },
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
  'rabbitmq-vhost': ({ name }) => [
    sudo('rabbitmqctl', 'add_vhost', name),
    sudo('rabbitmqctl', 'set_permissions', '-p', name, 'guest', '.*', '.*', '.*'),
  ],
  'redis-data': ({ name }) => [
    sudo('install', '-d', '-o', 'redis', '-g', 'redis', '-m', '0750', `/var/lib/redis/${name}`),
  ],
  'redis-instance': (step) => {
    const { name, environmentFile, portKey, passwordKey } = step
    const path = `/etc/redis/redis-${name}.conf`
    return [
      edit(environmentFile, [`${portKey}=PORT`, `${passwordKey}=${mask}`]),
      edit(path, redisLines(step)),
      sudo('chown', 'root:redis', path),
      sudo('chmod', '0640', path),
      sudo('systemctl', 'enable', '--now', `redis-server@${name}`),
    ]
  },
}

function redisLines({ name, maxMemoryMegabytes }: StepOf<'redis-instance'>): string[] {
  return [
    'bind 127.0.0.1',
    'port PORT',
    `user default on >${mask} ~* &* +@all -@admin -@dangerous +info +keys +flushdb +sort +sort_ro`,
    `maxmemory ${maxMemoryMegabytes}mb`,
    'maxmemory-policy noeviction',
    'appendonly yes',
    `dir /var/lib/redis/${name}`,
    `pidfile /run/redis-${name}/redis-server.pid`,
  ]
}

function sql(statement: string): HandMove {
  return sudo('-u', 'postgres', 'psql', '-c', statement)
}
