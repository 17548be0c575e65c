import { Step } from '@cabestan/protocol/steps'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Convergence, stepsOn } from '../harness/convergence.ts'
import { type Server, startServer } from '../harness/sandbox.ts'
import { onSuites } from '../harness/suites.ts'

/** Packages on real servers: from nothing, from something else, from right already, cut off, and refused. */
describe.each(onSuites('trixie'))('packages on %s', (suite) => {
  let server: Server
  let steps: Convergence

  beforeAll(async () => {
    server = await startServer({ suite, keepsConnection: true })
    steps = stepsOn(server)
  })

  const isInstalled = (name: string) => server.sh(`dpkg-query -W -f '\${db:Status-Status}' ${name} || true`)

  test('from nothing, while another program holds port 80', async () => {
    const web = wanted('nginx', 'supervisor', 'awk')
    // awk is there by another name: mawk provides it.
    expect(await steps.changesOf(web)).toEqual([
      { type: 'list', what: 'packages', subject: 'apt', add: ['nginx', 'supervisor'], remove: [] },
    ])
    await server.sh(
      `systemd-run -q --unit=holder /opt/cabestan/engine/test/node -e "require('net').createServer().listen(80)"`,
    )
    expect(await steps.converge(web)).toBe(1)
    expect(await isInstalled('nginx')).toBe('installed')
    await server.sh('systemctl stop holder')
  })

  test('right already', async () => {
    expect(await steps.converge(wanted('nginx', 'supervisor', 'awk'))).toBe(0)
  })

  test('something else there: removed by hand, its configuration left behind', async () => {
    await server.sh('apt-get remove -y -q supervisor')
    expect(await steps.converge(wanted('supervisor'))).toBe(1)
    expect(await isInstalled('supervisor')).toBe('installed')
  })

  test('a configuration file that somebody changed stays as it is', async () => {
    await server.sh('echo "# by hand" >> /etc/supervisor/supervisord.conf; apt-get remove -y -q supervisor')
    await steps.converge(wanted('supervisor'))
    expect(await server.sh('tail -n 1 /etc/supervisor/supervisord.conf')).toBe('# by hand')
  })

  test.each([/^Unpacking nginx /, /^Setting up nginx/])('cut off at %s', async (line) => {
    await server.sh('apt-get purge -y -q --autoremove nginx nginx-common')
    await steps.surviveKill([wanted('nginx')], (event) => event.type === 'output' && line.test(event.line))
    expect(await server.sh('dpkg --audit')).toBe('')
    expect(await isInstalled('nginx')).toBe('installed')
  })

  test.each(['ok', 'reinstreq'])('cut off in the middle of its files, called %s by dpkg', async (flag) => {
    await server.sh(
      `sed -i '/^Package: nginx$/,/^$/ s/^Status: .*/Status: install ${flag} half-installed/' /var/lib/dpkg/status`,
    )
    expect(await server.sh('dpkg --audit')).toContain('nginx')
    await steps.converge(wanted('nginx'))
    expect(await server.sh('dpkg --audit')).toBe('')
    expect(await isInstalled('nginx')).toBe('installed')
  })

  test('waits for whoever holds the package manager, and says who', async () => {
    await server.sh(holdLocks)
    const events = await steps.eventsOf(wanted('tree'))
    const waited = events.filter((event) => event.type === 'waiting')
    expect(waited).toMatchObject([{ what: 'package-lock', holder: 'python3' }])
    expect(events.flatMap((event) => (event.type === 'output' ? [event.line] : [])).join()).not.toContain(
      'lock',
    )
    expect(await isInstalled('tree')).toBe('installed')
  })

  test('a package that is newer than the lists', async () => {
    await server.sh(`apt-get purge -y -q tree; rm /var/lib/apt/lists/*_${suite}_main_*`)
    expect(await steps.converge(wanted('tree'))).toBe(1)
  })

  test('a package that nobody knows', async () => {
    const failure = await steps.failureOf(wanted('tree', 'no-such-package'))
    expect(failure).toMatchObject({ code: 'package.unknown', values: { name: 'no-such-package' } })
  })

  test('a server without a network', async () => {
    await server.sh('cp /etc/resolv.conf /root/; echo nameserver 127.0.0.9 > /etc/resolv.conf')
    await server.sh('apt-get purge -y -q tree; apt-get clean; rm -r /var/lib/apt/lists/*')
    const failure = await steps.failureOf(wanted('tree'))
    expect(failure).toMatchObject({ code: 'network.none', values: { address: expect.stringMatching(/./) } })
    await server.sh('cp /root/resolv.conf /etc/resolv.conf')
    await steps.converge(wanted('tree'))
  })

  test('a full disk', async () => {
    await server.sh('apt-get purge -y -q tree; mount -t tmpfs -o size=16k tmpfs /var/cache/apt/archives')
    const failure = await steps.failureOf(wanted('tree'))
    expect(failure).toMatchObject({ code: 'disk.full', values: { path: '/var/cache/apt/archives' } })
    await server.sh('umount /var/cache/apt/archives')
    await steps.converge(wanted('tree'))
  })

  test('a package that somebody holds', async () => {
    await server.sh('apt-get purge -y -q tree; apt-mark hold tree')
    const failure = await steps.failureOf(wanted('tree'))
    expect(failure).toMatchObject({ code: 'packages.held', values: { packages: 'tree' } })
    await server.sh('apt-mark unhold tree')
    await steps.converge(wanted('tree'))
  })

  test('a package that cannot stand beside one of the owner’s, which stays', async () => {
    await server.sh('apt-get purge -y -q tree; apt-get install -y -q libcurl4-gnutls-dev >/dev/null 2>&1')
    const failure = await steps.failureOf(wanted('tree', 'libcurl4-openssl-dev'))
    expect(failure).toMatchObject({ code: 'packages.displaced', values: { packages: 'libcurl4-gnutls-dev' } })
    expect(await server.sh('dpkg --status libcurl4-gnutls-dev')).toContain('\nStatus: install ok installed\n')
    await server.sh('apt-get remove -y -q libcurl4-gnutls-dev')
    await steps.converge(wanted('tree', 'libcurl4-openssl-dev'))
  })

  test('a package that cannot be configured', async () => {
    await server.sh(makeBrokenPackage)
    const failure = await steps.failureOf(wanted('tree', 'cabestan-broken'))
    expect(failure).toMatchObject({ code: 'packages.broken', values: { packages: 'cabestan-broken' } })
    expect(failure.detail?.tail).toContain('this one never works')
    await server.sh('sed -i "s/exit 1/exit 0/" /var/lib/dpkg/info/cabestan-broken.postinst')
    expect(await steps.changesOf(wanted('tree'))).toEqual([
      { type: 'action', action: 'finish-interrupted', subject: 'cabestan-broken' },
    ])
    expect(await steps.converge(wanted('cabestan-broken'))).toBe(1)
  })
})

