import { expect, it } from 'vitest'
import { MemoryHost } from '../../host/memory.ts'
import { writeClaim } from '../../ledger/claims.ts'
import { redisMemory } from './redis-memory.ts'

const owner = { app: 'shop', environment: 'production' }

async function hostWith(said: string) {
  const host = new MemoryHost()
  host.files.seed('/srv/shop/env', "REDIS_PORT=20001\nREDIS_PASSWORD='s@crt'\n")
  host.files.seed('/var/lib/other', '')
  await writeClaim(host, {
    ...{ ...owner, login: 'deploy', at: 0, release: [] },
    steps: [
      {
        ...{ kind: 'redis-instance', reason: 'redis.instance', name: 'shop', maxMemoryMegabytes: 128 },
        ...{ environmentFile: '/srv/shop/env', portKey: 'REDIS_PORT', passwordKey: 'REDIS_PASSWORD' },
      } as never,
    ],
  })
  const asked: string[] = []
  host.program('redis-cli', (argv, { environment }) => {
    asked.push([...argv, environment?.['REDISCLI_AUTH']].join(' '))
    return { stdout: said }
  })
  return { host, asked }
}

it('is what the own Redis of an application has, and its bound', async () => {
  const { host, asked } = await hostWith(
    'used_memory:132400000\r\nused_memory_rss:1\r\nmaxmemory:134217728\r\n',
  )
  expect(await redisMemory(host, owner)).toEqual({ usedBytes: 132_400_000, limitBytes: 134_217_728 })
  expect(asked).toHaveLength(1)
  expect(asked[0]).toMatch(/-p 20001 info memory s@crt$/)
})

it('is not known where there is none, or where it does not answer', async () => {
  const { host } = await hostWith('NOAUTH Authentication required.\n')
  expect(await redisMemory(host, owner)).toBeNull()
  expect(await redisMemory(host, { ...owner, environment: 'staging' })).toBeNull()
})
