import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Event } from '../packages/vigie/src/contract/event.ts'
import type { IssueLine } from '../packages/vigie/src/contract/issue.ts'
import type { Monitor, Project, ReleaseHealth } from '../packages/vigie/src/contract/project.ts'
import type { Status } from '../packages/vigie/src/contract/status.ts'
import { bytesOf } from './harness/vigie/bytes.ts'
import { type Clients, clientPython, nodeClients } from './harness/vigie/clients.ts'
import { playInBrowser } from './harness/vigie/front.ts'
import { planted, type Site, start, startSite, until } from './harness/vigie/programs.ts'
import { issuesOf, latestOf, projectOf, startVigie, type Vigie } from './harness/vigie/vigie.ts'

let vigie: Vigie
beforeAll(async () => {
  vigie = await startVigie()
  await Promise.all([clientPython('now'), clientPython('brotli'), clientPython('old'), nodeClients()])
}, 600_000)
afterAll(() => vigie?.server.stop())

describe.each([
  ['sentry-sdk 2, gzip', 'now', 'sentry', 'sentry.python.django'],
  ['sentry-sdk 2, brotli', 'brotli', 'sentry', 'sentry.python.django'],
  ['sentry-sdk 1.5', 'old', 'sentry', 'sentry.python'],
  ['raven 6.10', 'old', 'raven', 'raven-python'],
] as const)('Django behind gunicorn, %s', (_, clients, sdk, client) => {
  let project: Project
  let issues: readonly IssueLine[]
  beforeAll(async () => {
    project = await projectOf(vigie, `${clients}-${sdk}`)
    await visitShop(project, clients, sdk)
    issues = await issuesOf(vigie, project, clients === 'old' ? 4 : 5)
  })
  const find = (title: string, value: RegExp) => findIn(issues, title, value)

  it('shows the exception with its frames, source, locals, request, user, release and tags', async () => {
    const issue = find('OutOfStock', /nothing left for Ada/)
    expect(issue).toMatchObject({ level: 'error', platform: 'python', events: 1, firstRelease: 'shop@1.4.2' })
    expect(issue.culprit).toMatch(/reserve|\/raises\//)
    const { event } = await latestOf(vigie, issue)
    expect(event).toMatchObject({ release: 'shop@1.4.2', environment: 'production', serverName: 'web-1' })
    expect(event.sdk?.name).toBe(client)
    const [innermost, caller] = event.exceptions[0]?.frames ?? []
    expect(innermost).toMatchObject({ function: 'reserve', isInApp: true })
    expect(innermost?.source).toContain('raise OutOfStock')
    expect(innermost?.before.join('\n')).toContain('connection = ')
    expect(caller).toMatchObject({ function: 'raises', isInApp: true })
    expect(caller?.locals.map(({ name }) => name)).toContain('password')
    expect(innermost?.locals.find(({ name }) => name === 'length')?.value).toEqual(
      expect.stringMatching(/^23$/),
    )
    expect(event.request).toMatchObject({ method: 'GET', url: expect.stringContaining('/raises/') })
    expect(Object.fromEntries(event.request?.headers ?? [])).toHaveProperty('User-Agent')
  })

  it.runIf(sdk === 'sentry')('shows who it happened to, tags and what went before', async () => {
    const { event } = await latestOf(vigie, find('OutOfStock', /nothing left for Ada/))
    expect(event.user).toMatchObject({ id: '7', email: 'ada@example.org', username: 'ada' })
    expect(event.tags).toContainEqual(['shelf', 'left'])
    expect(event.breadcrumbs.at(-1)).toMatchObject({ category: 'basket', message: 'added one record' })
  })

  it('shows what an exception came from, the one that was raised first', async () => {
    const { event } = await latestOf(vigie, find('OutOfStock', /^no price$/))
    expect(event.exceptions.map(({ type }) => type)).toEqual(['OutOfStock', 'KeyError'])
  })

  it('takes the card number out of a form', async () => {
    const { event } = await latestOf(vigie, find('ValueError', /^the bank refused/))
    expect(event.request?.method).toBe('POST')
    expect(JSON.stringify(event.request?.body)).toContain('number')
    expect(event.exceptions[0]?.value).toBe('the bank refused [filtered]')
  })

  it('makes an issue of logging.error', async () => {
    const issue = issues.find((each) => each.logger === 'shop.orders')
    const { event } = await latestOf(vigie, issue ?? expect.fail(titles(issues)))
    expect(event).toMatchObject({ level: 'error', logger: 'shop.orders', message: 'order 4711 is stuck' })
    expect(event.extra.map(({ name }) => name)).toContain('stage')
  })

  it.runIf(clients !== 'old')('shows both members of an exception group', async () => {
    const { event } = await latestOf(vigie, find('ExceptionGroup', /two deliveries failed/))
    const group = event.exceptions.find(({ mechanism }) => mechanism?.isGroup)
    expect(group?.type).toBe('ExceptionGroup')
    const members = event.exceptions.filter(({ mechanism }) => mechanism?.parentId === group?.mechanism?.id)
    expect(members.map(({ type }) => type).sort()).toEqual(['OutOfStock', 'ValueError'])
  })

  it.runIf(sdk === 'raven')('keeps a page that is not found as information', async () => {
    const issue = issues.find((each) => each.logger === 'http404')
    expect(issue).toMatchObject({ level: 'info' })
  })

  it.runIf(sdk === 'sentry')('counts the transactions and keeps none, and counts the sessions', async () => {
    await until(async () => (await shedOf(project, 'transaction')) >= 7)
    const healthOf = async () =>
      (await vigie.api.get<readonly ReleaseHealth[]>(`/projects/${project.id}/releases`)).find(
        ({ release }) => release === 'shop@1.4.2',
      )
    // They come in an envelope of their own, after the transactions or before.
    await until(async () => ((await healthOf())?.sessions ?? 0) >= 7)
    const mine = (await healthOf()) ?? expect.fail('no health')
    // Of the pages, those that broke.
    expect(mine.crashed).toBe(issues.filter(({ isHandled }) => isHandled === false).length)
    expect(mine.environment).toBe('production')
    expect(issues.every(({ events }) => events === 1)).toBe(true)
  })
})

it('Celery: a failed task with its arguments, and the check-ins of a watched one', async () => {
  const project = await projectOf(vigie, 'worker')
  const broker = await mkdtemp(join(tmpdir(), 'vigie-broker-'))
  const python = await clientPython('now')
  const rest = { dsn: project.dsn, environment: { BROKER: broker } }
  const celery = join(dirname(python), 'celery')
  const worker = start({ ...rest, argv: [celery, '--app', 'worker', 'worker', '--pool', 'solo'] })
  try {
    await start({ ...rest, argv: [python, 'hand_in.py'] }).ended()
    const [issue = expect.fail(worker.said())] = await issuesOf(vigie, project, 1)
    expect(issue).toMatchObject({ title: 'RuntimeError', value: 'order 4711 could not be charged' })
    const { event } = await latestOf(vigie, issue)
    expect(event.transaction).toBe('worker.charge')
    expect(JSON.stringify(event.extra)).toContain('4711')
    expect(event.exceptions[0]?.frames[0]).toMatchObject({ function: 'charge', isInApp: true })
    const monitors = await vigie.api.get<readonly Monitor[]>('/monitors')
    const nightly = monitors.find(({ slug }) => slug === 'nightly-stock')
    expect(nightly).toMatchObject({ project: project.id, lastStatus: 'ok', environment: 'production' })
    expect(nightly?.schedule).toContain('0 3 * * *')
  } finally {
    await worker.stop()
    await rm(broker, { recursive: true })
  }
})

it('Flask: the view, the form and its locals', async () => {
  const project = await projectOf(vigie, 'stall')
  const site = await startSite(await clientPython('now'), 'stall:app', { dsn: project.dsn })
  try {
    await fetch(`${site.url}/order/5`, { method: 'POST', body: new URLSearchParams({ title: 'abcde' }) })
    const [issue = expect.fail(site.said())] = await issuesOf(vigie, project, 1)
    const { event } = await latestOf(vigie, issue)
    expect(issue).toMatchObject({ title: 'ZeroDivisionError', value: 'division by zero' })
    expect(event).toMatchObject({
      transaction: 'order',
      request: { method: 'POST', body: { title: 'abcde' } },
    })
    expect(event.exceptions[0]?.frames[0]?.locals.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['number', 'secret']),
    )
  } finally {
    await site.stop()
  }
})

