import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cabestan, type Ended, eventsIn, jsonLines, projectWith } from './harness/command-line.ts'
import { type Server, startServer } from './harness/sandbox.ts'

/**
 * Each failure of the catalogue that a server causes, provoked for real. A server that fails must be as it was,
 * and the next deploy, once the cause is gone, must do.
 */
let server: Server
let directory: string
const small = (more: string[] = []) =>
  [
    'app: essai',
    `server: ${server.destination}`,
    'postgres: false',
    'fail2ban: false',
    'updates: { automatic: false }',
    ...more,
    '',
  ].join('\n')
const run = (words: string[], where = directory) => cabestan(words, { directory: where })
const failureCodes = (ended: Ended) =>
  jsonLines(ended.stdout).flatMap((line) => {
    const failure = (line['failure'] ?? line) as { code?: string }
    return failure.code ? [failure.code] : []
  })
/** The sentence for a person and the code for a program, from one and the same cause. */
async function expectFailure(code: string, words: string[], text: RegExp, where = directory) {
  const human = await run(words, where)
  expect(human.code, human.output).toBe(1)
  expect(human.output).toMatch(text)
  const machine = await run([...words, '--json'], where)
  expect(failureCodes(machine), machine.output).toContain(code)
}

beforeAll(async () => {
  server = await startServer()
  directory = await projectWith(small())
})
afterAll(() => server.destroy())

describe('a server that cannot be what is asked', () => {
  it('is neither Debian nor Ubuntu', async () => {
    await server.sh(
      'cp -a /usr/lib/os-release /root/os-release && sed -i \'s/^ID=.*/ID=fedora/; s/^PRETTY_NAME=.*/PRETTY_NAME="Fedora 42"/\' /usr/lib/os-release',
    )
    await expectFailure('server.unsupported', ['plan'], /Fedora 42/)
    await server.sh('cp -a /root/os-release /usr/lib/os-release')
  })

  it('has a clock far from ours', async () => {
    const late = await cabestan(['plan', '--json'], { directory, program: ['faketime', '-f', '-3d'] })
    expect(failureCodes(late), late.output).toContain('server.clock')
  })

  it('has a full disk', async () => {
    await server.sh(
      'mount -t tmpfs -o size=3m tmpfs /var/lib/cabestan 2>/dev/null || (mkdir -p /var/lib/cabestan && mount -t tmpfs -o size=3m tmpfs /var/lib/cabestan)',
    )
    await server.sh('dd if=/dev/zero of=/var/lib/cabestan/full bs=1k 2>/dev/null || true')
    await expectFailure('disk.full', ['deploy', '--yes'], /full/i)
    await server.sh('umount /var/lib/cabestan')
  })

  it('has a disk that cannot be written', async () => {
    await server.sh('mount -t tmpfs -o ro tmpfs /var/lib/cabestan')
    await expectFailure('disk.read-only', ['deploy', '--yes'], /read-only/i)
    await server.sh('umount /var/lib/cabestan')
  })
})

describe('packages', () => {
  it('cannot be fetched without a network', async () => {
    await server.sh(
      'mv /etc/resolv.conf /root/resolv.conf; : > /etc/resolv.conf; for f in /etc/apt/apt.conf.d/*proxy*; do [ -e "$f" ] && mv "$f" /root/ || true; done',
    )
    await expectFailure('network.none', ['deploy', '--yes'], /network|reach/i)
    await server.sh(
      'cp /root/resolv.conf /etc/resolv.conf; for f in /root/*proxy*; do [ -e "$f" ] && mv "$f" /etc/apt/apt.conf.d/ || true; done',
    )
  })

  it('that do not exist are named', async () => {
    const where = await projectWith(small(['packages: [no-such-package-here]']))
    await expectFailure('package.unknown', ['deploy', '--yes'], /no-such-package-here/, where)
  })

  it('wait while another program holds their lock, and say who', async () => {
    await server.sh('apt-get update -qq')
    const holder = server.sh(
      'python3 -c \'pass\' 2>/dev/null; flock -x /root/x true; perl -MFcntl -e \'open(F,">>/var/lib/dpkg/lock-frontend"); my $l = pack("s s l! l! i", F_WRLCK, 0, 0, 0, 0); fcntl(F, F_SETLK, $l) or die; sleep 8\'',
    )
    const deploy = await run(['deploy', '--yes', '--json'])
    await holder
    expect(deploy.code, deploy.output).toBe(0)
    expect(eventsIn(deploy.stdout).find((event) => event.type === 'waiting')).toMatchObject({
      what: 'package-lock',
      holder: expect.stringContaining('perl'),
    })
  })
})

describe('a port', () => {
  it('that another program holds is named with its holder', async () => {
    await server.sh(
      "systemctl stop nginx; systemd-run --quiet --unit=squatter perl -MIO::Socket::INET -e 'my $s = IO::Socket::INET->new(LocalPort => 80, Listen => 5, ReuseAddr => 1) or die $!; sleep 600'",
    )
    await expectFailure('port.taken', ['deploy', '--yes'], /80[^]*perl/)
    await server.sh('systemctl stop squatter')
    const repaired = await run(['deploy', '--yes'])
    expect(repaired.code, repaired.output).toBe(0)
    expect(await server.sh('systemctl is-active nginx')).toBe('active')
  })
})
