import type { Event } from '@cabestan/protocol/events'
import type { ReleaseOrder } from '@cabestan/protocol/orders'
import { beforeEach, describe, expect, it } from 'vitest'
import { emitter } from '../../emitter.ts'
import { MemoryHost } from '../../host/memory.ts'
import { readClaims, writeClaim } from '../../ledger/claims.ts'
import { placesOf } from '../places.ts'
import { readScale, scale, scaled } from './scale.ts'

const owner = { app: 'disquaire', environment: 'production' }
const places = placesOf('disquaire')
const serving = 'disquaire-blue    RUNNING   pid 42, uptime 0:04:25\n'
const file = '/etc/supervisor/conf.d/disquaire.conf'
const release = '/srv/disquaire/releases/17-1a2b3c4'
let host: MemoryHost
beforeEach(() => {
  host = new MemoryHost()
    .program('supervisorctl', ([, verb]) => ({
      stdout: verb === 'status' ? serving : '',
    }))
    .program('python3', () => ({}))
    .program('systemctl', () => ({ stdout: 'ActiveState=active\nMainPID=7\nNRestarts=0\n' }))
    .program('kill', () => ({}))
  host.files.seed('/usr/bin/supervisord', '')
  host.files.seed('/run/supervisor.sock', '')
  host.files.seed(file, programs)
  host.files.seedDirectory('/var/lib')
  host.files.seed(`${release}/processes/beat`, '#!/bin/sh\nexec celery -A shop beat\n')
  host.files.seedLink('/srv/disquaire/live', 'colours/blue')
  host.files.seedLink('/srv/disquaire/colours/blue/release', '../../releases/17-1a2b3c4')
})

const programs = ['blue', 'green', 'worker', 'beat']
  .map((name) => `[program:disquaire-${name}]\ncommand=/srv/disquaire/bin/process ${name} 1\n`)
  .join('\n')

async function ask(process: string, count: number): Promise<Event[]> {
  const events: Event[] = []
  await scale(
    { owner, process, count },
    { host, emit: emitter(host.clock, (event) => void events.push(event)) },
  )
  return events
}

const updates = () => host.ran.filter(([, verb]) => verb === 'update').map((argv) => argv.slice(1).join(' '))

describe('a process', () => {
  it('is scaled in its own section, and supervisor is told of it alone', async () => {
    expect(await ask('worker', 3)).toMatchObject([
      { code: 'process.scaled', values: { process: 'worker', count: '3' } },
    ])
    expect(await host.files.readText(file)).toContain('process worker %(process_num)d\nnumprocs=3\n')
    expect(await readScale(host, places)).toEqual({ worker: 3 })
    expect(updates()).toEqual(['update disquaire-worker'])
  })

  it('is told again and again, and others keep their number', async () => {
    await ask('worker', 3)
    await ask('beat', 0)
    await ask('worker', 1)
    expect(await readScale(host, places)).toEqual({ worker: 1, beat: 0 })
    expect(await host.files.readText('/srv/disquaire/scale')).toMatch(/^# .*\nbeat=0\nworker=1\n$/)
  })

  it('that falls over is told of with what it said', async () => {
    const log = '/var/log/disquaire/worker.log'
    host.files.seed(log, 'of yesterday\n')
    host.program('supervisorctl', ([, verb]) => {
      if (verb !== 'update') return { stdout: verb === 'status' ? serving : '' }
      host.files.seed('/run/disquaire/started-worker-2', '4711\n')
      host.files.seed(log, 'of yesterday\nModuleNotFoundError: No module named shop\n')
      return {}
    })
    await expect(ask('worker', 2)).rejects.toMatchObject({
      failure: {
        code: 'process.failed',
        values: { process: 'worker' },
        detail: { tail: 'ModuleNotFoundError: No module named shop' },
      },
    })
  })

  it('has to be known, and may have to be alone', async () => {
    await expect(ask('boat', 1)).rejects.toMatchObject({
      failure: { code: 'process.unknown', values: { known: 'beat, web, worker', nearest: 'beat' } },
    })
    await expect(ask('beat', 2)).rejects.toMatchObject({ failure: { code: 'process.single' } })
    expect(await readScale(host, places)).toEqual({})
  })

  it('needs a release', async () => {
    await host.files.remove('/srv/disquaire/live')
    await expect(ask('worker', 2)).rejects.toMatchObject({ failure: { code: 'release.none' } })
  })
})

it('is what the server should be from then on', async () => {
  const step = {
    kind: 'supervisor-program',
    reason: 'app.programs',
    name: 'disquaire',
    content: programs,
  } as const
  host.files.seedDirectory('/var/lib/cabestan/claims')
  await writeClaim(host, { ...owner, login: 'deploy', at: 1, steps: [], release: [step] })
  await ask('worker', 2)
  const [claim] = await readClaims(host)
  expect(claim?.release).toEqual([{ ...step, content: await host.files.readText(file) }])
})

describe('the web process', () => {
  it('gets its workers by signals, one at a time', async () => {
    host.files.seed('/proc/42/task/42/children', '43 44 ')
    await ask('web', 4)
    expect(host.ran.filter(([program]) => program === 'kill')).toEqual([
      ['kill', '-TTIN', '42'],
      ['kill', '-TTIN', '42'],
    ])
    expect(updates()).toEqual([])
    expect(await readScale(host, places)).toEqual({ web: 4 })
  })
})

it('counts more than what a release was made with', async () => {
  host.files.seed('/srv/disquaire/scale', '# why\nworker=3\nweb=2\n')
  const order = {
    programs: [
      { name: 'worker', program: 'disquaire-worker', count: 1, stopSeconds: 10 },
      { name: 'beat', program: 'disquaire-beat', count: 1, stopSeconds: 10 },
    ],
    web: { workers: 5, firstWorkers: 3 },
    steps: [{ kind: 'supervisor-program', reason: 'app.programs', name: 'disquaire', content: programs }],
  } as unknown as ReleaseOrder
  const { programs: counted, web, steps } = await scaled(order, { host, places })
  expect(counted.map(({ count }) => count)).toEqual([3, 1])
  expect(web).toMatchObject({ workers: 2, firstWorkers: 2 })
  expect(steps[0]).toMatchObject({ content: expect.stringContaining('numprocs=3') })
})
