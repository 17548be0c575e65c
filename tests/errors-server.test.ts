import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { cabestan, type Ended, projectWith } from './harness/command-line.ts'
import { type Server, startServer } from './harness/sandbox.ts'

/**
 * Each failure of the catalogue that a server causes, provoked for real. What was broken is mended after each
 * test, and the last ones show that the next deploy, once the cause is gone, does its work.
 */
let server: Server
let directory: string
const small = (...more: string[]) =>
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

/** The sentence for a person and the code for a program, from one and the same cause. */
async function expectFailure(code: string, words: string[], text: RegExp, where = directory): Promise<void> {
  const human = await run(words, where)
  expect(human.output).toMatch(text)
  expect(human.code, human.output).toBe(1)
  const machine = await run([...words, '--json'], where)
  expect(failureCodes(machine), machine.output).toContain(code)
}

function failureCodes(ended: Ended): string[] {
  return [...ended.stdout.matchAll(/"code":"([a-z.-]+)"/g)].map(([, code = '']) => code)
}

const mending: string[] = []
/** Breaks something now, and mends it when the test is over, however it ends. */
async function breakUntilTheEnd(damage: string, mend: string): Promise<void> {
  mending.push(mend)
  await server.sh(damage)
}

beforeAll(async () => {
  server = await startServer()
  directory = await projectWith(small())
})
afterEach(async () => {
  for (const mend of mending.splice(0).toReversed()) await server.sh(mend)
})

describe('a server that cannot be what is asked', () => {
  it('is neither Debian nor Ubuntu', async () => {
    await breakUntilTheEnd(
      'cp /usr/lib/os-release /root/os-release; printf \'ID=fedora\\nVERSION_ID=42\\nPRETTY_NAME="Fedora Linux 42"\\n\' > /usr/lib/os-release',
      'cp /root/os-release /usr/lib/os-release',
    )
    await expectFailure('server.unsupported', ['plan'], /fedora 42/i)
  })

  it('has a clock far from ours', async () => {
    const lately = (command: string) =>
      cabestan([command, '--json'], {
        directory,
        program: ['faketime', '-f', '-3d'],
        environment: { FAKETIME_DONT_FAKE_MONOTONIC: '1' },
      })
    const planned = await lately('plan')
    expect(failureCodes(planned), planned.output).toContain('server.clock')
    const asked = await lately('status')
    expect(failureCodes(asked), asked.output).toEqual([])
  })

  it('has a full disk', async () => {
    await server.sh('mkdir -p /var/lib/cabestan')
    await breakUntilTheEnd(
      'mount -t tmpfs -o size=1m tmpfs /var/lib/cabestan && ! dd if=/dev/zero of=/var/lib/cabestan/full bs=1k 2>/dev/null',
      'umount /var/lib/cabestan',
    )
    await expectFailure('disk.full', ['deploy', '--yes'], /full/i)
  })

  it('has a disk that cannot be written', async () => {
    await server.sh('mkdir -p /var/lib/cabestan')
    await breakUntilTheEnd('mount -t tmpfs -o ro tmpfs /var/lib/cabestan', 'umount /var/lib/cabestan')
    await expectFailure('disk.read-only', ['deploy', '--yes'], /read-only|cannot be written/i)
  })
})

describe('packages', () => {
  it('cannot be fetched without a network', async () => {
    await breakUntilTheEnd(
      'ip route show default > /root/route; ip route del default; apt-get clean; rm -rf /var/lib/apt/lists/*',
      'ip route add $(cat /root/route)',
    )
    await expectFailure('network.none', ['deploy', '--yes'], /network|reach/i)
  })

  it('that do not exist are named', async () => {
    const where = await projectWith(small('packages: [no-such-package-here]'))
    await expectFailure('package.unknown', ['deploy', '--yes'], /no-such-package-here/, where)
  })

  it('are installed once nothing stands in the way', async () => {
    const deploy = await run(['deploy', '--yes'])
    expect(deploy.code, deploy.output).toBe(0)
  })
})

describe('a port', () => {
  it('that another program holds is named with its holder', async () => {
    const listen = `'my $s = IO::Socket::INET->new(LocalPort => 80, Listen => 5, ReuseAddr => 1) or die $!; sleep 600'`
    await breakUntilTheEnd(
      `systemctl stop nginx; systemd-run --quiet --unit=squatter perl -MIO::Socket::INET -e ${listen}
      until ss -Hltn "sport = :80" | grep -q .; do sleep 0.1; done`,
      'systemctl stop squatter',
    )
    await expectFailure('port.taken', ['deploy', '--yes'], /80[\s\S]*perl/)
  })

  it('that is free again serves the next deploy', async () => {
    const repaired = await run(['deploy', '--yes'])
    expect(repaired.code, repaired.output).toBe(0)
    expect(await server.sh('systemctl is-active nginx')).toBe('active')
  })
})
