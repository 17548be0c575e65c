import { beforeAll, describe, expect, it } from 'vitest'
import { cabestan, projectWith } from './harness/command-line.ts'
import { type Server, startServer } from './harness/sandbox.ts'
import { onSuites } from './harness/suites.ts'

/** The whole of the path, as a person goes it: plan, deploy, again, by hand, repair, leave. */
describe.each(onSuites('trixie'))('a bare %s server', (suite) => {
  let server: Server
  let directory: string
  const run = (...words: string[]) => cabestan(words, { directory })

  beforeAll(async () => {
    server = await startServer({ suite })
    directory = await projectWith(
      [
        'app: disquaire',
        `server: ${server.destination}`,
        'domains: [disquaire.example]',
        'time_zone: Europe/Paris',
        'locale: fr_FR.UTF-8',
        'redis: true',
        '',
      ].join('\n'),
    )
  })

  it('is planned without being touched', async () => {
    const before = await server.sh(fingerprint)
    const plan = await run('plan', '--exit-code')
    expect(plan.output).toContain('postgresql')
    expect(plan.output).toContain('PermitRootLogin no')
    expect(plan.code).toBe(3)
    expect(plan.stderr).toContain('To do it: `cabestan deploy`')
    expect(await server.sh(fingerprint)).toBe(before)
  })

  it('becomes what the configuration says', async () => {
    const deploy = await run('deploy', '--yes')
    expect(deploy.output, deploy.output).not.toContain('unexpected')
    expect(deploy.code, deploy.output).toBe(0)
  })

  it('then has nothing left to change', async () => {
    const plan = await run('plan', '--exit-code')
    expect(plan.code, plan.output).toBe(0)
    const before = await server.sh(fingerprint)
    const again = await run('deploy', '--yes')
    expect(again.code, again.output).toBe(0)
    expect(await server.sh(fingerprint)).toBe(before)
  })
})

/** Content, mode and owner of everything that describes a server. */
const fingerprint =
  "find /etc /usr/bin /var/lib/dpkg/status -not -path '/etc/.*' -type f -printf '%p %m %u %g %s %T@\\n' | sort | sha256sum"
