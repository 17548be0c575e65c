import type { ApplicationState } from '@cabestan/protocol/applications'
import type { Status } from '@cabestan/protocol/status'
import { expect, it } from 'vitest'
import { applicationsLines } from './application-view.ts'
import { paintFor } from './screen.ts'
import { voiceIn } from './voice.ts'

const owner = { app: 'disquaire', environment: 'production' }
const record = {
  number: 17,
  directory: '17-1a2b3c4',
  commit: { id: '1a2b3c4'.padEnd(40, '0'), subject: 'Add the search page', author: 'Céline', at: 0 },
  ref: 'main',
  by: 'celine@atelier',
  startedAt: Date.UTC(2026, 9, 5, 12),
  milliseconds: 6100,
  verdict: 'good' as const,
  requests: 4210,
  lost: 0,
  migrations: [],
  snapshot: null,
  stage: null,
  failure: null,
}
const state = {
  live: record,
  colour: 'green',
  releases: [record, { ...record, number: 18, verdict: 'failed' }],
  pendingKeys: ['STRIPE_KEY'],
  changed: false,
  lostPython: null,
  maintenance: true,
  processes: [
    { name: 'web', program: 'disquaire-blue', state: 'EXITED', detail: 'Oct 05', release: null },
    {
      name: 'web',
      program: 'disquaire-green',
      state: 'RUNNING',
      detail: 'pid 7, uptime 0:01:00',
      release: 17,
    },
    {
      name: 'worker',
      program: 'disquaire-worker',
      state: 'FATAL',
      detail: 'Exited too quickly',
      release: 16,
      fallen: 12,
    },
    { name: 'mail', program: 'disquaire-mail', state: 'NONE', detail: '', release: null },
  ],
  queues: [
    { process: 'worker', name: 'celery', waiting: 12 },
    { process: 'worker', name: 'mail', waiting: 1 },
    { process: 'worker', name: 'images', waiting: null },
    { process: 'worker', name: 'slow', waiting: 0 },
    { process: 'listener', name: null, waiting: null },
  ],
  probe: { status: 200, milliseconds: 12.4 },
  databaseBytes: 8_123_456,
} as unknown as ApplicationState

const told = (states: ApplicationState[], language: 'en' | 'fr' = 'en', columns = 100) => {
  const status = { owners: [owner], applications: states.map((each) => ({ owner, state: each })) }
  return applicationsLines(status as unknown as Status, voiceIn(language, paintFor(false), columns))
}

it('tells what runs by the clock, and that it failed the last time', () => {
  const at = Date.UTC(2026, 10, 30, 7)
  const scheduled = [
    { name: 'remind', at: '0 8 * * *', last: { at, code: 1 } },
    { name: 'clean', at: '@daily', last: { at, code: 0 } },
    { name: 'sum', at: '@weekly', last: null },
  ]
  const lines = told([{ ...state, processes: [], queues: [], scheduled }], 'fr').slice(5, 8)
  expect(lines).toEqual([
    expect.stringMatching(
      /^ {2}● remind {2}0 8 \* \* \* +en échec le 30 nov\. 2026, .*, code 1.: `cabestan logs remind`$/,
    ),
    expect.stringMatching(/^ {2}● clean {3}@daily +lancé le 30 nov\. 2026, /),
    expect.stringMatching(/^ {2}○ sum {5}@weekly +pas encore lancé$/),
  ])
  const narrow = told([{ ...state, processes: [], queues: [], scheduled }], 'en', 40)
  expect(narrow.join('\n')).toContain('`cabestan logs remind`')
})

it('tells the release, what visitors see, the processes, the page, the database', () => {
  const lines = told([state])
  expect(lines[0]).toBe('disquaire (production)')
  expect(lines[1]).toMatch(/^ {2}release 17, 1a2b3c4 Add the search page, of 5 Oct 2026, .* \(green\)$/)
  expect(lines[2]).toMatch(/^ {2}! release 18 of 5 Oct 2026, .* did not go live: failed$/)
  expect(lines.slice(3)).toEqual([
    '  ! visitors see the maintenance page: `cabestan maintenance off` ends that',
    '  ! variables that wait for the next release: STRIPE_KEY',
    '  ● web     running   pid 7, for 1 min 00 s',
    '  ● worker  given up  Exited too quickly     of release 16, fell over, started again 12 times: `cabestan logs worker`',
    '  ○ mail                                     scaled to 0: `cabestan scale mail=1` starts it',
    '  queue celery: 12 jobs wait',
    '  queue mail: 1 job waits',
    '  queue images: its Redis does not say how much waits',
    '  queue slow: no job waits',
    '  its page answers 200 in 12 ms',
    '  database: 7.7 MB',
  ])
})

