import { Step } from '@cabestan/protocol/steps'
import { beforeAll, describe, expect, it } from 'vitest'
import { nginxHeldBack, web } from '../../packages/cabestan/src/stack/web.ts'
import { type Convergence, stepsOn } from '../harness/convergence.ts'
import { callEngine } from '../harness/engine.ts'
import { type Server, startServer } from '../harness/sandbox.ts'
import { onSuites } from '../harness/suites.ts'

/** As after `ipv6.disable=1`: no service can open a socket of that family, and the kernel has no settings of it. */
describe.each(onSuites('bookworm'))('a server without IPv6 on %s', (suite) => {
  let server: Server
  let steps: Convergence

  beforeAll(async () => {
    server = await startServer({ suite, keepsConnection: true })
    steps = stepsOn(server)
    await server.sh(takeAway)
  })

  it('installs and starts nginx, with a firewall that is whole', async () => {
    const facts = await callEngine(server, 'facts', {})
    expect(facts.ipv6).toBe(false)
    const described = { facts, configuration: { domains: [] } }
    await steps.converge(...nginxHeldBack(described), packages, firewall, ...web(described))
    expect(await server.sh('dpkg --audit; systemctl is-active nginx')).toBe('active')
    expect(await server.sh('ufw status')).toMatch(/^Status: active\n(?:.*\n)*80\/tcp +ALLOW/m)
    expect(await server.sh("ss -Hlnt 'sport = 80' | awk '{print $4}'")).toBe('0.0.0.0:80')
  })
})

const takeAway = `mkdir -p /etc/systemd/system/service.d /run/ipv4
printf '[Service]\\nRestrictAddressFamilies=~AF_INET6\\n' > /etc/systemd/system/service.d/without-ipv6.conf
systemctl daemon-reload
mount --bind /proc/sys/net/ipv4 /run/ipv4
mount -t tmpfs tmpfs /proc/sys/net
mkdir /proc/sys/net/ipv4
mount --bind /run/ipv4 /proc/sys/net/ipv4`

const packages = Step.parse({ kind: 'package', reason: 'packages.base', names: ['nginx', 'ufw'] })
const firewall = Step.parse({
  kind: 'firewall',
  reason: 'firewall.rules',
  allow: [22, 80].map((port) => ({ port, protocol: 'tcp', comment: 'ours' })),
})
