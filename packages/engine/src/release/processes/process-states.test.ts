import type { ReleaseOrder } from '@cabestan/protocol/orders'
import { expect, it } from 'vitest'
import { MemoryHost } from '../../host/memory.ts'
import { placesOf, releasePlaces } from '../places.ts'
import { processStates } from './process-states.ts'

const places = placesOf('shop')
const live = { colour: 'blue' as const, places: releasePlaces(places, '4-1a2b3c4') }
const order = {
  web: { programs: { blue: 'shop-blue', green: 'shop-green' } },
  programs: [
    { name: 'worker', program: 'shop-worker', count: 2 },
    { name: 'beat', program: 'shop-beat', count: 1 },
    { name: 'mail', program: 'shop-mail', count: 1 },
  ],
} as unknown as ReleaseOrder

function hostWith(marks: Readonly<Record<string, string>>) {
  const host = new MemoryHost().program('supervisorctl', () => ({
    stdout: [
      'other-worker                RUNNING   pid 1, uptime 0:01:00',
      'shop-beat                   RUNNING   pid 2, uptime 0:00:03',
      'shop-blue                   RUNNING   pid 3, uptime 0:01:00',
      'shop-worker:shop-worker-1   RUNNING   pid 4, uptime 0:01:00',
      'shop-worker:shop-worker-2   RUNNING   pid 5, uptime 0:00:03',
    ].join('\n'),
  }))
  host.files.seed('/srv/shop/scale', 'mail=0\n')
  for (const [name, text] of Object.entries(marks)) host.files.seed(`/run/shop/${name}`, text)
  return host
}

const told = async (marks: Readonly<Record<string, string>>) =>
  (await processStates({ host: hostWith(marks), places, order, live })).map(
    ({ name, state, fallen }) => `${name} ${state} ${fallen ?? '-'}`,
  )

it('tells how often each fell over, and which are scaled to nothing', async () => {
  const marks = {
    'started-beat-1': '2\n4\n',
    'started-web-blue': '3\n1\n',
    'started-worker-1': '4\n1\n',
    'started-worker-2': '5\n13\n',
  }
  expect(await told(marks)).toEqual([
    'beat RUNNING 3',
    'web RUNNING 0',
    'worker RUNNING 0',
    'worker RUNNING 12',
    'mail NONE -',
  ])
})

it('believes nothing that the application may have written there instead', async () => {
  const marks = { 'started-beat-1': '2\n-4\n', 'started-worker-1': 'x\n9\n', 'started-worker-2': '5\n' }
  expect((await told(marks)).filter((line) => !/ [0-]$/.test(line))).toEqual([])
})

it('tells which run on what an update has replaced since', async () => {
  const mapped = (path: string, mode = 'r-xp') =>
    `7f00-7f10 ${mode} 00020000 00:ed 9773421                            ${path}\n`
  const host = hostWith({})
  const python = mapped('/usr/bin/python3.13 (deleted)')
  host.files.seed('/proc/2/maps', mapped('/usr/bin/python3.13') + mapped('/usr/lib/libssl.so.3 (deleted)'))
  host.files.seed('/proc/3/maps', mapped('/usr/bin/python3.13') + mapped('/usr/share/x (deleted)', 'r--p'))
  host.files.seed('/proc/4/maps', mapped('/srv/shop/venvs/a/x.so (deleted)') + mapped('/memfd:x (deleted)'))
  host.files.seed('/proc/5/maps', python)
  const states = await processStates({ host, places, order, live })
  expect(states.filter(({ outdated }) => outdated).map(({ detail }) => detail)).toEqual([
    'pid 2, uptime 0:00:03',
    'pid 5, uptime 0:00:03',
  ])
})