it('says since when visitors are shut out, and in French what systemd and supervisor say in English', () => {
  const shut = { ...state, maintenanceSince: Date.UTC(2026, 9, 5, 12) }
  expect(told([shut])[3]).toMatch(/^ {2}! visitors see the maintenance page since 5 Oct 2026, \d\d:00: /)
  const days = { ...state.processes[1], detail: 'pid 7, uptime 2 days, 3:04:05' }
  const lines = told(
    [{ ...state, processes: [days, state.processes[2]] } as unknown as ApplicationState],
    'fr',
  )
  expect(lines[5]).toMatch(/^ {2}● web {5}en marche {2}pid 7, depuis 2 j 3 h$/)
  expect(lines[6]).toMatch(/^ {2}● worker {2}abandonné {2}/)
})

it('says how much its Redis holds, and what comes of it where that is nearly full', () => {
  const limitBytes = 128 * 1024 * 1024
  const last = (usedBytes: number) =>
    told([{ ...state, redis: { usedBytes, limitBytes } } as unknown as ApplicationState], 'en', 200).at(-1)
  expect(last(limitBytes / 100)).toBe('  Redis: 1.3 MB of 128 MB')
  expect(last(limitBytes * 0.95)).toMatch(/^ {2}! Redis: 122 MB of 128 MB; full, it takes no job/)
})

it('says of a process that an update replaced what it runs on', () => {
  const old = { ...state.processes[1], outdated: true }
  const lines = told([{ ...state, processes: [old] } as unknown as ApplicationState])
  expect(lines[5]).toMatch(/for 1 min 00 s {2}an update replaced what it runs on: `cabestan restart web`$/)
})

it('says that the Python of the release went, which no log of its processes says', () => {
  expect(told([{ ...state, maintenance: false, lostPython: '3.11' }])[3]).toBe(
    '  ! Python 3.11, on which this release runs, is no longer on the server: `cabestan deploy` makes it anew',
  )
})

it('says below its name what there is to know of a process, where the screen is narrow', () => {
  expect(told([state], 'en', 60).slice(5, 11)).toEqual([
    '  ● web     running',
    '  ● worker  given up',
    '    of release 16, fell over, started again 12 times:',
    '    `cabestan logs worker`',
    '  ○ mail',
    '    scaled to 0: `cabestan scale mail=1` starts it',
  ])
  const calm = { ...state, processes: state.processes.slice(0, 2) } as unknown as ApplicationState
  expect(told([calm], 'en', 34)[5]).toBe('  ● web  running')
})

it('tells that the deploy of what is live was cut off, and not that it never went live', () => {
  const cutOff = { ...record, verdict: 'unfinished' as const }
  const lines = told([{ ...state, live: cutOff, releases: [cutOff] } as unknown as ApplicationState])
  expect(lines[2]).toBe('  ! its deploy was cut off after the switch: `cabestan deploy` ends it')
  expect(lines.join('\n')).not.toContain('did not go live')
})

it('tells a release that is being made, live already or not yet, from one that was cut off', () => {
  const unfinished = { ...record, number: 19, verdict: 'unfinished' as const }
  for (const live of [unfinished, record]) {
    const being = { ...state, live, releases: [record, unfinished], underWay: true }
    const lines = told([being as unknown as ApplicationState])
    expect(lines[2]).toBe('  release 19 is being made: `cabestan deploy --follow` shows it')
    expect(lines.join('\n')).not.toMatch(/cut off|did not go live/)
  }
})

it('says that a release is live of which no record is left, and not that none is', () => {
  const lines = told([{ ...state, live: null, releases: [] } as unknown as ApplicationState])
  expect(lines[1]).toBe(
    '  ! a release is live (green) of which Cabestan’s records are gone: `cabestan deploy --again` makes a new one',
  )
})

it('says what to type where nothing is live', () => {
  const nothing = {
    ...state,
    live: null,
    colour: null,
    releases: [],
    processes: [],
    queues: [],
    probe: null,
    databaseBytes: null,
  }
  expect(told([{ ...nothing, maintenance: false, pendingKeys: [] }], 'fr')).toEqual([
    'disquaire (production)',
    '  aucune version en ligne\u00a0: `cabestan deploy`',
  ])
  expect(told([])).toEqual(['disquaire (production)'])
})

it('tells that somebody changed the files of what is live', () => {
  expect(told([{ ...state, changed: true }])).toContain(
    '  ! files of this release were changed by hand: `cabestan deploy` makes it anew',
  )
  expect(told([state]).join('\n')).not.toContain('changed by hand')
})
