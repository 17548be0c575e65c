import { execFileSync } from 'node:child_process'
import { expect, it } from 'vitest'
import type { Suite } from '../packages/cabestan/src/sandbox/suites.ts'
import { type Server, startServer } from './harness/sandbox.ts'

/** It only ends what hangs. Two machines that install all that there is take six minutes in a slow hour. */
const patience = 2_400_000

/** What a newcomer does: a fresh clone on a Debian without Node, and `bin/demo` as the first command. */
it(
  'bin/demo is the first command after a clone on a bare machine, and quick the second time',
  async () => {
    const machine = await machineWithClone('trixie')
    const first = await machine.ssh(`cd /root/cabestan && ${authority} bin/demo 2>&1`)
    expect(first.code, first.stdout).toBe(0)
    expect(first.stdout).toMatch(/^setup: installing with apt: nodejs npm/)
    expect(first.stdout).toContain('Release 1 is live')
    expect(first.stdout).toMatch(/The shop is live: http:\/\/10\.[0-9.]+\/ {3}Try:\n {2}cd \//)
    expect(first.stdout).toMatch(
      /change the motto in .*, commit, and\n.*cabestan deploy .*\n.*cabestan rollback /,
    )

    const second = await machine.ssh('cd /root/cabestan && bin/demo 2>&1')
    expect(second.code, second.stdout).toBe(0)
    expect(second.stdout).not.toContain('setup:')
    expect(second.stdout).toContain('This commit is live already')
    await expectOldNodeRefused(machine, 20)
  },
  patience,
)

/** Debian 12's own Node is 18, the oldest that is promised: the second time it is the Node that was there. */
it(
  'bin/test is the first command after a clone on a bare machine, and then with Node 18',
  async () => {
    const machine = await machineWithClone('bookworm')
    // That it boots servers there is what this very run shows, and `bin/demo` above.
    const first = await machine.ssh(
      `cd /root/cabestan && ${authority} bin/test packages/protocol tests/vigie-mail 2>&1`,
    )
    expect(first.stdout).toMatch(/^setup: installing with apt: nodejs npm/)
    expect(first.stdout).toMatch(/\n\d+ passed, 0 failed\n$/)
    expect(first.code).toBe(0)
    await expectOldNodeRefused(machine, 18)

    const second = await machine.ssh('cd /root/cabestan && bin/setup --tests 2>&1')
    expect(second).toMatchObject({ code: 0, stdout: '' })
  },
  patience,
)

/** As where npm installed `cabestan`: the Node is the machine's own. */
async function expectOldNodeRefused(machine: Server, major: number): Promise<void> {
  const command = '/usr/bin/node /root/cabestan/packages/cabestan/dist/cabestan.mjs plan'
  const english = await machine.ssh(`LC_ALL=C ${command}`)
  expect(english.stderr).toMatch(
    new RegExp(
      `^Cabestan needs Node 22 or newer and was started with Node ${major}\\.\\S+: .*https://nodejs.org.*\\.\\n$`,
    ),
  )
  expect(english.code).toBe(1)
  expect((await machine.ssh(`LC_ALL=fr_FR.UTF-8 ${command}`)).stderr).toMatch(
    /^Cabestan a besoin de Node 22 .*\n$/,
  )
}

async function machineWithClone(suite: Suite): Promise<Server> {
  const machine = await startServer({ suite })
  await machine.sh('apt-get update -qq && apt-get install -y -qq git >/dev/null')
  await machine.sh('base64 -d > /root/repository', bundleOfHead())
  // The overlay of a throwaway server cannot lie on that of another.
  await machine.sh('mkdir /var/lib/cabestan-sandbox && mount -t tmpfs tmpfs /var/lib/cabestan-sandbox')
  await machine.sh('git clone -q /root/repository /root/cabestan; ! command -v node')
  return machine
}

/** Where the way to the registry leads through a company's proxy, npm must know its authority. */
const authority = process.env['NODE_EXTRA_CA_CERTS']
  ? 'NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt'
  : ''

function bundleOfHead(): string {
  const bundle = execFileSync('git', ['bundle', 'create', '--quiet', '-', 'HEAD'], {
    maxBuffer: 100_000_000,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  return bundle.toString('base64')
}
