import { CabestanError } from '@cabestan/protocol/failures'
import { Step, stepId } from '@cabestan/protocol/steps'
import { beforeAll, describe, expect, test } from 'vitest'
import { applySteps, killDuring, planSteps } from '../harness/engine.ts'
import { type Server, startServer } from '../harness/sandbox.ts'

/**
 * Files, units and the system's own settings on real servers: from nothing, from something else, from right
 * already, and from a run that was killed.
 */
describe.each(['bookworm', 'trixie'] as const)('%s', (suite) => {
  let server: Server

  beforeAll(async () => {
    server = await startServer({ suite })
    await applySteps(server, [
      Step.parse({
        kind: 'package',
        reason: 'packages.base',
        names: ['locales', 'logrotate', 'procps', 'python3-dotenv', 'tzdata'],
      }),
    ])
  })

  /** Makes it so, and demands that the server then shows nothing more to do. */
  async function converge(...steps: Step[]): Promise<number> {
    const changed = await applySteps(server, steps)
    expect(await changesOf(...steps)).toEqual([])
    return changed
  }

  async function changesOf(...steps: Step[]): Promise<unknown[]> {
    const { changes } = await planSteps(server, steps)
    return changes.flatMap(({ change }) => change.items)
  }

  async function failureOf(...steps: Step[]): Promise<CabestanError['failure']> {
    try {
      await applySteps(server, steps)
    } catch (error) {
      if (error instanceof CabestanError) return error.failure
      throw error
    }
    throw new Error('it did not fail')
  }

  /**
   * The run is killed while it works at the step: where a program and one of its words are named, while that
   * program is at it; the wrapper that holds it up there is what PATH finds first.
   */
  async function surviveKill(step: Step, program?: string, word = ''): Promise<void> {
    const wrapper = `/usr/local/sbin/${program}`
    if (program) {
      const real = await server.sh(`command -v ${program}`)
      const script = `#!/bin/sh\ncase "$*" in *"${word}"*) touch /run/held; sleep 20 ;; esac\nexec ${real} "$@"\n`
      await server.sh(`rm -f /run/held; cat > ${wrapper} && chmod 755 ${wrapper}`, script)
    }
    expect(await killDuring(server, [step], ({ type }) => type === 'step-started')).toBe(true)
    if (program) expect(await server.sh(`rm ${wrapper}; ls /run/held`)).toBe('/run/held')
    await converge(step)
  }

  async function removeStep(step: Step, ...kept: Step[]): Promise<void> {
    await applySteps(server, [step, ...kept])
    await applySteps(server, kept)
  }

  const stateOf = (unit: string) =>
    server.sh(`systemctl show --value --property=ActiveState,UnitFileState ${unit} | paste -sd ' '`)

  describe('directory, file and link', () => {
    const directory = Step.parse({
      kind: 'directory',
      reason: 'app.directory',
      path: '/srv/essai',
      group: 'www-data',
      mode: '02750',
    })
    const file = Step.parse({
      kind: 'file',
      reason: 'app.directory',
      path: '/srv/essai/notice',
      content: 'welcome\nété\n',
      owner: 'www-data',
      group: 'www-data',
      mode: '0640',
    })
    const link = Step.parse({
      kind: 'link',
      reason: 'app.directory',
      path: '/srv/essai/live',
      target: 'notice',
    })
    const all = [directory, file, link]
    const look = () =>
      server.sh(
        'stat --format="%A %U %G %N" /srv/essai /srv/essai/notice /srv/essai/live; cat /srv/essai/live',
      )
    const right = [
      "drwxr-s--- root www-data '/srv/essai'",
      "-rw-r----- www-data www-data '/srv/essai/notice'",
      "lrwxrwxrwx root www-data '/srv/essai/live' -> 'notice'",
      'welcome\nété',
    ].join('\n')

    test('from nothing', async () => {
      expect(await changesOf(...all)).toHaveLength(3)
      expect(await converge(...all)).toBe(3)
      expect(await look()).toBe(right)
    })

    test('from something else', async () => {
      await server.sh(`cd /srv/essai && echo kept > kept && chmod 700 . && chown daemon notice && echo x >> notice &&
        rm live && ln -s kept live`)
      expect(await converge(...all)).toBe(3)
      expect(await look()).toBe(right)
      await server.sh('cd /srv/essai && rm live notice && mkdir live && ln -s kept notice')
      expect(await converge(...all)).toBe(2)
      expect(await look()).toBe(right)
      expect(await server.sh('cat /srv/essai/kept')).toBe('kept')
    })

    test('what holds data is in the way, and stays', async () => {
      await server.sh('cd /srv/essai && rm notice live && mkdir notice live && touch notice/a live/b')
      expect(await failureOf(file)).toMatchObject({
        code: 'step.blocked',
        values: { path: '/srv/essai/notice' },
        step: stepId(file),
      })
      expect(await failureOf(link)).toMatchObject({ code: 'step.blocked' })
      expect(await server.sh('cd /srv/essai && ls notice live && rm -r notice live')).toContain('a')
      await server.sh('mv /srv/essai /srv/big && ln -s big /srv/essai')
      expect(await failureOf(directory)).toMatchObject({
        code: 'step.blocked',
        values: { path: '/srv/essai' },
      })
      await server.sh('rm /srv/essai && mv /srv/big /srv/essai')
    })

    test('from a run that was killed', async () => {
      await server.sh('rm -rf /srv/essai')
      await surviveKill(directory)
      await surviveKill(file)
      await surviveKill(link)
      expect(await look()).toBe(right)
      expect(await server.sh('ls -A /srv/essai')).toBe('live\nnotice')
    })

    test('taken away, the directory only when it is empty', async () => {
      await server.sh('touch /srv/essai/kept')
      await applySteps(server, all)
      await applySteps(server, [])
      expect(await server.sh('ls -A /srv/essai')).toBe('kept')
      await server.sh('rm /srv/essai/kept')
      await removeStep(directory)
      expect(await server.sh('ls /srv')).toBe('')
    })
  })

  describe('environment file', () => {
    const path = '/srv/essai.env'
    const values = {
      PLAIN: 'redis://localhost:6379/0',
      EMPTY: '',
      SPACES: '  two  words  ',
      HASH: 'a #b # c',
      DOLLAR: '$HOME and $(id) and `id`',
      QUOTE: `it's "so"`,
      DOUBLE: 'say "so"',
      BACKSLASH: 'C:\\new\\table\\',
      BOTH: `it's \\n a \\\\ "thing"`,
      ACCENT: 'été à Noël',
      SIGNS: '!&|;<>()*?[]~%=+@^{}',
    }
    const step = Step.parse({
      kind: 'environment-file',
      reason: 'app.environment',
      path,
      group: 'www-data',
      mode: '0640',
      values: {
        SECRET_KEY: { generate: 'django-key' },
        ...Object.fromEntries(Object.entries(values).map(([key, value]) => [key, { value }])),
      },
    })
    const asJson = 'import json, os; print(json.dumps({k: v for k, v in os.environ.items()}))'

    test('from nothing, with a secret that stays on the server', async () => {
      const changes = await changesOf(step)
      expect(changes).toMatchObject([{ type: 'list', what: 'variables', subject: path }])
      await converge(step)
      const key = await server.sh(`grep --only-matching --perl-regexp '^SECRET_KEY=\\K.*' ${path}`)
      expect(key).toMatch(/^[A-Za-z0-9_-]{64}$/)
      expect(await server.sh(`stat --format='%a %U %G' ${path}`)).toBe('640 root www-data')
      const traces = `grep --recursive --files-with-matches ${key} /var/lib/cabestan /run/cabestan /etc || true`
      expect(await server.sh(traces)).toBe('')
      expect(await server.sh(`journalctl --no-pager | grep --count ${key} || true`)).toBe('0')
    })

    test.each([
      ['sh', `set -a; . ${path}; exec env -u PWD python3 -c '${asJson}'`],
      [
        'systemd',
        `systemd-run --quiet --pipe --wait --property=EnvironmentFile=${path} python3 -c '${asJson}'`,
      ],
      [
        'python-dotenv',
        `python3 -c 'import json, dotenv; print(json.dumps(dotenv.dotenv_values("${path}")))'`,
      ],
    ])('%s reads each value as it was given', async (_reader, command) => {
      expect(JSON.parse(await server.sh(command))).toMatchObject(values)
    })

    test('from something else, and from a run that was killed: secrets and strangers stay', async () => {
      await server.sh(
        `printf '# mine\\nSECRET_KEY=kept\\nMINE="1"\\nPLAIN=other\\n' > ${path}; chmod 666 ${path}`,
      )
      expect(JSON.stringify(await changesOf(step))).not.toContain('redis')
      await surviveKill(step)
      const text = await server.sh(`cat ${path}`)
      expect(text).toMatch(/^# mine\nSECRET_KEY=kept\nMINE="1"\nPLAIN=redis:\/\/localhost:6379\/0\nEMPTY=\n/)
      expect(await server.sh(`stat --format=%a ${path}`)).toBe('640')
    })
  })

  describe('unit and timer', () => {
    const program = (sleep: number) =>
      `[Unit]\nDescription=Essai\n\n[Service]\nExecStart=/usr/bin/sleep ${sleep}\n\n[Install]\nWantedBy=multi-user.target\n`
    const unit = (content: string, more: object = {}) =>
      Step.parse({
        kind: 'unit',
        reason: 'supervisor.unit',
        name: 'essai.service',
        content,
        enabled: true,
        running: true,
        ...more,
      })
    const commandLine = () =>
      server.sh('tr "\\0" " " < /proc/$(systemctl show --value --property=MainPID essai.service)/cmdline')

    test('from nothing', async () => {
      await converge(unit(program(9001)))
      expect(await stateOf('essai.service')).toBe('active enabled')
      expect(await commandLine()).toBe('/usr/bin/sleep 9001')
    })

    test('from another content, stopped, disabled, masked', async () => {
      await converge(unit(program(9002)))
      expect(await commandLine()).toBe('/usr/bin/sleep 9002')
      await server.sh('systemctl disable --now essai.service')
      await converge(unit(program(9002)))
      await server.sh('rm /etc/systemd/system/essai.service && systemctl mask --now essai.service')
      await converge(unit(program(9002)))
      expect(await stateOf('essai.service')).toBe('active enabled')
    })

    test('from a file that was changed and never read', async () => {
      await server.sh('sed -i s/9002/9003/ /etc/systemd/system/essai.service')
      expect(await changesOf(unit(program(9003)))).toEqual([
        { type: 'action', action: 'reload', subject: 'systemd' },
      ])
      await converge(unit(program(9003)))
      expect(await commandLine()).toBe('/usr/bin/sleep 9003')
    })

    test.each([
      ['daemon-reload', 9011],
      ['reenable', 9012],
      ['restart', 9013],
    ])('from a run that was killed at %s', async (word, sleep) => {
      await surviveKill(unit(program(sleep)), 'systemctl', word)
      expect(await commandLine()).toBe(`/usr/bin/sleep ${sleep}`)
      expect(await server.sh('ls -A /var/lib/cabestan/unfinished')).toBe('')
    })

    test('what systemd does not understand never takes its place', async () => {
      const former = await server.sh('cat /etc/systemd/system/essai.service')
      const bad = program(9020).replace('ExecStart', 'Restart=maybe\nExecStart')
      const failure = await failureOf(unit(bad))
      expect(failure).toMatchObject({ code: 'service.invalid', values: { service: 'systemd' } })
      expect(failure.detail?.tail).toMatch(/essai\.service:5:.*maybe/)
      expect(await server.sh('cat /etc/systemd/system/essai.service')).toBe(former)
      expect(await stateOf('essai.service')).toBe('active enabled')
    })

    test('a program that ends at once is a failure, and says its last words', async () => {
      const dying = program(1).replace('/usr/bin/sleep 1', "/bin/sh -c 'echo no database >&2; exit 3'")
      const failure = await failureOf(unit(dying))
      expect(failure).toMatchObject({ code: 'service.failed', values: { service: 'essai' } })
      expect(failure.detail?.tail).toContain('no database')
      await converge(unit(program(9021)))
    })

    test('a timer with its service, and a template', async () => {
      const task = unit('[Service]\nType=oneshot\nExecStart=/usr/bin/true\n', {
        name: 'task.service',
        enabled: false,
        running: false,
      })
      const timer = unit(
        '[Timer]\nOnCalendar=daily\nPersistent=true\n\n[Install]\nWantedBy=timers.target\n',
        {
          name: 'task.timer',
        },
      )
      const template = unit('[Service]\nExecStart=/usr/bin/sleep %i\n', {
        name: 'wait@.service',
        enabled: false,
        running: false,
      })
      await converge(task, timer, template)
      expect(await stateOf('task.timer')).toBe('active enabled')
      await server.sh('systemctl start wait@600.service')
      await applySteps(server, [])
      expect(await server.sh('ls /etc/systemd/system')).not.toMatch(/task|wait/)
      expect(await stateOf('wait@600.service')).toBe('inactive')
      expect(await stateOf('task.timer')).toBe('inactive')
    })

    test('taken away', async () => {
      await removeStep(unit(program(9021)))
      expect(await server.sh('systemctl list-units --all --plain --no-legend "essai*"')).toBe('')
      expect(await server.sh('find /etc/systemd/system -name "essai*"')).toBe('')
    })
  })

  describe('drop-in', () => {
    const step = Step.parse({
      kind: 'drop-in',
      reason: 'supervisor.unit',
      unit: 'cron-like.service',
      name: 'cabestan',
      content: '[Service]\nRestartSec=7s\n',
    })
    const read = () => server.sh('systemctl show --value --property=RestartUSec cron-like.service')

    test('before its unit is there, from something else, and from a run that was killed', async () => {
      await converge(step)
      await server.sh(
        'cat > /etc/systemd/system/cron-like.service && systemctl daemon-reload && systemctl start cron-like',
        '[Service]\nExecStart=/usr/bin/sleep 9100\n',
      )
      expect(await read()).toBe('7s')
      await server.sh('echo "[Service]" > /etc/systemd/system/cron-like.service.d/cabestan.conf')
      await converge(step)
      expect(await read()).toBe('7s')
      await server.sh('rm -r /etc/systemd/system/cron-like.service.d && systemctl daemon-reload')
      await surviveKill(step, 'systemctl', 'daemon-reload')
      expect(await read()).toBe('7s')
    })

    test('what systemd does not understand never takes its place', async () => {
      const failure = await failureOf({ ...step, content: '[Service]\nRestartSec=soon\n' } as Step)
      expect(failure).toMatchObject({ code: 'service.invalid', values: { service: 'systemd' } })
      expect(failure.detail?.tail).toContain('soon')
      expect(await changesOf(step)).toEqual([])
    })

    test('taken away', async () => {
      await removeStep(step)
      expect(await read()).toBe('100ms')
      expect(await server.sh('ls /etc/systemd/system')).not.toContain('cron-like.service.d')
    })
  })

  describe('service', () => {
    const step = Step.parse({
      kind: 'service',
      reason: 'nginx.service',
      unit: 'web.service',
      enabled: true,
      running: true,
      ports: [8099],
    })
    const listen = '/usr/bin/python3 -m http.server --bind 127.0.0.1 8099'

    test('is a change while it is not installed, then is started and enabled', async () => {
      expect(await changesOf(step)).toHaveLength(2)
      await server.sh(
        'cat > /etc/systemd/system/web.service && systemctl daemon-reload',
        `[Service]\nExecStart=${listen}\n[Install]\nWantedBy=multi-user.target\n`,
      )
      await converge(step)
      expect(await stateOf('web.service')).toBe('active enabled')
    })

    test('from stopped, masked, and a run that was killed', async () => {
      await server.sh('systemctl stop web.service')
      await surviveKill(step, 'systemctl', 'start web')
      // A unit that lies in /etc itself cannot be masked: one of the distribution's stands for it.
      const cron = { ...step, unit: 'systemd-timesyncd.service', ports: [] } as Step
      if ((await server.ssh('systemctl cat logrotate.timer')).code === 0) {
        const timer = { ...cron, unit: 'logrotate.timer' } as Step
        await server.sh('systemctl mask --now logrotate.timer')
        await converge(timer)
        expect(await stateOf('logrotate.timer')).toBe('active enabled')
      }
    })

    test('names the program that holds its port', async () => {
      await server.sh('systemctl stop web.service && cp /usr/bin/python3 /usr/local/bin/intruder')
      await server.sh(
        `systemd-run --quiet --unit=intruder ${listen.replace('/usr/bin/python3', '/usr/local/bin/intruder')}`,
      )
      await server.sh('until ss --no-header -ltn "sport = 8099" | grep -q LISTEN; do sleep 0.1; done')
      expect(await failureOf(step)).toMatchObject({
        code: 'port.taken',
        values: { port: '8099', holder: 'intruder', service: 'web' },
      })
      await server.sh('systemctl stop intruder.service')
      await converge(step)
    })

    test('may be described as stopped', async () => {
      await converge({ ...step, enabled: false, running: false } as Step)
      expect(await stateOf('web.service')).toBe('inactive disabled')
    })
  })

  describe('tmpfiles', () => {
    const step = Step.parse({
      kind: 'tmpfiles',
      reason: 'app.sockets',
      name: 'essai',
      content: '# Sockets of essai\nd /run/essai 0750 root www-data -\n',
    })
    const look = () => server.sh('stat --format="%a %U %G" /run/essai')

    test('from nothing, from something else, after a reboot, and from a run that was killed', async () => {
      await converge(step)
      expect(await look()).toBe('750 root www-data')
      await server.sh('echo "# other" > /etc/tmpfiles.d/essai.conf; chmod 777 /run/essai')
      await converge(step)
      expect(await look()).toBe('750 root www-data')
      await server.reboot()
      expect(await changesOf(step)).toEqual([])
      await server.sh('rm -r /etc/tmpfiles.d/essai.conf /run/essai')
      await surviveKill(step, 'systemd-tmpfiles', '--create')
      expect(await look()).toBe('750 root www-data')
    })

    test('what cannot be read never takes its place', async () => {
      const failure = await failureOf({ ...step, content: 'd /run/essai 0750 nobody-knows - -\n' } as Step)
      expect(failure).toMatchObject({ code: 'service.invalid', values: { service: 'systemd-tmpfiles' } })
      expect(failure.detail?.tail).toContain('nobody-knows')
      expect(await changesOf(step)).toEqual([])
    })

    test('taken away', async () => {
      await removeStep(step)
      expect(await server.sh('ls -d /run/essai /etc/tmpfiles.d/essai.conf 2>/dev/null || true')).toBe('')
    })
  })

  describe('logrotate', () => {
    const path = '/etc/logrotate.d/essai'
    const content = '/var/log/essai/*.log {\n    weekly\n    rotate 4\n    missingok\n}\n'
    const step = Step.parse({ kind: 'logrotate', reason: 'app.logs', name: 'essai', content })

    test('from nothing, from something else, and from a run that was killed', async () => {
      await converge(step)
      expect(await server.sh(`cat ${path}`)).toBe(content.trim())
      await server.sh(`echo '# other' > ${path}; chmod 666 ${path}`)
      await converge(step)
      await server.sh('logrotate --debug /etc/logrotate.conf')
      await server.sh(`rm ${path}`)
      await surviveKill(step, 'logrotate', '--debug')
    })

    test('what logrotate refuses never takes its place', async () => {
      const failure = await failureOf({
        ...step,
        content: content.replace('rotate 4', 'rotate never'),
      } as Step)
      expect(failure).toMatchObject({ code: 'service.invalid', values: { service: 'logrotate' } })
      expect(failure.detail?.tail).toContain("bad rotation count 'never'")
      expect(await changesOf(step)).toEqual([])
    })

    test('taken away', async () => {
      await removeStep(step)
      expect(await server.sh('ls /etc/logrotate.d')).not.toContain('essai')
    })
  })

  describe('sysctl', () => {
    const step = (settings: Record<string, string>) =>
      Step.parse({ kind: 'sysctl', reason: 'system.swappiness', name: '60-essai', settings })
    const own = { 'net.ipv4.tcp_fin_timeout': '31', 'net.ipv4.ip_local_port_range': '16000 60000' }
    const read = (key: string) => server.sh(`sysctl --values ${key}`)

    test('from nothing, from something else, after a reboot, and from a run that was killed', async () => {
      await converge(step(own))
      expect(await read('net.ipv4.tcp_fin_timeout')).toBe('31')
      await server.sh('sysctl -w net.ipv4.tcp_fin_timeout=44')
      expect(await changesOf(step(own))).toEqual([
        {
          type: 'value',
          subject: 'kernel',
          name: 'setting',
          key: 'net.ipv4.tcp_fin_timeout',
          before: '44',
          after: '31',
        },
      ])
      await converge(step(own))
      await server.reboot()
      expect(await changesOf(step(own))).toEqual([])
      await server.sh('rm /etc/sysctl.d/60-essai.conf && sysctl -w net.ipv4.tcp_fin_timeout=44')
      await surviveKill(step(own), 'sysctl', '-p')
      expect(await read('net.ipv4.tcp_fin_timeout')).toBe('31')
    })

    test('what belongs to the machine around a container is written for its own boot, and said', async () => {
      const before = await read('vm.swappiness')
      const lines: string[] = []
      const both = step({ ...own, 'vm.swappiness': '11' })
      await applySteps(server, [both], {
        onEvent: (event) => {
          if (event.type === 'output') lines.push(event.line)
        },
      })
      expect(await changesOf(both)).toEqual([])
      expect(lines.join('\n')).toContain('vm.swappiness: not set')
      expect(await server.sh('cat /etc/sysctl.d/60-essai.conf')).toContain('vm.swappiness = 11')
      expect(await read('vm.swappiness')).toBe(before)
    })

    test('what the kernel refuses never takes its place', async () => {
      const failure = await failureOf(step({ 'net.ipv4.tcp_fin_timeout': 'soon' }))
      expect(failure).toMatchObject({ code: 'command.failed' })
      expect(failure.detail?.tail).toContain('Invalid argument')
      expect(await server.sh('cat /etc/sysctl.d/60-essai.conf')).not.toContain('soon')
    })

    test('taken away', async () => {
      await removeStep(step(own))
      expect(await server.sh('ls /etc/sysctl.d')).not.toContain('essai')
    })
  })

  /** What swap is in use belongs to the machine around the sandbox: it is prepared here, never switched on. */
  describe('swap', () => {
    const step = Step.parse({ kind: 'swap', reason: 'system.swap', path: '/swapfile', megabytes: 64 })
    const look = () =>
      server.sh(
        'stat --format="%a %U %s" /swapfile; swaplabel /swapfile | wc -l; grep -c /swapfile /etc/fstab',
      )
    const right = `600 root ${64 * 1024 * 1024}\n1\n1`

    test('from nothing, from something else, and from a run that was killed', async () => {
      const used = await server.sh('cat /proc/swaps')
      await converge(step)
      expect(await look()).toBe(right)
      await server.sh('truncate --size=1M /swapfile && mkswap /swapfile; chmod 644 /swapfile; : > /etc/fstab')
      expect(await changesOf(step)).toMatchObject([
        { name: 'size', before: '1 MB', after: '64 MB' },
        { name: 'mode' },
        { action: 'enable' },
      ])
      await converge(step)
      expect(await look()).toBe(right)
      await server.sh('rm /swapfile; : > /etc/fstab')
      await surviveKill(step, 'mkswap')
      expect(await look()).toBe(right)
      expect(await server.sh('ls /')).not.toContain('cabestan')
      expect(await server.sh('cat /proc/swaps')).toBe(used)
    })

    test('neither fills the disk nor overwrites what is no swap', async () => {
      await server.sh('mkdir -p /mnt/small && mount -t tmpfs -o size=700m tmpfs /mnt/small')
      const small = { ...step, path: '/mnt/small/swapfile' } as Step
      expect(await failureOf(small)).toMatchObject({ code: 'disk.full', values: { free: '700' } })
      await server.sh('test -z "$(ls -A /mnt/small)" && umount /mnt/small && echo thesis > /srv/thesis')
      const thesis = { ...step, path: '/srv/thesis' } as Step
      expect(await failureOf(thesis)).toMatchObject({ code: 'step.blocked', values: { path: '/srv/thesis' } })
      expect(await server.sh('cat /srv/thesis && rm /srv/thesis')).toBe('thesis')
    })

    test('taken away', async () => {
      await removeStep(step)
      expect(await server.sh('ls /; cat /etc/fstab')).not.toContain('swapfile')
    })
  })

  describe('time zone', () => {
    const step = (zone: string) => Step.parse({ kind: 'time-zone', reason: 'system.time-zone', zone })

    test('from nothing, from something else, and from a run that was killed', async () => {
      await converge(step('Europe/Paris'))
      expect(await server.sh('timedatectl show --value --property=Timezone')).toBe('Europe/Paris')
      expect(await server.sh('date --date=2026-07-01 +%Z')).toBe('CEST')
      await server.sh('timedatectl set-timezone America/Cayenne')
      await converge(step('Europe/Paris'))
      await server.sh('rm /etc/localtime')
      await surviveKill(step('Europe/Paris'))
      await server.sh('timedatectl set-timezone Asia/Tokyo')
      expect(await changesOf(step('Asia/Tokyo'))).toEqual([])
      expect(await server.sh('cat /etc/timezone || echo Asia/Tokyo')).toBe('Asia/Tokyo')
    })

    test('must be known to the server', async () => {
      expect(await failureOf(step('Europe/Lutece'))).toMatchObject({
        code: 'config.invalid',
        values: { value: 'Europe/Lutece' },
      })
    })
  })

  describe('locale', () => {
    const step = (locale: string) => Step.parse({ kind: 'locale', reason: 'system.locale', locale })
    const speaks = () => server.sh('. /etc/default/locale; LC_ALL=$LANG locale month 2>&1; echo $LANG')

    test('from nothing, from something else, and from a run that was killed', async () => {
      await converge(step('C.UTF-8'))
      expect(await speaks()).toMatch(/january.*\nC\.UTF-8$/is)
      await surviveKill(step('fr_FR.UTF-8'), 'locale-gen')
      expect(await speaks()).toMatch(/janvier.*\nfr_FR\.UTF-8$/s)
      await server.sh(
        'localedef --delete-from-archive fr_FR.utf8; printf "LANG=C\\nLC_TIME=C\\n" > /etc/default/locale',
      )
      await converge(step('fr_FR.UTF-8'))
      expect(await speaks()).toMatch(/janvier/)
      expect(await server.sh('cat /etc/default/locale')).toBe('LANG=fr_FR.UTF-8\nLC_TIME=C')
      expect(await converge(step('fr_FR.UTF-8'))).toBe(0)
    })
  })
})
