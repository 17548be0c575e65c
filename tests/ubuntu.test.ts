import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from './harness/browser.ts'
import { cabestan, jsonLines } from './harness/command-line.ts'
import { commit, gitProject } from './harness/git-project.ts'
import { startLoad } from './harness/load.ts'
import { ask } from './harness/page.ts'
import { type Server, startServer } from './harness/sandbox.ts'
import { onSuites } from './harness/suites.ts'

const example = new URL('../examples/disquaire', import.meta.url).pathname

/**
 * The whole path once, as `bin/demo` goes it, with all that a server can have: here on a release of Ubuntu, whose
 * ssh is listened for by systemd, whose needrestart works behind every apt, and whose tools are not Debian's.
 */
describe.each(onSuites('noble'))('the record shop on %s', (suite) => {
  let server: Server
  let directory: string
  const run = (...words: string[]) => cabestan(words, { directory })
  const page = async () => (await ask(server.address, '/', { host: server.address })).body

  beforeAll(async () => {
    server = await startServer({ suite })
    directory = gitProject({ 'README.md': '' })
    cpSync(example, directory, { recursive: true, filter: (path) => !/db\.sqlite3$|__pycache__/.test(path) })
    const file = join(directory, 'cabestan.yaml')
    const described = readFileSync(file, 'utf8').replace('sandbox:demo', server.destination)
    writeFileSync(file, `${described}release: {watch: 2s}\nweb: {limit: false}\n`)
    commit(directory, {})
  })

  it('is live after one command', async () => {
    const plan = await run('plan', '--exit-code')
    expect(plan.code, plan.output).toBe(3)
    const deploy = await run('deploy', '--yes', '--fixtures', 'catalogue')
    expect(deploy.code, deploy.output).toBe(0)
    expect(deploy.output).toContain('Release 1 is live')
    expect(await page()).toContain('<html')
  }, 1_800_000)

  it('answers in a real browser: a record is searched for, seen and booked, and the worker hears of it', async () => {
    await using browser = await launchBrowser()
    const visitor = await browser.newPage({ baseURL: `http://${server.address}` })
    const wrong: string[] = []
    visitor.on('requestfailed', (request) => wrong.push(request.url()))
    visitor.on('response', (response) => response.status() >= 400 && wrong.push(response.url()))
    visitor.on('pageerror', (error) => wrong.push(String(error)))
    await visitor.goto('/')
    await visitor.getByRole('searchbox').fill('kervadec')
    await visitor.getByRole('button', { name: 'Chercher' }).click()
    await visitor.getByRole('link', { name: 'Marée basse' }).first().click()
    await visitor.getByLabel(/nom/i).fill('Anna')
    await visitor.getByLabel(/mail/i).fill('anna@disquaire.example')
    await visitor.getByRole('button', { name: 'Réserver' }).click()
    expect(await visitor.getByRole('status').textContent()).toContain('« Marée basse » vous attend.')
    expect(wrong).toEqual([])
    const worker = () => server.sh('cat /var/log/disquaire/worker.log')
    await expect.poll(worker).toMatch(/Réservation n° \d+ confirmée : Marée basse/)
  })

  it('is left alone by the next', async () => {
    const again = await run('deploy', '--yes')
    expect(again.code, again.output).toBe(0)
    expect(again.output).toContain('Nothing to change: the server is as described.')
    expect(again.output).toContain('This commit is live already')
  })

  it('has every door closed that it should have, and the others open', async () => {
    expect(await server.sh('sshd -T | grep -E "^(permitrootlogin|passwordauthentication) "')).toBe(
      'permitrootlogin no\npasswordauthentication no',
    )
    expect(await server.sh('ufw status | grep -E "^[0-9]+/tcp +"')).toMatch(
      /^22\/tcp .*\n80\/tcp .*\n443\/tcp /,
    )
    expect(await server.sh('fail2ban-client get sshd findtime')).toBe('600')
    expect(await server.sh('fail2ban-client get sshd maxretry')).toBe('5')
    expect(await server.sh('locale | head -1; date +%Z')).toMatch(/^LANG=fr_FR.UTF-8\nCES?T$/)
    const updates = await server.sh('unattended-upgrade --dry-run --debug 2>&1 | grep "^Allowed origins"')
    expect(updates).toMatch(/security/i)
  })

  it('loses no visitor to the next release, nor to the way back', async () => {
    const load = startLoad({
      address: server.address,
      host: server.address,
      path: '/',
      connections: 4,
      pauseMs: 50,
    })
    const before = await page()
    const template = 'templates/base.html'
    const text = readFileSync(join(directory, template), 'utf8')
    commit(directory, { [template]: text.replace('</body>', '<!-- second window --></body>') })
    const deploy = await run('deploy', '--yes', '--json')
    expect(deploy.code, deploy.output).toBe(0)
    expect(jsonLines(deploy.stdout).find(({ type }) => type === 'release-finished')).toMatchObject({
      number: 2,
      verdict: 'good',
      lost: 0,
    })
    expect(await page()).toContain('second window')
    const back = await run('rollback', '--yes')
    expect(back.code, back.output).toBe(0)
    expect(await page()).toBe(before)
    await load.stop()
    expect(load.requests).toBeGreaterThan(20)
    expect(load.failures).toEqual([])
  })

  it('is shown as it is, with nothing changed by hand', async () => {
    const status = await run('status')
    expect(status.code, status.output).toBe(0)
    expect(status.output).toMatch(/Ubuntu|Debian/)
    const services = status.output.match(/\S+\.(service|socket) .*$/gm) ?? []
    expect(services.length).toBeGreaterThan(6)
    expect(services.filter((line) => !/ active +enabled$/.test(line))).toEqual([])
    for (const name of ['web', 'worker', 'beat'])
      expect(status.output).toMatch(new RegExp(`${name} +running`))
    expect(status.output).toMatch(/Changed by hand\n +nothing/)
    expect(status.output).toContain('its page answers 200')
  })

  it('says where ssh would move without its way there, and follows it to where it was moved', async () => {
    await server.sh(
      'echo "Port 2222" >/etc/ssh/sshd_config.d/10-port.conf && rm /etc/ssh/sshd_config.d/00-cabestan.conf',
    )
    const waits = await run('plan')
    expect(waits.code, waits.output).toBe(1)
    expect(waits.output).toContain(
      '/etc/ssh/sshd_config.d/10-port.conf:1 says port 2222, and ssh still listens on 22.',
    )
    const unit = /systemctl restart (ssh\.\w+)/.exec(waits.output)?.[1]
    await server.sh(`ufw allow 2222/tcp && systemctl daemon-reload && systemctl restart ${unit}`)
    const moved = await run('deploy', '--yes')
    expect(moved.code, moved.output).toBe(0)
    const door = await run('ssh', '--', 'sudo ufw status; sudo fail2ban-client get sshd action nftables port')
    expect(door.output).toMatch(/^2222\/tcp /m)
    expect(door.output).toMatch(/^2222$/m)
    expect((await run('plan', '--exit-code')).code).toBe(0)
    // Back, as the tests know it.
    const back = 'rm /etc/ssh/sshd_config.d/10-port.conf && ufw allow 22/tcp && systemctl daemon-reload'
    // Both at once: a knock in between would begin the service, beside which its socket does not start.
    const again = `systemctl stop ${unit} ssh.service && systemctl start ${unit}`
    const undone = await run('ssh', '--', `sudo sh -c '${back} && ${again}'`)
    expect(undone.code, undone.output).toBe(0)
    expect(await server.sh('sshd -T | grep "^port "')).toBe('port 22')
  })

  it('goes, and leaves the server', async () => {
    const removed = await run('remove', '--yes')
    expect(removed.code, removed.output).toBe(0)
    expect(await server.sh('ls /etc/nginx/sites-enabled /etc/supervisor/conf.d')).not.toContain('disquaire')
    expect(await server.sh('supervisorctl status || true')).not.toContain('RUNNING')
    expect(await server.sh('runuser -u postgres -- psql -XAtc "select 1" disquaire')).toBe('1')
  })
})
