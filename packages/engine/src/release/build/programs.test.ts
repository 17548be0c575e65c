import type { ReleaseOrder } from '@cabestan/protocol/orders'
import { expect, it } from 'vitest'
import { execute } from '../../host/execute.ts'
import { MemoryHost } from '../../host/memory.ts'
import { placesOf, releasePlaces } from '../places.ts'
import { findPrograms } from './programs.ts'

const release = releasePlaces(placesOf('shop'), '17-1a2b3c4')

/** The real shell runs the search; only the way into the release is left out. */
function find(...programs: [name: string, runs: string | undefined, count: number][]) {
  return findAll(programs, {})
}

function findAll(
  programs: [name: string, runs: string | undefined, count: number][],
  given: Partial<ReleaseOrder['hooks']>,
  schedules: ReleaseOrder['schedules'] = [],
) {
  const host = new MemoryHost().program('setpriv', (argv) => {
    const inside = argv.slice(argv.indexOf(release.run) + 1)
    return execute([inside[0] ?? '', ...inside.slice(1)])
  })
  const hooks = { before: null, after: null, notifyCommand: null, notifyAddress: null, ...given }
  const order = {
    name: 'shop',
    programs: programs.map(([name, runs, count]) => ({ name, runs, count })),
    hooks,
    schedules,
  }
  return findPrograms({ host, release, order: order as unknown as ReleaseOrder })
}

it('names the process whose program is neither in the release nor on the server', async () => {
  await find(['shell', 'sh', 1], ['old', undefined, 1], ['bin', '/bin/sh', 2])
  await expect(find(['shell', 'sh', 1], ['mailer', 'mailerd-of-nobody', 1])).rejects.toMatchObject({
    failure: { code: 'build.program', values: { process: 'mailer', program: 'mailerd-of-nobody' } },
  })
  await expect(find(['bin', '/nowhere/x', 1])).rejects.toThrow('build.program')
})

it('leaves alone what is scaled to nothing', async () => {
  await expect(find(['mailer', 'mailerd-of-nobody', 0])).resolves.toBeUndefined()
})

it('names the hook whose program is not there, before the database is touched', async () => {
  await findAll([], { before: ['sh', '-c', ':'], notifyAddress: 'https://chat.example' })
  await findAll([], { before: ['manage.py', 'migrate'], after: ['./manage.py', 'warm'] })
  const absent = (hooks: Partial<ReleaseOrder['hooks']>, hook: string) =>
    expect(findAll([['shell', 'sh', 1]], hooks)).rejects.toMatchObject({
      failure: { code: 'build.hook-program', values: { hook, program: 'migrate-of-nobody' } },
    })
  const argv = ['migrate-of-nobody', '--noinput']
  await absent({ before: argv }, 'hooks.before')
  await absent({ after: argv }, 'hooks.after')
  await absent({ notifyCommand: argv }, 'hooks.notify.command')
})

it('names the scheduled command whose program is not there: nobody would read it in the log of cron', async () => {
  await findAll([], {}, [
    { name: 'clean', runs: 'manage.py' },
    { name: 'save', runs: 'sh' },
  ])
  await expect(findAll([], {}, [{ name: 'save', runs: 'backup-of-nobody' }])).rejects.toMatchObject({
    failure: { code: 'build.schedule-program', values: { schedule: 'save', program: 'backup-of-nobody' } },
  })
})