it('plain logging: errors, exceptions, and the one that ended the program', async () => {
  const project = await projectOf(vigie, 'script')
  await start({ dsn: project.dsn, argv: [await clientPython('now'), 'script.py'] }).ended()
  const issues = await issuesOf(vigie, project, 3)
  const lines = issues.find(({ title, value }) => /line/.test(title + value)) ?? expect.fail(titles(issues))
  const { event } = await latestOf(vigie, lines)
  expect(event).toMatchObject({ logger: 'import', message: 'line 12 of stock.csv cannot be read' })
  expect(event.breadcrumbs.map(({ message }) => message)).toContain('the first line is a heading')
  const ended = findIn(issues, 'SystemError', /the file ended/)
  expect(ended).toMatchObject({ isHandled: false })
  findIn(issues, 'ValueError', /invalid literal/)
})

it('Node: causes, locals, feedback, check-ins, and the end of the process', async () => {
  const project = await projectOf(vigie, 'kiosk')
  const home = await nodeClients()
  const argv = [process.execPath, 'process.mjs']
  await start({ dsn: project.dsn, argv, environment: { SDK_HOME: home } }).ended()
  const issues = await issuesOf(vigie, project, 2)
  const broken = findIn(issues, 'Error', /the basket broke/)
  const { event, feedback } = await latestOf(vigie, broken)
  expect(event).toMatchObject({ release: 'kiosk@2.0.0', user: { id: '8', email: 'grace@example.org' } })
  expect(event.exceptions.map(({ type }) => type)).toEqual(['Error', 'EmptyBasket'])
  expect(event.tags).toContainEqual(['shelf', 'right'])
  expect(feedback).toMatchObject([{ name: 'Grace', text: 'The basket was empty' }])
  const ended = findIn(issues, 'EmptyBasket', /nothing to count/)
  expect(ended).toMatchObject({ isHandled: false })
  const last = (await latestOf(vigie, ended)).event
  expect(last.exceptions[0]?.frames[0]).toMatchObject({ function: 'count', isInApp: true })
  expect(last.exceptions[0]?.frames[0]?.source).toContain('throw new EmptyBasket')
  const monitors = await vigie.api.get<readonly Monitor[]>('/monitors')
  expect(monitors.find(({ slug }) => slug === 'kiosk-clock')).toMatchObject({ lastStatus: 'ok' })
  // By the SDK's own account: what its application did not let through.
  await until(async () => (await shedOf(project, 'error', 'client')) === 1)
})

