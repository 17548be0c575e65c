import type { Step } from '@cabestan/protocol/steps'
import { describe, expect, it } from 'vitest'
import { abandonedSteps, type Claim } from './claims.ts'
import { unionWithOthers } from './union.ts'

const firewall = (...ports: number[]): Step => ({
  kind: 'firewall',
  reason: 'firewall.rules',
  allow: ports.map((port) => ({ port, protocol: 'tcp', comment: `port ${port}` })),
})
const zone = (name: string): Step => ({ kind: 'time-zone', reason: 'system.time-zone', zone: name })
const locale = (name: string): Step => ({ kind: 'locale', reason: 'system.locale', locale: name })
const claim = (app: string, ...steps: Step[]): Claim => ({
  app,
  environment: 'production',
  login: 'deploy',
  at: 0,
  steps,
  release: [],
})

describe('several applications on one server', () => {
  it('let in what any of them asks for', () => {
    const [step] = unionWithOthers([firewall(22, 80)], [claim('autre', firewall(22, 8443))])
    expect(step?.kind === 'firewall' && step.allow.map((rule) => rule.port)).toEqual([22, 80, 8443])
  })

  it('keep the word of the one that is deployed, where a rule has two comments', () => {
    const mine: Step = {
      ...firewall(22),
      kind: 'firewall',
      reason: 'firewall.rules',
      allow: [{ port: 22, protocol: 'tcp', comment: 'mine' }],
    }
    const [step] = unionWithOthers([mine], [claim('autre', firewall(22))])
    expect(step).toEqual(mine)
  })

  it('take the larger of two needs', () => {
    const swap = (megabytes: number): Step => ({
      kind: 'swap',
      reason: 'system.swap',
      path: '/swapfile',
      megabytes,
    })
    expect(unionWithOthers([swap(64)], [claim('autre', swap(256))])).toEqual([swap(256)])
  })

  it('are told when they ask for two values of what can have only one', () => {
    const directory = (mode: string): Step => ({
      ...{ kind: 'directory', reason: 'app.directory', path: '/srv/shared' },
      ...{ owner: 'root', group: 'root', mode },
    })
    const join = () => unionWithOthers([directory('0700')], [claim('autre', directory('0755'))])
    expect(join).toThrow(
      expect.objectContaining({
        failure: expect.objectContaining({
          code: 'claims.conflict',
          values: { step: 'directory:/srv/shared', other: 'autre (production)' },
        }),
      }),
    )
  })

  it('share the language that one of them chose', () => {
    const join = (mine: string, ...theirs: string[]) =>
      unionWithOthers(
        [locale(mine)],
        theirs.map((each, index) => claim(`other-${index}`, locale(each))),
      )
    expect(join('C.UTF-8', 'fr_FR.UTF-8')).toEqual([locale('fr_FR.UTF-8')])
    expect(join('fr_FR.UTF-8', 'C.UTF-8')).toEqual([locale('fr_FR.UTF-8')])
    expect(join('fr_FR.UTF-8', 'de_DE.UTF-8')).toEqual([locale('C.UTF-8')])
  })

  it('have the server restart at the hour that one of them named', () => {
    const updates = (more: { rebootAt?: string }): Step => ({
      ...{ kind: 'unattended-upgrades', reason: 'updates.automatic' },
      ...more,
    })
    const join = (mine: Step, theirs: Step) => unionWithOthers([mine], [claim('autre', theirs)])
    expect(join(updates({}), updates({ rebootAt: '04:30' }))).toEqual([updates({ rebootAt: '04:30' })])
    expect(join(updates({ rebootAt: '05:00' }), updates({ rebootAt: '04:30' }))).toEqual([
      updates({ rebootAt: '05:00' }),
    ])
  })

  it.each([
    ['UTC', ['UTC'], 'UTC'],
    ['Europe/Paris', ['UTC'], 'Europe/Paris'],
    ['UTC', ['UTC', 'Europe/Paris'], 'Europe/Paris'],
    ['Europe/Paris', ['Asia/Tokyo', 'UTC'], 'UTC'],
    ['Asia/Tokyo', ['Europe/Paris', 'Europe/Paris'], 'UTC'],
  ])('of whom one says %s and others %j share %s', (mine, theirs, shared) => {
    const others = theirs.map((each, index) => claim(`other-${index}`, zone(each)))
    expect(unionWithOthers([zone(mine)], others)).toEqual([zone(shared)])
  })

  it('agree in silence when they ask for the same', () => {
    expect(unionWithOthers([zone('UTC')], [claim('autre', zone('UTC'))])).toEqual([zone('UTC')])
  })
})

describe('what is described no more', () => {
  const directory = (path: string): Step => ({
    kind: 'directory',
    reason: 'app.directory',
    path,
    owner: 'root',
    group: 'root',
    mode: '0755',
  })

  it('goes in the opposite order of its coming', () => {
    const own = claim('essai', directory('/srv/a'), directory('/srv/a/b'), zone('UTC'))
    expect(abandonedSteps([zone('UTC')], own, [])).toEqual([directory('/srv/a/b'), directory('/srv/a')])
  })

  it('stays while somebody else asks for it', () => {
    const own = claim('essai', directory('/srv/a'))
    expect(abandonedSteps([], own, [claim('autre', directory('/srv/a'))])).toEqual([])
  })

  it('is nothing on the first run', () => {
    expect(abandonedSteps([directory('/srv/a')], undefined, [])).toEqual([])
  })
})
