import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cabestan, eventsIn, jsonLines, projectWith } from './harness/command-line.ts'
import { type Server, startServer } from './harness/sandbox.ts'

/** A deploy belongs to the server: who started it, and whether they still listen, does not matter to it. */
let server: Server
let directory: string
const run = (words: string[], onOutput?: (text: string, pid: number) => void) =>
  cabestan(words, { directory, ...(onOutput ? { onOutput } : {}) })
const lock = async () =>
  (await server.sh('flock --nonblock --conflict-exit-code 75 /var/lib/cabestan/lock true; echo $?')) === '75'

beforeAll(async () => {
  server = await startServer({ stocked: true })
  directory = await projectWith(`app: essai\nserver: ${server.destination}\n`)
})
afterAll(() => server.destroy())

describe('a deploy whose command line is killed half-way', () => {
  it('goes on, and is joined by --follow', async () => {
    const first = await run(['deploy', '--yes', '--json'], (text, pid) => {
      // The packages are being installed: the worst moment to lose the connection.
      if (text.includes('"step-started"') && text.includes('package:')) process.kill(pid, 'SIGKILL')
    })
    expect(first.code).toBe(null)
    expect(await lock()).toBe(true)
    const follow = await run(['deploy', '--follow', '--json'])
    const events = eventsIn(follow.stdout)
    expect(events[0]).toMatchObject({ type: 'run-started' })
    expect(events.at(-1)).toMatchObject({ type: 'run-finished', outcome: 'done' })
    expect(follow.code, follow.output).toBe(0)
  })

  it('left a whole server', async () => {
    const plan = await run(['plan', '--exit-code'])
    expect(plan.code, plan.output).toBe(0)
  })
})

describe('two deploys at once', () => {
  it('are told apart: the second is refused with the name of the first, before anybody is asked', async () => {
    // Something to do, and somebody who is at it already.
    await server.sh('rm /etc/nginx/sites-enabled/default')
    const holder = server.sh(
      `echo '{"by":"celine@atelier","run":"20260101-000000-0000","since":0}' > /var/lib/cabestan/lock-holder.json; flock /var/lib/cabestan/lock sh -c 'until [ -e /run/told ]; do sleep 0.1; done'`,
    )
    await expect.poll(lock).toBe(true)
    const second = await run(['deploy'])
    const plan = await run(['plan'])
    await server.sh('touch /run/told')
    await holder
    expect(second.code).toBe(1)
    expect(second.output).toContain('celine@atelier')
    // No plan to be read, and no question: without a terminal, that one would have been the failure.
    expect(second.stdout).toBe('')
    expect(second.output).not.toContain('usage.confirmation')
    expect(plan.stdout).toContain('/etc/nginx/sites-enabled/default')
  })
})

describe('an engine that is killed', () => {
  it('says so, leaves the lock free, and the next deploy finishes its work', async () => {
    await server.sh('apt-get remove -y -qq supervisor >/dev/null 2>&1')
    let killing: Promise<unknown> | null = null
    const killed = await run(['deploy', '--yes', '--json'], (text) => {
      if (text.includes('"step-started"') && text.includes('package:')) {
        killing ??= server.sh("systemctl kill --signal=KILL 'cabestan-run-*'")
      }
    })
    await killing
    expect(killed.code).toBe(1)
    expect(JSON.stringify(jsonLines(killed.stdout))).toContain('engine.killed')
    expect(await lock()).toBe(false)
    const next = await run(['deploy', '--yes'])
    expect(next.code, next.output).toBe(0)
    expect((await run(['plan', '--exit-code'])).code).toBe(0)
  })
})

describe('status', () => {
  it('shows what was changed by hand, and deploy repairs it', async () => {
    await server.sh("echo '# by hand' >> /etc/nginx/sites-available/catch-all")
    const status = await run(['status'])
    expect(status.output).toContain('sites-available/catch-all')
    expect(status.output).toMatch(/by hand/)
    expect((await run(['deploy', '--yes'])).code).toBe(0)
    expect((await run(['status'])).output).not.toContain('sites-available/catch-all')
  })

  it('lists the last runs', async () => {
    const status = await run(['status', '--json'])
    const line = jsonLines(status.stdout).find((each) => 'runs' in each) as { runs: { outcome: string }[] }
    expect(line.runs.map((each) => each.outcome)).toContain('done')
    expect(line.runs.map((each) => each.outcome)).toContain('interrupted')
  })
})