it('a browser: the error of a click, a message, feedback, its dialog and a session, past CORS', async () => {
  const project = await projectOf(vigie, 'front')
  await playInBrowser(project.dsn)
  const issues = await issuesOf(vigie, project, 2)
  const broken = findIn(issues, 'TypeError', /undefined/)
  const { event, feedback } = await latestOf(vigie, broken)
  expect(feedback).toMatchObject([{ name: 'Ada', text: 'Le disque ne tourne pas' }])
  expect(broken).toMatchObject({ platform: 'javascript', isHandled: false })
  expect(event).toMatchObject({ release: 'front@3.1.0', user: { id: '9', username: 'lin' } })
  expect(event.exceptions[0]?.frames[0]).toMatchObject({ function: 'play' })
  expect(event.request?.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\//)
  expect(event.breadcrumbs.map(({ category }) => category)).toContain('ui.click')
  expect(tagsOf(event)).toMatchObject({ shelf: 'top', browser: expect.stringContaining('Chrom') })
  const said = issues.find((each) => each.title.includes('somebody played')) ?? expect.fail(titles(issues))
  expect(said.level).toBe('warning')
  expect((await latestOf(vigie, said)).feedback).toMatchObject([{ name: 'Lin', text: 'No sound at all' }])
  const health = await vigie.api.get<readonly ReleaseHealth[]>(`/projects/${project.id}/releases`)
  expect(health).toMatchObject([
    { release: 'front@3.1.0', environment: 'production', sessions: 2, errored: 0, crashed: 1, abnormal: 0 },
  ])
})

it('no planted secret is anywhere: not in an answer of the API, not in a byte of the data directory', async () => {
  const answers: string[] = []
  for (const project of await vigie.api.get<readonly Project[]>('/projects')) {
    for (const issue of await issuesOf(vigie, project, 0)) {
      answers.push(JSON.stringify([issue, await latestOf(vigie, issue)]))
    }
  }
  const disk = await bytesOf(vigie.server.data)
  for (const text of [answers.join('\n'), disk]) {
    // Both were really looked through.
    expect(text).toContain('nothing left for Ada')
    for (const [name, secret] of Object.entries(planted)) {
      for (const form of [secret, secret.replaceAll(' ', ''), secret.replaceAll(' ', '+')]) {
        expect(text.includes(form), `${name}: ${around(text, form)}`).toBe(false)
      }
    }
  }
})

async function visitShop(project: Project, clients: Clients, sdk: string): Promise<void> {
  const rest = { dsn: project.dsn, environment: { SDK: sdk } }
  const site = await startSite(await clientPython(clients), 'shop:application', rest)
  try {
    for (const path of ['/chained/', '/logs/', '/nowhere/', '/fine/']) await visit(site, path)
    if (clients !== 'old') await visit(site, '/group/')
    await visit(site, `/raises/?token=${planted.token}`)
    await fetch(`${site.url}/pays/`, { method: 'POST', body: new URLSearchParams({ number: planted.card }) })
  } finally {
    // Its last sessions and counts are sent as it ends.
    await site.stop()
  }
}

const visit = (site: Site, path: string) =>
  fetch(site.url + path, {
    headers: { authorization: planted.authorization, cookie: `sessionid=${planted.cookie}` },
  })

async function shedOf(project: Project, category: string, reason = 'not-kept'): Promise<number> {
  const { shed } = await vigie.api.get<Status>('/status')
  return shed
    .filter((each) => each.project === project.id && each.category === category && each.reason === reason)
    .reduce((sum, { quantity }) => sum + quantity, 0)
}

function findIn(issues: readonly IssueLine[], title: string, value: RegExp): IssueLine {
  const found = issues.find((each) => each.title === title && value.test(each.value ?? ''))
  return found ?? expect.fail(`${title} ${value} is not among ${titles(issues)}`)
}

const titles = (issues: readonly IssueLine[]) =>
  issues.map(({ title, value, logger }) => `${title}: ${value} (${logger})`).join('; ')
const tagsOf = ({ tags }: Event): Record<string, string> => Object.fromEntries(tags)
const around = (text: string, found: string) =>
  text.slice(Math.max(0, text.indexOf(found) - 100), text.indexOf(found) + 20)
