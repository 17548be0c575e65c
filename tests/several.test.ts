import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cabestan, projectWith } from './harness/command-line.ts'
import { type Server, startServer } from './harness/sandbox.ts'

/** Several servers in one configuration, several applications and environments on one server. */
let one: Server
let other: Server

beforeAll(async () => {
  one = await startServer({ stocked: true })
  other = await startServer({ suite: 'trixie', stocked: true })
})
afterAll(async () => {
  await one.destroy()
  await other.destroy()
})

const common = ['fail2ban: false', 'updates: { automatic: false }']
const deploy = (directory: string, ...words: string[]) =>
  cabestan(['deploy', '--yes', ...words], { directory })

describe('two servers in one configuration', () => {
  it('are deployed at once; one that fails does not hide the other', async () => {
    await other.sh("sed -i 's/^ID=.*/ID=fedora/' /usr/lib/os-release")
    const directory = await projectWith(
      ['app: disquaire', `servers: ["${one.destination}", "${other.destination}"]`, ...common, ''].join('\n'),
    )
    const ended = await deploy(directory)
    expect(ended.code, ended.output).toBe(1)
    expect(await one.sh('systemctl is-active nginx')).toBe('active')
    expect(ended.output).toContain(other.name)
    await other.sh("sed -i 's/^ID=.*/ID=debian/' /usr/lib/os-release")
    const again = await deploy(directory)
    expect(again.code, again.output).toBe(0)
    expect(await other.sh('systemctl is-active nginx')).toBe('active')
  })
})

describe('two applications and an environment on one server', () => {
  const configurations = () => ({
    disquaire: [
      'app: disquaire',
      `servers: ["${one.destination}", "${other.destination}"]`,
      ...common,
      'environments:',
      `  staging: { servers: ["${one.destination}"], domains: [staging.disquaire.example] }`,
      '',
    ].join('\n'),
    crepes: [
      'app: crepes',
      `server: ${one.destination}`,
      ...common,
      'firewall: { allow: [{ port: 8443, comment: second door }] }',
      '',
    ].join('\n'),
  })

  it('have each their own user, database and files', async () => {
    const staging = await deploy(await projectWith(configurations().disquaire), '-e', 'staging')
    expect(staging.code, staging.output).toBe(0)
    const crepes = await deploy(await projectWith(configurations().crepes))
    expect(crepes.code, crepes.output).toBe(0)
    const databases = await one.sh(
      "runuser -u postgres -- psql -XAtc \"select datname || ':' || pg_get_userbyid(datdba) from pg_database where datname !~ 'template|postgres' order by 1\"",
    )
    expect(databases.split('\n').sort()).toEqual([
      'crepes:crepes',
      'disquaire-staging:disquaire-staging',
      'disquaire:disquaire',
    ])
    expect(await one.sh("grep -c '^### tuple ### allow tcp 8443' /etc/ufw/user.rules")).toBe('1')
  })

  it('do not take from each other: the first is as it was', async () => {
    const plan = await cabestan(['plan', '--exit-code'], {
      directory: await projectWith(configurations().disquaire),
    })
    expect(plan.code, plan.output).toBe(0)
    expect((await deploy(await projectWith(configurations().disquaire))).code).toBe(0)
    expect(await one.sh("grep -c '^### tuple ### allow tcp 8443' /etc/ufw/user.rules")).toBe('1')
  })

  it('leave alone: what only they wanted goes, data stays unless asked for', async () => {
    const directory = await projectWith(configurations().crepes)
    const refused = await cabestan(['remove'], { directory })
    expect(refused.code).toBe(2)
    const removed = await cabestan(['remove', '--yes'], { directory })
    expect(removed.code, removed.output).toBe(0)
    expect(removed.output).toContain('Database crepes')
    expect(await one.sh('runuser -u postgres -- psql -XAtc "select 1" crepes')).toBe('1')
    expect(removed.output).toContain('cabestan remove -e production --data')
    const unknown = await cabestan(['remove', '--yes'], { directory })
    expect(unknown.output).toContain('application.unknown')
    const data = ['remove', '-e', 'production', '--data', '--yes']
    expect((await cabestan(data, { directory })).output).toContain('say so: `--confirm crepes`')
    const emptied = await cabestan([...data, '--confirm', 'crepes'], { directory })
    expect(emptied.code, emptied.output).toBe(0)
    expect(await one.sh('runuser -u postgres -- psql -XAtc "select 1" crepes 2>&1 || true')).toContain(
      'does not exist',
    )
    const left =
      'ls -d /srv/crepes /run/crepes /var/log/crepes 2>/dev/null; id crepes 2>/dev/null; getent group crepes; true'
    expect(await one.sh(left)).toBe('')
    const again = await cabestan(['remove', '--data', '--yes'], { directory })
    expect(again.output).toContain('application.unknown')
    expect((await deploy(await projectWith(configurations().disquaire))).code).toBe(0)
    expect(await one.sh("grep -c '^### tuple ### allow tcp 8443' /etc/ufw/user.rules || true")).toBe('0')
    expect(await one.sh('systemctl is-active nginx postgresql ssh')).toBe('active\nactive\nactive')
  })
})

describe('an environment whose section left the file before it was taken off', () => {
  it('goes by its name all the same; one that nobody ever had is told from it', async () => {
    const directory = await projectWith(`app: disquaire\nserver: ${one.destination}\n`)
    const shown = await cabestan(['status', '-e', 'staging'], { directory })
    expect(shown.code).toBe(2)
    expect(shown.output).toContain('cabestan remove -e staging')
    const mistyped = await cabestan(['remove', '-e', 'stagin', '--yes'], { directory })
    expect(mistyped.code).toBe(2)
    expect(mistyped.output).toContain('config.environment-nowhere')
    const removed = await cabestan(['remove', '-e', 'staging', '--yes'], { directory })
    expect(removed.code, removed.output).toBe(0)
    expect(removed.output).toContain('PostgreSQL access disquaire-staging@disquaire-staging')
    expect(await one.sh('runuser -u postgres -- psql -XAtc "select 1" disquaire-staging')).toBe('1')
    expect(await one.sh('id -un disquaire')).toBe('disquaire')
  })
})

describe('a server that its owner keeps without us', () => {
  it('Cabestan goes, and the server goes on', async () => {
    const directory = await projectWith(`app: disquaire\nserver: ${one.destination}\n`)
    const removed = await cabestan(['remove', '--cabestan', '--yes'], { directory })
    expect(removed.code, removed.output).toBe(0)
    expect(await one.sh('ls -d /opt/cabestan /var/lib/cabestan 2>/dev/null || true')).toBe('')
    await one.reboot()
    expect(await one.sh('systemctl is-active nginx postgresql supervisor ssh')).toBe(
      'active\nactive\nactive\nactive',
    )
    expect(await one.sh('ufw status | head -1')).toBe('Status: active')
  })
})
