import { createConnection } from 'node:net'
import { beforeAll, describe, expect, it } from 'vitest'
import { parse } from '../packages/cabestan/src/config/parse.ts'
import { describe as describeServer } from '../packages/cabestan/src/stack/describe.ts'
import { applySteps, callEngine, planSteps } from './harness/engine.ts'
import { ssh } from './harness/engine-installation.ts'
import { type Server, startServer } from './harness/sandbox.ts'
import { onSuites } from './harness/suites.ts'

/** Every key at once, with values other than the defaults wherever a sandbox can have them. */
const everything = (server: Server, here: string) => `app: disquaire
server: ${server.destination}
time_zone: Europe/Paris
locale: fr_FR.UTF-8
firewall: {allow: [8443, 53/udp]}
fail2ban: {max_retry: 2, ban_time: 30m, ignore: [${here}]}
updates: {reboot_at: "04:30"}
swap: 64M
postgres: {extensions: [unaccent, pg_trgm], settings: {work_mem: 16MB, jit: off}}
redis: {memory: 64M}
`

describe.each(onSuites('trixie'))('the whole stack on %s', (suite) => {
  let server: Server
  let asRoot: readonly string[]
  let key: string
  /** This machine as the server sees it: what the tests try must not shut it out. */
  let here: string

  beforeAll(async () => {
    server = await startServer({ suite, stocked: true })
    asRoot = [...server.sshArguments]
    here = await server.sh("ip -4 route show default | sed 's/.*via \\([^ ]*\\).*/\\1/'")
    key = (await server.sh('cat /root/.ssh/authorized_keys')).split('\n')[0] ?? ''
  })

  async function steps() {
    const facts = await callEngine(server, 'facts', {})
    return describeServer(parse(everything(server, here), 'cabestan.yaml'), facts, { publicKeys: [key] })
  }

  /** root cannot log in any more from the moment in which the guard asks. */
  function comeInAsLogin() {
    const address = server.sshArguments.findIndex((word) => word.startsWith('root@'))
    server.sshArguments.splice(address, 1, `deploy@${server.address}`, 'sudo', '-n')
  }
  const sh = (command: string) => ssh(server, `sh -c ${quoted(command)}`)

  it('is made, and is then the same description with nothing to change', async () => {
    const first = await steps()
    const changed = await applySteps(server, first, {
      onEvent: (event) => event.type === 'guard-armed' && comeInAsLogin(),
    })
    expect(changed).toBeGreaterThan(20)
    const second = await steps()
    expect(second).toEqual(first)
    expect((await planSteps(server, second)).changes).toEqual([])
    expect(await applySteps(server, second)).toBe(0)
  })

  it('lets the login user in, and root no more', async () => {
    expect((await sh('id -u')).trim()).toBe('0')
    await expect(ssh({ sshArguments: asRoot }, 'true')).rejects.toThrow('Permission denied')
  })

  it('keeps the application’s secrets from everybody else, and its own place from the application', async () => {
    const may = async (user: string, words: string) =>
      (await sh(`runuser -u ${user} -- ${words} >/dev/null 2>&1; echo $?`)).trim() === '0'
    expect(await may('disquaire', 'cat /srv/disquaire/env')).toBe(true)
    expect(await may('www-data', 'cat /srv/disquaire/env')).toBe(false)
    expect(await may('deploy', 'cat /srv/disquaire/env')).toBe(false)
    expect(await may('www-data', 'ls /srv/disquaire')).toBe(false)
    expect(await may('www-data', 'stat /srv/disquaire/env')).toBe(true)
    expect(await may('disquaire', 'touch /srv/disquaire/new')).toBe(false)
    expect(await may('disquaire', 'rm -f /srv/disquaire/env')).toBe(false)
    expect(await may('disquaire', 'touch /run/disquaire/socket')).toBe(true)
    expect(await may('deploy', 'ls /run/disquaire')).toBe(false)
    expect(await may('deploy', 'ls /var/log/disquaire')).toBe(true)
  })

  it('opens the database to the application without a password, with the settings that Django wants', async () => {
    const asked = ['client_encoding', 'default_transaction_isolation', 'timezone', 'work_mem', 'jit']
    const query = asked.map((name) => `current_setting('${name}')`).join(', ')
    const psql = `runuser -u disquaire -- psql --no-psqlrc --tuples-only --no-align --command "SELECT ${query}"`
    expect((await sh(psql)).trim()).toBe('UTF8|read committed|Europe/Paris|16MB|off')
    await sh(
      `runuser -u disquaire -- psql --command "CREATE TABLE t (a text); SELECT unaccent('été'); DROP TABLE t"`,
    )
    await expect(sh('runuser -u www-data -- psql --dbname disquaire --command "SELECT 1"')).rejects.toThrow()
  })

  it('gives the application a Redis of its own, which nobody enters without its password', async () => {
    const redis = (words: string) =>
      sh(`. /srv/disquaire/env; ${words.replace('redis-cli', 'redis-cli -p $REDIS_PORT')} 2>&1 || true`)
    expect(await redis('REDISCLI_AUTH=$REDIS_PASSWORD redis-cli SET a 1')).toContain('OK')
    expect(await redis('REDISCLI_AUTH=$REDIS_PASSWORD redis-cli KEYS "*"')).toContain('a')
    expect(await redis('redis-cli PING')).toContain('NOAUTH')
  })

  it('is closed to the outside, except where it was said', async () => {
    await sh('systemd-run --unit=listener-5000 --quiet python3 -m http.server 5000')
    await sh('systemd-run --unit=listener-8443 --quiet python3 -m http.server 8443')
    await expect.poll(() => reaches(server.address, 8443)).toBe(true)
    expect(await reaches(server.address, 80)).toBe(true)
    expect(await reaches(server.address, 5000)).toBe(false)
  })

  it('counts an owner who comes as root once, and not three times', async () => {
    await sh('ip address add 198.51.100.8/32 dev lo; fail2ban-client set sshd ignoreself false')
    // Only of a key that would do does sshd say that root is refused.
    await sh('ssh-keygen -q -t ed25519 -N "" -f /root/own && cat /root/own.pub >>/root/.ssh/authorized_keys')
    const options = '-o BatchMode=yes -o StrictHostKeyChecking=no -i /root/own -b 198.51.100.8'
    const comingAs = (user: string) => sh(`ssh ${options} ${user}@${server.address} true 2>&1 || true`)
    expect(await comingAs('root')).toContain('Permission denied')
    const refusals =
      'journalctl --unit=ssh --output=cat | grep -c "ROOT LOGIN REFUSED FROM 198.51.100.8" || true'
    await expect.poll(() => sh(refusals)).toBe('2\n')
    // Read after it, in the order of the journal.
    expect(await comingAs('nobody-here')).toContain('Permission denied')
    await expect.poll(() => sh('fail2ban-client get sshd banip')).toContain('198.51.100.8')
    expect((await sh('grep -c "Found 198.51.100.8" /var/log/fail2ban.log')).trim()).toBe('2')
  })

  it('shuts out an address that keeps trying, and only that one', async () => {
    // From inside, by an address of its own.
    await sh('ip address add 198.51.100.7/32 dev lo')
    await sh('fail2ban-client set sshd ignoreself false')
    const attempt = `ssh -o BatchMode=yes -o StrictHostKeyChecking=no -b 198.51.100.7 nobody-here@${server.address} true 2>&1 || true`
    for (let count = 0; count < 2; count++) expect(await sh(attempt)).toContain('Permission denied')
    await expect.poll(() => sh('fail2ban-client get sshd banip')).toContain('198.51.100.7')
    // It is in the list before the firewall has heard of it.
    await expect.poll(() => sh(attempt)).toContain('refused')
    expect((await sh('id -u')).trim()).toBe('0')
  })

  it('offers no algorithm that the auditor fails, except the key that people may know it by', async () => {
    await sh('apt-get install -y -qq --no-install-recommends ssh-audit >/dev/null 2>&1')
    const report = await sh('ssh-audit --level=fail 127.0.0.1 2>&1 || true')
    const failed = [...report.matchAll(/^\S*\((\w+)\) (\S+) .*\[fail\]/gm)].map(
      ([, kind, name]) => `${kind} ${name}`,
    )
    expect(failed).toEqual(['key ecdsa-sha2-nistp256'])
  })
})

function quoted(command: string): string {
  return `'${command.replaceAll("'", "'\\''")}'`
}

function reaches(address: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ host: address, port, timeout: 2000 })
    const end = (reached: boolean) => {
      socket.destroy()
      resolve(reached)
    }
    socket.on('connect', () => end(true))
    socket.on('timeout', () => end(false))
    socket.on('error', () => end(false))
  })
}