function wanted(...names: string[]): Step {
  return Step.parse({ kind: 'package', reason: 'packages.base', names })
}

/** As apt holds them, for a few seconds; Debian's own unattended upgrades do the same on a new server. */
const holdLocks = `cat > /root/hold.py <<'END'
import fcntl, time
locks = [open(path, "w") for path in ("/var/lib/dpkg/lock-frontend", "/var/lib/apt/lists/lock")]
for lock in locks: fcntl.lockf(lock, fcntl.LOCK_EX)
open("/run/held", "w")
time.sleep(5)
END
rm -rf /run/held /var/lib/apt/lists/*Packages*
systemd-run -q --unit=holder-of-locks python3 /root/hold.py
until test -e /run/held; do sleep 0.1; done`

/** From a source of its own on the server. */
const makeBrokenPackage = `set -e
mkdir -p /srv/source/build/DEBIAN && cd /srv/source
printf 'Package: cabestan-broken\\nVersion: 1\\nArchitecture: all\\nMaintainer: nobody <root@localhost>\\nDescription: breaks\\n' > build/DEBIAN/control
printf '#!/bin/sh\\necho this one never works >&2\\nexit 1\\n' > build/DEBIAN/postinst
chmod 755 build/DEBIAN/postinst
dpkg-deb --build build broken.deb
{ cat build/DEBIAN/control; echo "Filename: ./broken.deb"; echo "Size: $(stat -c %s broken.deb)"
  echo "SHA256: $(sha256sum broken.deb | cut -d' ' -f1)"; } > Packages
echo 'deb [trusted=yes] file:/srv/source ./' > /etc/apt/sources.list.d/broken.list`
