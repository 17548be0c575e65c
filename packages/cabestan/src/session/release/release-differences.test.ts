import type { ReleaseOrder } from '@cabestan/protocol/orders'
import { expect, it } from 'vitest'
import { releaseDifferences } from './release-differences.ts'

const parts = {
  venv: { python: '3.11', requirements: ['django==5.2.1 --hash=sha256:aa'], beside: ['gunicorn>=21'] },
  environment: { SITE: { value: 'a' }, PAGES: { value: '20' } },
  files: [{ path: 'processes/worker', content: 'exec a\n', executable: true }],
  database: { type: 'sqlite', allowUnsafe: false, maintenance: false, fixtures: [] },
  ...{ build: { static: true }, web: { workers: 3 }, probe: { path: '/' }, programs: [], keep: 5 },
  hooks: { before: null, after: null, notifyCommand: null, notifyAddress: null },
}
const order = (changes: object = {}) => ({ ...parts, ...changes }) as unknown as ReleaseOrder
const between = (changes: object) => releaseDifferences(order(), order(changes))

it('are none of the first release, nor of one made of the same', () => {
  expect(releaseDifferences(null, order())).toEqual([])
  expect(between({})).toEqual([])
})

it('name variables without their values, one whose value is another on both sides', () => {
  const items = between({ environment: { SITE: { value: 'b' }, NEW: { value: 'hunter2' } } })
  expect(items).toEqual([
    { type: 'list', what: 'variables', subject: '', add: ['SITE', 'NEW'], remove: ['SITE', 'PAGES'] },
  ])
})

it('name Python and packages, these without hashes: other hashes are no other package', () => {
  const requirements = ['django==5.2.1 --hash=sha256:bb', 'pillow==11.0 --hash=sha256:cc']
  expect(between({ venv: { python: '3.12', requirements, beside: [] } })).toEqual([
    { type: 'value', subject: '', name: 'setting', key: 'Python', before: '3.11', after: '3.12' },
    { type: 'list', what: 'packages', subject: '', add: ['pillow==11.0'], remove: ['gunicorn>=21'] },
  ])
})

it('show a process that has another command, one that is new and one that goes', () => {
  const [worker, mailer] = ['worker', 'mailer'].map((name) => ({ path: `processes/${name}`, content: 'b\n' }))
  const text = (path: string, before: string | null, after: string | null) => ({
    ...{ type: 'text', path },
    ...{ before, after },
  })
  expect(between({ files: [worker] })).toEqual([text('processes/worker', 'exec a\n', 'b\n')])
  expect(between({ files: [mailer] })).toEqual([
    text('processes/worker', 'exec a\n', null),
    text('processes/mailer', null, 'b\n'),
  ])
})

it('show by its name what is otherwise of a process that stays, whichever come and go beside it', () => {
  const program = (name: string, count: number) => ({ name, program: `shop-${name}`, count, stopSeconds: 30 })
  const live = order({ programs: [program('mailer', 1), program('worker', 1)] })
  const next = order({ programs: [program('beat', 1), program('worker', 3)] })
  expect(releaseDifferences(live, next)).toMatchObject([
    { type: 'value', key: 'processes.worker.count', before: '1', after: '3' },
  ])
})

it('show what is run besides, and of an address no secret', () => {
  const hooks = {
    ...{ before: ['python', 'manage.py', 'migrate'], after: null, notifyCommand: null },
    notifyAddress: 'https://chat.example/T0/hunter2',
  }
  expect(between({ hooks })).toMatchObject([
    { type: 'value', key: 'hooks.before', before: null, after: '"python manage.py migrate"' },
    { type: 'value', key: 'hooks.notify.webhook', before: null, after: '"https://chat.example/…"' },
  ])
})

it('show how it is started and asked a line each, and not how it was asked for on the command line', () => {
  const page = { type: 'value', key: 'probe.path', before: '"/"', after: '"/about/"' }
  expect(between({ probe: { path: '/about/' } })).toMatchObject([page])
  const words = Object.fromEntries([...'abcdefghi'].map((name) => [name, true]))
  expect(between({ web: words })).toMatchObject([
    { type: 'text', path: 'release.json', after: expect.stringContaining('web.i: true\n') },
  ])
  expect(between({ database: { ...parts.database, maintenance: true, fixtures: ['a'] } })).toEqual([])
})
