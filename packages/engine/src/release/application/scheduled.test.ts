import type { Step } from '@cabestan/protocol/steps'
import { expect, it } from 'vitest'
import { MemoryHost } from '../../host/memory.ts'
import { placesOf } from '../places.ts'
import { order } from '../release-order.fixture.ts'
import { scheduledStates } from './scheduled.ts'

const places = placesOf('shop')
const log = `${places.logs}/schedule-remind.log`
const cron: Step = {
  kind: 'file',
  reason: 'app.schedule',
  path: '/etc/cron.d/shop',
  owner: 'root',
  group: 'root',
  mode: '0644',
  content: [
    '# What shop does by the clock.',
    'SHELL=/bin/sh',
    '0 8 * * 1-5 root /srv/shop/bin/schedule remind manage.py remind',
    '@daily root /srv/shop/bin/schedule clean manage.py clearsessions',
    '',
  ].join('\n'),
}

const statesOf = (text: string | null) => {
  const host = new MemoryHost()
  if (text !== null) host.files.seed(log, text)
  return scheduledStates(host, places, { steps: [...order.steps, cron] })
}

it('is named with its time, and was not there yet', async () => {
  expect(await statesOf(null)).toEqual([
    { name: 'remind', at: '0 8 * * 1-5', last: null },
    { name: 'clean', at: '@daily', last: null },
  ])
})

it.each([
  ['went well', '[2026-11-30 08:00:09 +0100] ended with 0\n', 0],
  [
    'failed, and has begun again',
    '[2026-11-30 08:00:09 +0100] ended with 1\n[2026-11-30 09:00:00 +0100] manage.py remind\n',
    1,
  ],
  ['failed', '[2026-11-30 08:00:09 +0100] ended with 1\n', 1],
  [
    'failed, and could not begin the next time',
    '[2026-11-30 08:00:09 +0100] ended with 3\n[2026-11-30 09:00:00 +0100] left out: the run before goes on\n',
    3,
  ],
])('%s the last time', async (_, end, code) => {
  const before = '[2026-11-29 08:00:00 +0100] manage.py remind\n[2026-11-29 08:00:03 +0100] ended with 1\n'
  const begun = `[2026-11-30 08:00:00 +0100] manage.py remind\nSent: 3\n`
  const [remind] = await statesOf(`${before}${begun}${end}`)
  expect(remind?.last?.code).toBe(code)
  expect(new Date(remind?.last?.at ?? 0).toISOString()).toMatch(/^2026-11-30T07:00:0[09]/)
})
