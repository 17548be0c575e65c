import { expect, it } from 'vitest'
import { MemoryHost } from '../../host/memory.ts'
import { nothingMade, type ReleaseContext } from '../context.ts'
import { placesOf, releasePlaces } from '../places.ts'
import { checkAndLook } from './check-and-look.ts'

const state = {
  ...{ vendor: 'sqlite', database: '/srv/shop/db.sqlite3', history: true, filled: true, places: {} },
  ...{ applied: [], unknown: [], pending: [], withoutTable: 0, unmade: [], cacheTables: [] },
}
const warning = 'WARNINGS:\n?: (shop.W001) No prices.\n'

/** Returns what was told, what is known afterwards, and the command that ran. */
async function looked(answer: unknown, live: object | null = {}) {
  const host = new MemoryHost().program('systemd-run', (argv) =>
    argv.includes('check')
      ? { code: 0, stdout: '', stderr: warning }
      : { code: 0, stdout: answer === null ? '' : `\n@cabestan ${JSON.stringify(answer)}\n`, stderr: '' },
  )
  const places = placesOf('shop')
  const told: string[] = []
  const context = {
    ...{ host, places, release: releasePlaces(places, '1-abc'), live, made: nothingMade() },
    order: {
      ...{ name: 'shop', probe: { scheme: 'https' } },
      database: { type: 'sqlite', makeMigrations: [] },
    },
    ...{ note: (_code: string, { id }: { id: string }) => told.push(id), output: () => {} },
  } as unknown as ReleaseContext
  await checkAndLook(context)
  const ran = host.ran.filter(([program]) => program === 'systemd-run').map((argv) => argv.includes('check'))
  return { told, ran, looked: context.made.looked }
}

it('asks both of one Python', async () => {
  expect(await looked({ check: warning, state })).toEqual({
    told: ['shop.W001'],
    ran: [false],
    looked: state,
  })
})

it('asks for the checks alone where they found an error, and goes by what the database said', async () => {
  expect(await looked({ check: null, state })).toEqual({
    told: ['shop.W001'],
    ran: [false, true],
    looked: state,
  })
})

it('asks for the checks alone where it has no answer, and leaves the database to its stage', async () => {
  expect(await looked(null)).toEqual({ told: ['shop.W001'], ran: [false, true], looked: null })
})

it('tells what the checks said of a database that does not answer, and leaves that to its stage', async () => {
  const unreachable = { unreachable: 'refused', vendor: 'postgresql', database: 'shop' }
  expect(await looked({ check: warning, state: unreachable })).toEqual({
    told: ['shop.W001'],
    ran: [false],
    looked: null,
  })
})

it('does not look at the database of a first release, which is seeded before', async () => {
  expect(await looked({ check: '', state }, null)).toEqual({
    told: ['shop.W001'],
    ran: [true],
    looked: null,
  })
})
