import { Step } from '@cabestan/protocol/steps'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Convergence, stepsOn } from '../harness/convergence.ts'
import { applySteps } from '../harness/engine.ts'
import { type Server, startServer } from '../harness/sandbox.ts'
import { onSuites } from '../harness/suites.ts'

/**
 * nginx sites and supervisor programs on real servers, and with them how services come by their new files:
 * judged, reloaded once, put back where they cannot live with them.
 */
describe.each(onSuites('trixie'))('web on %s', (suite) => {
  let server: Server
  let steps: Convergence

  beforeAll(async () => {
    server = await startServer({ suite, stocked: true, keepsConnection: true })
    steps = stepsOn(server)
    await steps.converge(packages)
  })

  const bodyOf = (port = 80) => fetch(`http://${server.address}:${port}/`).then((answer) => answer.text())
  const masterOf = () => server.sh('cat /run/nginx.pid')
  const pidOf = (program: string) => server.sh(`supervisorctl pid ${program}`)
  const contentOf = async (path: string) =>
    Buffer.from(await server.sh(`base64 --wrap=0 ${path}`), 'base64').toString()
  const unjudged = () => server.sh('ls /etc/tmpfiles.d | grep unjudged || true')

  /** A run that has written its file and goes no further: whoever asks nginx to judge it waits. */
  async function heldAtJudgement(...described: Step[]): Promise<{ run: Promise<unknown> }> {
    await server.sh(`rm -f /run/judging; cat > /usr/local/sbin/nginx <<'END' && chmod 755 /usr/local/sbin/nginx
#!/bin/sh
rm /usr/local/sbin/nginx
touch /run/judging
sleep 100
END`)
    const run = applySteps(server, described).catch(() => {})
    await expect.poll(() => server.sh('ls /run/judging 2>&1 || true')).toBe('/run/judging')
    return { run }
  }

  const pendingMarks = () => server.sh('ls /var/lib/cabestan/pending')

  describe('nginx site', () => {
    test('from nothing, in place of the neutral site of Debian', async () => {
      const master = await masterOf()
      expect(await steps.changesOf(packages, site('one'))).toMatchObject([
        { type: 'text', path: '/etc/nginx/sites-available/default', after: site('one').content },
      ])
      expect(await steps.converge(packages, site('one'))).toBe(1)
      expect(await bodyOf()).toBe('one')
      expect(await masterOf()).toBe(master)
      expect(await server.sh('readlink /etc/nginx/sites-enabled/default')).toBe(
        '/etc/nginx/sites-available/default',
      )
    })

    test('right already', async () => {
      const master = await server.sh('cat /proc/$(cat /run/nginx.pid)/task/*/children')
      expect(await steps.converge(packages, site('one'))).toBe(0)
      expect(await server.sh('cat /proc/$(cat /run/nginx.pid)/task/*/children')).toBe(master)
    })

    test('something else there: changed by hand, another mode, a file in place of its link', async () => {
      await server.sh(`cd /etc/nginx; cp sites-available/default x; rm sites-enabled/default
        mv x sites-enabled/default; echo '# by hand' >> sites-available/default; chmod 600 sites-available/default`)
      const changes = await steps.changesOf(packages, site('one'))
      expect(changes).toMatchObject([
        { type: 'text', before: expect.stringContaining('# by hand') },
        { name: 'mode', before: '0600', after: '0644' },
        { name: 'type', before: 'file', after: 'link' },
        { name: 'target', before: null },
      ])
      expect(await steps.converge(packages, site('one'))).toBe(1)
    })

    test('a bad one is put back, and the others stay', async () => {
      const bad = site('two', 'shop', 'listen 8001; nonsense on;')
      const failure = await steps.failureOf(packages, site('three'), bad)
      expect(failure).toMatchObject({
        code: 'service.invalid',
        step: 'nginx-site:shop',
        values: { service: 'nginx' },
      })
      expect(failure.detail?.tail).toContain('unknown directive "nonsense" in /etc/nginx/sites-enabled/shop')
      expect(await server.sh('ls /etc/nginx/sites-available /etc/nginx/sites-enabled')).not.toContain('shop')
      // The good one waits for the next run, which finishes.
      expect(await pendingMarks()).toBe('nginx.json')
      await steps.converge(packages, site('three'))
      expect(await bodyOf()).toBe('three')
      expect(await pendingMarks()).toBe('')
    })

    test('one that only the running nginx finds bad is put back too', async () => {
      await server.sh(
        `systemd-run -q --unit=holder python3 -m http.server 8002 && until ss -Hltn | grep -q 8002; do sleep 0.1; done`,
      )
      const failure = await steps.failureOf(packages, site('three'), site('four', 'shop', 'listen 8002;'))
      expect(failure).toMatchObject({ code: 'service.failed', values: { service: 'nginx' } })
      expect(failure.detail?.tail).toContain('bind() to 0.0.0.0:8002 failed (98: Address already in use)')
      expect(await server.sh('ls /etc/nginx/sites-enabled')).toBe('default')
      expect(await bodyOf()).toBe('three')
      await server.sh('systemctl stop holder')
      await steps.converge(packages, site('three'), site('four', 'shop', 'listen 8002;'))
      expect(await bodyOf(8002)).toBe('four')
    })

    test('one that is described no more goes, and one that is switched off keeps its file', async () => {
      await steps.converge(packages, site('three'), {
        ...site('four', 'shop', 'listen 8002;'),
        enabled: false,
      })
      await expect(bodyOf(8002)).rejects.toThrow()
      expect(await server.sh('ls /etc/nginx/sites-available')).toBe('default\nshop')
      await steps.converge(packages, site('three'))
      expect(await server.sh('ls /etc/nginx/sites-available')).toBe('default')
    })

    test('cut off before nginx read it: the next run finishes', async () => {
      const reload = { program: 'systemctl', words: 'reload nginx', when: 'before' } as const
      await steps.surviveKillAt(reload, packages, site('five'))
      expect(await bodyOf()).toBe('five')
    })

    test('cut off before nginx judged it: a bad one does not outlive the next run', async () => {
      const bad = site('six', 'default', 'listen 80; nonsense on;')
      const judgement = { program: 'nginx', words: '-t', when: 'before' } as const
      await expect(steps.surviveKillAt(judgement, packages, bad)).rejects.toMatchObject({
        failure: { code: 'service.invalid' },
      })
      expect(await server.sh('nginx -t 2>&1')).toContain('successful')
      expect(await steps.converge(packages, site('five'))).toBe(0)
    })

    test('cut off before nginx judged it: a bad one does not even wait for the next run', async () => {
      await steps.converge(packages, former)
      const dying = await heldAtJudgement(packages, site('six', 'default', 'listen 80; nonsense on;'))
      // One by one: where systemd has the kernel kill the whole group, what should end the unit was seen to die with it.
      await server.sh(`kill -KILL $(ps -eo pid=,cgroup= | awk '/cabestan-run-/ { print $1 }')`)
      await dying.run
      await expect.poll(unjudged).toBe('')
      expect(await contentOf('/etc/nginx/sites-available/default')).toBe(former.content)
      expect(await server.sh('nginx -t 2>&1')).toContain('successful')
    })

    test('the machine dies before nginx judged it: nginx is there after the boot, as it was', async () => {
      const changed = site('six', 'default', 'listen 80; nonsense on;')
      for (const bad of [changed, site('seven', 'shop', 'listen 8001; nonsense on;')]) {
        const dying = await heldAtJudgement(packages, ...(bad === changed ? [bad] : [former, bad]))
        await server.crash()
        await dying.run
        expect(await server.sh('systemctl is-active nginx')).toBe('active')
        expect(await contentOf('/etc/nginx/sites-available/default')).toBe(former.content)
        expect(
          await server.sh('ls -A /etc/nginx/sites-enabled; readlink /etc/nginx/sites-enabled/default'),
        ).toBe('default\n/etc/nginx/sites-available/default')
        expect(await unjudged()).toBe('')
      }
      expect(await steps.converge(packages, site('five'))).toBe(1)
      expect(await bodyOf()).toBe('five')
    })

    test('an nginx that was stopped by hand is started with its new site', async () => {
      await server.sh('systemctl stop nginx')
      const events = await steps.eventsOf(packages, site('six'))
      expect(events).toContainEqual(
        expect.objectContaining({ type: 'service-settled', service: 'nginx', action: 'start' }),
      )
      expect(await bodyOf()).toBe('six')
    })
  })

  describe('supervisor program', () => {
    /** It calls a program RUNNING a second after it began, and ends with 3 before that. */
    const states = () => server.sh('supervisorctl status || true')

    test('from nothing', async () => {
      await steps.converge(packages)
      expect(await steps.converge(packages, program('web'), program('worker'))).toBe(2)
      await expect.poll(states).toMatch(/web +RUNNING.*\nworker +RUNNING/)
    })

    test('right already', async () => {
      expect(await steps.converge(packages, program('web'), program('worker'))).toBe(0)
    })

    test('one that changed is restarted alone', async () => {
      const [web, worker] = [await pidOf('web'), await pidOf('worker')]
      await steps.converge(packages, program('web', 'startsecs=0'), program('worker'))
      expect(await pidOf('web')).not.toBe(web)
      expect(await pidOf('worker')).toBe(worker)
    })

    test('something else there: changed by hand', async () => {
      await server.sh('echo command=/bin/false >> /etc/supervisor/conf.d/web.conf; supervisorctl update')
      expect(await steps.converge(packages, program('web'), program('worker'))).toBe(1)
      await expect.poll(states).toMatch(/^web +RUNNING/m)
    })

    test('a bad one is put back, and nobody notices', async () => {
      const web = await pidOf('web')
      const failure = await steps.failureOf(packages, program('web', 'user=nobody-knows'), program('worker'))
      expect(failure).toMatchObject({ code: 'service.invalid', values: { service: 'supervisor' } })
      expect(failure.detail?.tail).toContain("Invalid user name nobody-knows in section 'program:web'")
      expect(await server.sh('cat /etc/supervisor/conf.d/web.conf')).toBe(program('web').content.trim())
      expect(await pidOf('web')).toBe(web)
      expect(await pendingMarks()).toBe('')
    })

    test('cut off before supervisor took it up: the next run finishes', async () => {
      const judgement = { program: 'python3', words: 'supervisor.options', when: 'after' } as const
      await steps.surviveKillAt(judgement, packages, program('web'), program('worker'), program('beat'))
      await expect.poll(states).toMatch(/^beat +RUNNING/m)
    })

    test('those that are described no more are stopped', async () => {
      await steps.converge(packages, program('web'))
      await expect.poll(states).toMatch(/^web +RUNNING[^\n]*$/)
    })
  })
})

const packages = Step.parse({ kind: 'package', reason: 'packages.base', names: ['nginx', 'supervisor'] })

function site(body: string, name = 'default', listen = 'listen 80 default_server;') {
  return {
    kind: 'nginx-site' as const,
    reason: 'nginx.default' as const,
    name,
    enabled: true,
    content: `# Managed by Cabestan.\nserver {\n    ${listen}\n    return 200 "${body}";\n}\n`,
  }
}

/** With all that could be lost on the way through another file's syntax. */
const former = { ...site('former'), content: `\n# 100 % of "é" \\n\t\\x41 %n $\n${site('former').content} ` }

function program(name: string, setting = '') {
  return {
    kind: 'supervisor-program' as const,
    reason: 'supervisor.service' as const,
    name,
    content: `; Managed by Cabestan.\n[program:${name}]\ncommand=/bin/sleep 1000\nuser=www-data\n${setting}\n`,
  }
}
