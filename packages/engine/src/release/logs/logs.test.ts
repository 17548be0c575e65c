import type { Event } from '@cabestan/protocol/events'
import type { Params } from '@cabestan/protocol/messages'
import { beforeEach, describe, expect, it } from 'vitest'
import { MemoryHost } from '../../host/memory.ts'
import { tellLogs } from './logs.ts'

const owner = { app: 'disquaire', environment: 'staging' }
const wish: Params<'logs'> = { owner, processes: [], lines: 100, since: null, grep: null, follow: false }
let host: MemoryHost
beforeEach(() => {
  host = new MemoryHost()
  const logs = '/var/log/disquaire-staging'
  host.files.seed(`${logs}/web-blue.log`, '[2026-01-01 00:00:01 +0000] [7] [INFO] blue\n')
  host.files.seed(
    `${logs}/web-green.log`,
    '[2026-01-01 00:00:03 +0000] [8] [ERROR] green\nTraceback\n[2026-01-01 00:00:09 +0000] [8] [INFO] up\n',
  )
  host.files.seed(`${logs}/worker.log`, '2026-01-01T00:00:02.500Z task\n')
  host.files.seed(`${logs}/schedule-night.log`, 'done\n')
  host.files.seed(`${logs}/site/failures.log`, '2026-01-01 00:00:04 +0000 ERROR x 500 /\n')
  host.files.seed(
    '/var/log/nginx/disquaire-staging.access.log',
    '::1 - - [01/Jan/2026:00:00:05 +0000] "GET /"\n',
  )
  host.files.seed('/var/log/nginx/disquaire.access.log', 'of another\n')
})

async function told(more: Partial<typeof wish> = {}): Promise<string[]> {
  const events: Event[] = []
  await tellLogs({ ...wish, ...more } as never, { host, onEvent: (event) => void events.push(event) })
  return events.map((event) => (event.type === 'log' ? `${event.process}: ${event.line}` : event.type))
}

describe('the logs of an application', () => {
  it('are told in the order of time, without the requests', async () => {
    expect(await told()).toEqual([
      'schedule-night: done',
      'web: [2026-01-01 00:00:01 +0000] [7] [INFO] blue',
      'worker: 2026-01-01T00:00:02.500Z task',
      'web: [2026-01-01 00:00:03 +0000] [8] [ERROR] green',
      'web: Traceback',
      'failures: 2026-01-01 00:00:04 +0000 ERROR x 500 /',
      'web: [2026-01-01 00:00:09 +0000] [8] [INFO] up',
    ])
  })

  it('are those of the processes that are named', async () => {
    expect(await told({ processes: ['nginx', 'worker'] })).toHaveLength(2)
    expect(await told({ processes: ['night'] })).toEqual(['schedule-night: done'])
    expect(await told({ processes: ['web'], lines: 1 })).toEqual([
      'web: [2026-01-01 00:00:09 +0000] [8] [INFO] up',
    ])
  })

  it('know a process that has said nothing yet, and no other', async () => {
    host.files.seed('/etc/supervisor/conf.d/disquaire-staging.conf', '[program:disquaire-staging-beat]\n')
    expect(await told({ processes: ['beat'] })).toEqual([])
    await expect(told({ processes: ['worker', 'boat'] })).rejects.toMatchObject({
      failure: {
        code: 'process.unknown',
        values: {
          process: 'boat',
          nearest: 'beat',
          known: 'beat, failures, nginx, nginx-errors, schedule-night, web, worker',
        },
      },
    })
  })

  it('know a scheduled command whose hour has not come yet', async () => {
    host.files.seed(
      '/etc/cron.d/disquaire-staging',
      "# Managed\n0 4 * * 1 root /srv/disquaire-staging/bin/schedule weekly manage.py 'send it'\n",
    )
    expect(await told({ processes: ['weekly'] })).toEqual([])
    expect(await told({ processes: ['schedule-weekly'] })).toEqual([])
    await expect(told({ processes: ['daily'] })).rejects.toMatchObject({
      failure: {
        values: { known: 'failures, nginx, nginx-errors, schedule-night, schedule-weekly, web, worker' },
      },
    })
  })

  it('are searched line by line', async () => {
    expect(await told({ grep: 'ERROR|Trace' })).toHaveLength(3)
    await expect(told({ grep: '(' })).rejects.toMatchObject({ failure: { code: 'usage.pattern' } })
  })

  it('of one that is not there are told of', async () => {
    await expect(told({ owner: { app: 'nobody', environment: 'production' } })).rejects.toMatchObject({
      failure: { code: 'application.unknown', values: { app: 'nobody' } },
    })
  })
})
