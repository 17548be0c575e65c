import { type Step, Step as StepSchema } from '@cabestan/protocol/steps'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Convergence, stepsOn } from '../harness/convergence.ts'
import { type Server, startServer } from '../harness/sandbox.ts'
import { onSuites } from '../harness/suites.ts'

/** A virtual host for each application on real servers: from nothing, right already, cut off. */
describe.each(onSuites('trixie'))('rabbitmq on %s', (suite) => {
  let server: Server
  let steps: Convergence

  beforeAll(async () => {
    server = await startServer({ suite, keepsConnection: true })
    steps = stepsOn(server)
  })

  const rabbitmq = (words: string) => server.sh(`rabbitmqctl --quiet ${words} </dev/null`)

  test('from nothing, with the package in the same run, and right already', async () => {
    expect(await steps.converge(packages, vhost('shop'))).toBe(2)
    expect(await rabbitmq('list_permissions -p shop')).toContain('guest')
    expect(await steps.converge(packages, vhost('shop'))).toBe(0)
  })

  test.each(['add_vhost', 'set_permissions'])('cut off after %s: the next run finishes', async (words) => {
    const name = `cut${words.length}`
    await steps.surviveKillAt({ program: 'rabbitmqctl', words, when: 'after' }, vhost(name))
    expect(await rabbitmq(`list_permissions -p ${name}`)).toContain('guest')
  })

  test('beside the one of another application, and opened where a run was cut off before that', async () => {
    await rabbitmq('add_vhost blog')
    expect(await steps.converge(vhost('blog'))).toBe(1)
    expect(await rabbitmq('list_permissions -p blog')).toContain('guest')
    expect((await rabbitmq('list_vhosts name')).split('\n')).toEqual(
      expect.arrayContaining(['/', 'blog', 'shop']),
    )
  })
})

const packages: Step = StepSchema.parse({
  kind: 'package',
  reason: 'redis.package',
  names: ['rabbitmq-server'],
})

function vhost(name: string): Step {
  return { kind: 'rabbitmq-vhost', reason: 'rabbitmq.vhost', name }
}
