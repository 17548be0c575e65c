import type { ApplicationState } from '@cabestan/protocol/applications'
import type { CabestanError, Failure } from '@cabestan/protocol/failures'
import { type Step, stepId } from '@cabestan/protocol/steps'
import { expect, it } from 'vitest'
import { assertComplete, assertMemory, assertPossible, assertSameDatabase } from './preconditions.ts'
import { movedDatabase, shadowedKeys, unlessChanged } from './release-plan.ts'

const order = { needed: ['STRIPE_KEY', 'DEBUG', 'MAIL_KEY'], environment: { DEBUG: { value: '0' } } }
const others = [{ name: 'shop.example', site: 'disquaire' }]

it('tells of every variable and of a name that is taken at once', () => {
  const refused = (names: string[], keys: string[]) => () =>
    assertComplete(order, names, { keys, namesOfOthers: others })
  const keys = { keys: 'STRIPE_KEY, MAIL_KEY', first: 'STRIPE_KEY' }
  const failure = (code: string, values: object) =>
    expect.objectContaining({ failure: expect.objectContaining({ code, values }) })
  const taken = { name: 'shop.example', site: 'disquaire' }
  expect(refused(['shop.example'], [])).toThrow(failure('release.domain-taken', { ...taken, ...keys }))
  expect(refused(['Shop.example'.toLowerCase()], ['STRIPE_KEY', 'MAIL_KEY'])).toThrow(
    failure('release.domain-taken', taken),
  )
  expect(refused(['own.example'], [])).toThrow(failure('release.keys-missing', keys))
  expect(refused(['own.example'], ['STRIPE_KEY', 'MAIL_KEY'])).not.toThrow()
})

it('counts the swap that the run itself makes', () => {
  const small = { memoryMegabytes: 240, swapMegabytes: 0 }
  const swap = { kind: 'swap', reason: 'system.swap', path: '/swapfile', megabytes: 1024 } as const
  const values = { memory: '240 MB', need: '400 MB' }
  expect(() => assertMemory(small, [])).toThrow(
    expect.objectContaining({ failure: expect.objectContaining({ code: 'release.memory', values }) }),
  )
  expect(() => assertMemory(small, [swap])).not.toThrow()
})

it('puts no second firewall beside that of somebody else', () => {
  expect(refusal([firewalld])).toMatchObject({ code: 'release.firewall-taken' })
  expect(refusal([firewalld], { firewall: false, database: true })).toBe(null)
  expect(refusal([])).toBe(null)
})

it('touches no tables of somebody else, and heeds them only where it would have a database', () => {
  const tables = { what: 'database', name: 'shop', holder: 'invoices' } as const
  expect(refusal([tables])).toEqual({ code: 'release.name-taken', values: tables })
  expect(refusal([tables], { firewall: true, database: false })).toBe(null)
})

it('tells of everything that is in the way at once', () => {
  const apache = { what: 'port', name: '80', holder: 'apache2' } as const
  const user = { what: 'user', name: 'shop', holder: '/home/shop' } as const
  expect(refusal([apache, firewalld, user])).toEqual({
    code: 'port.taken',
    values: { port: '80', holder: 'apache2', service: 'nginx' },
    besides: [
      { code: 'release.firewall-taken', values: { name: 'firewalld', holder: 'firewalld' } },
      { code: 'release.name-taken', values: user },
    ],
  })
  expect(refusal([user])).toEqual({ code: 'release.name-taken', values: user })
})

const firewalld = { what: 'firewall', name: 'firewalld', holder: 'firewalld' } as const

/** With room enough on the disk. */
function refusal(
  inTheWay: ApplicationState['inTheWay'],
  wants = { firewall: true, database: true },
): Failure | null {
  try {
    assertPossible(
      { inTheWay, live: null },
      { disk: { totalMegabytes: 9999, freeMegabytes: 9000, freeInodes: 9000, readOnly: false } },
      wants,
    )
    return null
  } catch (error) {
    return (error as CabestanError).failure
  }
}

it('makes a release anew where what the live one has on the server was changed by hand', () => {
  const step: Step = { kind: 'nginx-site', reason: 'app.site', name: 'shop', content: '', enabled: true }
  const other: Step = { kind: 'group', reason: 'app.group', name: 'shop', system: true }
  const release = { order: { steps: [step] }, announcement: { isSame: true } }
  const changed = (each: Step) => {
    const item = { type: 'action', action: 'create', subject: 'shop' } as const
    return unlessChanged(release, {
      changes: [{ id: stepId(each), step: each, change: { items: [item] }, drift: true }],
    })
  }
  expect(changed(step).announcement.isSame).toBe(false)
  expect(changed(other).announcement.isSame).toBe(true)
})

it('knows the variables of the configuration that lie below what the server keeps', () => {
  const env = { SECRET_KEY: 'abc', STRIPE_KEY: 'x', SITE_NAME: 'Shop' }
  const shadowed = (keys: string[]) => shadowedKeys({ project: { env } }, { keys })
  expect(shadowed(['STRIPE_KEY', 'OTHER'])).toEqual(['SECRET_KEY', 'STRIPE_KEY'])
  // Before the first deploy the server has not made any key.
  expect(shadowed([])).toEqual(['SECRET_KEY'])
})

it.each([
  ['sqlite', 'postgresql', { from: 'sqlite', to: 'postgresql' }],
  ['sqlite', 'sqlite', null],
  ['none', 'postgresql', null],
] as const)('knows a move of the data from %s to %s', (from, to, moves) => {
  const order = (type: typeof from | typeof to) =>
    ({ database: { type } }) as Parameters<typeof movedDatabase>[1]
  expect(movedDatabase(order(from), order(to))).toEqual(moves)
  expect(movedDatabase(null, order(to))).toBeNull()
})

it('lets no site go to another database, unless that is said', () => {
  const moves = { from: 'sqlite', to: 'postgresql' } as const
  const refused = { failure: { code: 'release.another-database', values: moves } }
  expect(() => assertSameDatabase(moves, {})).toThrow(expect.objectContaining(refused))
  expect(() => assertSameDatabase(moves, { anotherDatabase: true })).not.toThrow()
  expect(() => assertSameDatabase(null, {})).not.toThrow()
})
