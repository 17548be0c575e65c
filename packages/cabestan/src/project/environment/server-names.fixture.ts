import { databaseByDefault } from '../data/database.ts'
import type { ProjectReading } from '../read.ts'
import type { ServerNames } from './derived-value.ts'

/** An ordinary server, with what a test changes about it. */
export function serverNames(more: Partial<ServerNames> = {}): ServerNames {
  return {
    name: 'shop',
    domains: ['shop.example', 'www.shop.example'],
    addresses: [],
    https: true,
    database: 'postgresql',
    redis: true,
    rabbitmq: false,
    mail: null,
    given: [],
    paths: { media: '/srv/shop/media', data: '/srv/shop/data' },
    ...more,
  }
}

/** Before anybody decided anything. */
export function namesFor({ data, processes }: Pick<ProjectReading, 'data' | 'processes'>): ServerNames {
  const database = databaseByDefault(data.database.engine.value)
  return serverNames({ database, redis: processes.redis.value === true })
}
