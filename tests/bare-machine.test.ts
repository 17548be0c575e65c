import { execFileSync } from 'node:child_process'
import { expect, it } from 'vitest'
import { startServer } from './harness/sandbox.ts'

/** What a newcomer does: a fresh clone on a Debian without Node, and `bin/demo` as the first command. */
it('bin/demo is the first command after a clone on a bare machine, and quick the second time', async () => {
  const machine = await startServer({ suite: 'trixie' })
  await machine.sh('apt-get update -qq && apt-get install -y -qq git >/dev/null')
  await machine.sh('base64 -d > /root/repository', bundleOfHead())
  // The overlay of a throwaway server cannot lie on that of another.
  await machine.sh('mkdir /var/lib/cabestan-sandbox && mount -t tmpfs tmpfs /var/lib/cabestan-sandbox')
  await machine.sh('git clone -q /root/repository /root/cabestan; ! command -v node')

  const first = await machine.ssh(`cd /root/cabestan && ${authority} bin/demo 2>&1`)
  expect(first.code, first.stdout).toBe(0)
  expect(first.stdout).toMatch(/^setup: installing with apt: nodejs npm/)
  expect(first.stdout).toContain('Nothing to change')

  const second = await machine.ssh('cd /root/cabestan && bin/demo 2>&1')
  expect(second.code, second.stdout).toBe(0)
  expect(second.stdout).not.toContain('setup:')
})

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
