import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Project } from '../packages/vigie/src/contract/project.ts'
import type { Status } from '../packages/vigie/src/contract/status.ts'
import { ask } from './harness/vigie/bytes.ts'
import { until } from './harness/vigie/programs.ts'
import { taken } from './harness/vigie/taken.ts'
import { issuesOf, projectOf, startVigie, type Vigie } from './harness/vigie/vigie.ts'
import { type Answer, envelope, envelopePath, holdMemory, ordinary, post } from './harness/vigie/wire.ts'

/** What is not kept, or makes room, is said. */
let vigie: Vigie
let project: Project
let projects = 0
beforeAll(async () => {
  vigie = await startVigie()
})
afterAll(() => vigie?.server.stop())
beforeEach(async () => {
  projects += 1
  project = await projectOf(vigie, `shed-${projects}`)
})

const send = (body: string, path = envelopePath(project), headers: Record<string, string> = {}) =>
  taken(vigie.server, { path, body, headers })

describe('what strangers invent with a public key', () => {
  const [releases, environments] = [2000, 100]

  it('more releases and environments than are told apart is said, and a resolved issue still returns', async () => {
    const event = (release: string, environment: string) =>
      envelope({ ...ordinary('sold twice'), release, environment })
    await send(event('shop@1.4.2', 'production'))
    const [issue = expect.fail('no issue')] = await issuesOf(vigie, project, 1)
    await vigie.api.send('POST', '/issues/act', {
      issues: [issue.id],
      action: { action: 'resolve', inNextRelease: true },
    })
    for (let at = 0; at < releases + 100; at += 100) {
      await Promise.all(
        Array.from({ length: 100 }, (_, more) => {
          const invented = {
            ...ordinary('invented'),
            release: `r-${at + more}`,
            environment: `e-${at + more}`,
          }
          return send(envelope(invented))
        }),
      )
    }
    await issuesOf(vigie, project, 2)
    const { full } = await vigie.api.get<Status>('/status')
    expect(full.filter((each) => each.project === project.id)).toEqual([
      { project: project.id, what: 'release', most: releases },
      { project: project.id, what: 'environment', most: environments },
    ])
    expect(await rowsOf('release')).toBe(releases)
    const listed = await vigie.api.get<readonly string[]>(`/environments?project=${project.id}`)
    expect(listed).toHaveLength(environments)
    expect(listed).toContain('production')
    await send(event('shop@1.5.0', 'production'))
    await until(async () => (await issuesOf(vigie, project, 2)).some(({ isRegression }) => isRegression))
    expect(await rowsOf('release')).toBe(releases)
  })

  async function rowsOf(table: 'release' | 'environment'): Promise<number> {
    const query = `select project from ${table} where project = ${project.id}`
    return (await ask(vigie.server.data, query, () => 1)).length
  }
})

describe('what is shed', () => {
  it('for the bound on memory is answered with 429, and counted in the status: how many, and why', async () => {
    const answers: (Answer | null)[] = []
    const shed = async () => {
      const answer = await post(vigie.server, {
        path: envelopePath(project),
        body: envelope(ordinary('shed')),
      })
      answers.push(answer)
      return answer?.status === 429
    }
    const others = await projectOf(vigie, 'others')
    const free = await holdMemory(vigie.server, envelopePath(others), shed)
    expect([await shed(), await shed()]).toEqual([true, true])
    free()
    expect(answers.at(-1)?.headers).toMatchObject({ 'retry-after': '5', 'x-sentry-rate-limits': '5::key' })
    await until(async () => {
      const { shed } = await vigie.api.get<Status>('/status')
      const mine = shed.filter((each) => each.project === project.id)
      return JSON.stringify(mine) === JSON.stringify([overloaded(3)])
    })
    await untilTaken('kept')
  })

  const overloaded = (quantity: number) => ({
    ...{ project: project.id, category: 'error', reason: 'overloaded', quantity },
  })

  async function untilTaken(message: string): Promise<void> {
    const body = envelope(ordinary(message))
    await until(async () => (await post(vigie.server, { path: envelopePath(project), body }))?.status === 200)
    await until(async () => (await issuesOf(vigie, project, 1)).some(({ title }) => title === message))
  }
})
