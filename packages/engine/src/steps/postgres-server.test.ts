import type { StepOf } from '@cabestan/protocol/steps'
import { expect, it } from 'vitest'
import { MemoryHost } from '../host/memory.ts'
import { Trial } from './trial.ts'

const step: StepOf<'postgres-server'> = { kind: 'postgres-server', reason: 'postgres.server', settings: {} }

function server(port: number): Trial {
  const host = new MemoryHost().program('setpriv', () => ({ code: 2 }))
  host.files.seed('/usr/lib/postgresql/16/bin/postgres', '')
  host.files.seed('/etc/postgresql/16/main/postgresql.conf', `port = ${port}\n`)
  return new Trial(host)
}

it('a PostgreSQL where no settings would find it is said before anything is touched', async () => {
  await expect(server(5433).check(step)).rejects.toMatchObject({
    failure: { code: 'database.port', values: { version: '16', name: 'main', port: '5433' } },
  })
  expect(await server(5432).check(step)).not.toBeNull()
})
