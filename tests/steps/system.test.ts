import type { CabestanError } from '@cabestan/protocol/failures'
import { EnvironmentValue } from '@cabestan/protocol/names'
import { Step, type StepKindName, type StepOf, stepId } from '@cabestan/protocol/steps'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { applySteps, killDuring, planSteps } from '../harness/engine.ts'
import { type Server, startServer } from '../harness/sandbox.ts'
import { onSuites } from '../harness/suites.ts'
import { type Case, cases, dropIn, logrotate, service, swap, sysctl, tmpfiles, unit } from './system-cases.ts'

const needed = Step.parse({
  kind: 'package',
  reason: 'packages.base',
  names: ['locales', 'logrotate', 'procps', 'python3-dotenv', 'tzdata'],
})
const all = cases.map(({ step }) => step)
const listen = '-m http.server --bind 127.0.0.1 8099'
/** It has started once it listens, and has failed once it is gone: how long Python takes for either says nothing. */
const webUnit = `[Service]
ExecStart=/usr/bin/python3 ${listen}
ExecStartPost=/bin/sh -c 'until ss -Hltnp "sport = 8099" | grep -q "pid=$MAINPID,"; do kill -0 $MAINPID || exit 1; sleep 0.05; done'
[Install]
WantedBy=multi-user.target
`

/** Files, units and the system's own settings on real servers. The tests stand on each other, in this order. */
describe.each(onSuites('bookworm'))('%s', (suite) => {
  let server: Server

  beforeAll(async () => {
    server = await startServer({ suite, stocked: true, keepsConnection: true })
    await applySteps(server, [needed])
  })

  /** All of it, so that nothing counts as given up; what is named takes the place of what has the same id. */
  function allWith(...others: Step[]): Step[] {
    const named = new Map(others.map((step) => [stepId(step), step]))
    const there = all.map((step) => named.get(stepId(step)) ?? step)
    return [...there, ...others.filter((step) => !there.includes(step))]
  }

  async function plannedIds(steps: readonly Step[] = all): Promise<string[]> {
    return (await planSteps(server, steps)).changes.map(({ id }) => id)
  }

  async function failureOf(...steps: Step[]): Promise<CabestanError['failure']> {
    const failed = await applySteps(server, allWith(...steps)).catch((error: CabestanError) => error.failure)
    if (typeof failed === 'number') throw new Error('it did not fail')
    return failed
  }

  const look = async ({ look: command }: Case) => (await server.ssh(command)).stdout.trim()

  async function expectRight(those: readonly Case[] = cases): Promise<void> {
    for (const each of those) expect(await look(each), stepId(each.step)).toBe(each.right)
  }

  /** The run is killed while a program of its is at `word`: a wrapper, which PATH finds first, holds it up there. */
  async function killAtWord(program: string, word: string): Promise<void> {
    const wrapper = `/usr/local/sbin/${program}`
    const real = await server.sh(`rm -f /run/held; command -v ${program}`)
    const script = `#!/bin/sh\ncase "$*" in *"${word}"*) touch /run/held; sleep 60 ;; esac\nexec ${real} "$@"\n`
    await server.sh(`cat > ${wrapper} && chmod 755 ${wrapper}`, script)
    const run = applySteps(server, all).catch(() => {})
    await server.sh('timeout 60 sh -c "until test -e /run/held; do sleep 0.05; done"')
    await server.sh(`rm ${wrapper}; systemctl kill --signal=KILL 'cabestan-run-*'`)
    await run
  }

  async function killAtStart(id: string, undo: string): Promise<void> {
    for (let tries = 0; tries < 20; tries += 1) {
      await server.sh(undo)
      if (await killDuring(server, all, (event) => event.type === 'step-started' && event.id === id)) return
    }
    throw new Error(`each run had ended before it was killed at the start of ${id}`)
  }

  test('from nothing', async () => {
    await server.sh('rm -f /etc/localtime')
    expect(await plannedIds()).toEqual(all.map(stepId))
    // The service's package is what comes before it in real life.
    await server.sh('cat > /etc/systemd/system/web.service && systemctl daemon-reload', webUnit)
    expect(await applySteps(server, all)).toBe(all.length)
    await expectRight()
  })

  test('from right already', async () => {
    const plan = await planSteps(server, all)
    expect(plan.changes).toEqual([])
    expect(await applySteps(server, all)).toBe(0)
  })

  test('after a reboot', async () => {
    await server.reboot()
    expect(await plannedIds()).toEqual([])
    await expectRight()
  })

  test('from something else', async () => {
    for (const { disturb } of cases) await server.sh(disturb)
    const plan = await planSteps(server, all)
    expect(plan.changes.map(({ id, drift }) => ({ id, drift }))).toEqual(
      all.map((step) => ({ id: stepId(step), drift: true })),
    )
    expect(await applySteps(server, all)).toBe(all.length)
    await expectRight()
    expect(await server.sh('ls /srv/essai/kept; cut -c 1-5 /etc/passwd | head -1')).toBe(
      '/srv/essai/kept\nroot:',
    )
    expect(await server.sh('head -1 /srv/essai.env; cat /etc/default/locale')).toBe(
      'MINE=1\nLANG=fr_FR.UTF-8\nLC_TIME=C',
    )
  })

  test.each(cases.map((each) => [stepId(each.step), each] as const))(
    'from a run that was killed: %s',
    async (id, { undo, killAt, ...rest }) => {
      await (killAt ? server.sh(undo).then(() => killAtWord(...killAt)) : killAtStart(id, undo))
      await applySteps(server, all)
      await expectRight([{ undo, ...rest }])
      expect(await server.sh('ls -A /var/lib/cabestan/unfinished; find /srv /etc -name "*cabestan-*~"')).toBe(
        '',
      )
    },
  )

  test.each(['reenable', 'restart'])('a unit, from a run that was killed at %s', async (word) => {
    await server.sh(unit.undo)
    await killAtWord('systemctl', word)
    await applySteps(server, all)
    await expectRight([unit])
  })

  describe('refuses what would do harm, and leaves the former in place:', () => {
    const changed = <K extends StepKindName>({ step }: Case, _kind: K, more: Partial<StepOf<K>>) =>
      Step.parse({ ...step, ...more })
    const bad: [string, Step, object, RegExp][] = [
      [
        'a unit',
        changed(unit, 'unit', { content: '[Service]\nRestart=maybe\nExecStart=/usr/bin/sleep 9002\n' }),
        { code: 'service.invalid', values: { service: 'systemd' } },
        /essai\.service:2:.*maybe/,
      ],
      [
        'a drop-in',
        changed(dropIn, 'drop-in', { content: '[Service]\nRestartSec=soon\n' }),
        { code: 'service.invalid', values: { service: 'systemd' } },
        /cabestan\.conf:2:.*soon/,
      ],
      [
        'a tmpfiles line',
        changed(tmpfiles, 'tmpfiles', { content: 'd /run/essai 0750 nobody-knows - -\n' }),
        { code: 'service.invalid', values: { service: 'systemd-tmpfiles' } },
        /nobody-knows/,
      ],
      [
        'a rotation',
        changed(logrotate, 'logrotate', {
          content: '/var/log/essai/*.log {\n  rotate never\n  missingok\n}\n',
        }),
        { code: 'service.invalid', values: { service: 'logrotate' } },
        /bad rotation count 'never'/,
      ],
      [
        'a kernel setting',
        changed(sysctl, 'sysctl', { settings: { 'net.ipv4.tcp_fin_timeout': 'soon' } }),
        { code: 'command.failed' },
        /Invalid argument/,
      ],
      [
        'an unknown zone',
        Step.parse({ kind: 'time-zone', reason: 'system.time-zone', zone: 'Europe/Lutece' }),
        { code: 'config.invalid', values: { value: 'Europe/Lutece' } },
        /^$/,
      ],
    ]

    test.each(bad)('%s', async (_name, step, failure, words) => {
      const actual = await failureOf(step)
      expect(actual).toMatchObject(failure)
      expect(actual.detail?.tail ?? '').toMatch(words)
      expect(await plannedIds()).toEqual([])
    })

    test('swap that would fill the disk, or overwrite what is no swap', async () => {
      await server.sh('mkdir -p /mnt/small && mount -t tmpfs -o size=700m tmpfs /mnt/small')
      const small = changed(swap, 'swap', { path: '/mnt/small/swapfile' })
      expect(await failureOf(small)).toMatchObject({ code: 'disk.full', values: { free: '700' } })
      await server.sh('test -z "$(ls -A /mnt/small)" && umount /mnt/small && echo thesis > /srv/thesis')
      const thesis = changed(swap, 'swap', { path: '/srv/thesis' })
      expect(await failureOf(thesis)).toMatchObject({ code: 'step.blocked', values: { path: '/srv/thesis' } })
      expect(await server.sh('cat /srv/thesis && rm /srv/thesis')).toBe('thesis')
    })

    test('to delete data that is in the way', async () => {
      await server.sh('cd /srv/essai && rm notice && mkdir notice && touch notice/a')
      const path = '/srv/essai/notice'
      expect(await failureOf()).toMatchObject({
        code: 'step.blocked',
        values: { path },
        step: `file:${path}`,
      })
      await server.sh('rm -r /srv/essai/notice; mv /srv/essai /srv/big && ln -s big /srv/essai')
      expect(await failureOf()).toMatchObject({ code: 'step.blocked', values: { path: '/srv/essai' } })
      await server.sh('rm /srv/essai && mv /srv/big /srv/essai')
      await applySteps(server, all)
    })
  })

  describe('services', () => {
    test('one that ends at once is a failure, with its last words', async () => {
      const content = "[Service]\nExecStart=/bin/sh -c 'echo no database >&2; exit 3'\n"
      const failure = await failureOf(Step.parse({ ...unit.step, content }))
      expect(failure).toMatchObject({ code: 'service.failed', values: { service: 'essai' } })
      expect(failure.detail?.tail).toContain('no database')
      await applySteps(server, all)
      await expectRight([unit])
    })

    test('whoever holds the port is named', async () => {
      await server.sh('systemctl stop web.service && cp /usr/bin/python3 /usr/local/bin/intruder')
      await server.sh(`systemd-run --quiet --unit=intruder /usr/local/bin/intruder ${listen}`)
      await server.sh('until ss --no-header -ltn "sport = 8099" | grep -q LISTEN; do sleep 0.1; done')
      expect(await failureOf(service.step)).toMatchObject({
        code: 'port.taken',
        values: { port: '8099', holder: 'intruder', service: 'web' },
      })
      await server.sh('systemctl stop intruder.service')
      await applySteps(server, all)
      await expectRight([service])
    })

    test('one may be masked, or described as stopped', async () => {
      const timer = Step.parse({ ...service.step, unit: 'logrotate.timer', ports: [] })
      const stopped = Step.parse({ ...service.step, enabled: false, running: false })
      await server.sh('systemctl mask --now logrotate.timer')
      await applySteps(server, allWith(timer, stopped))
      expect(await server.sh('systemctl is-active logrotate.timer web.service || true')).toBe(
        'active\ninactive',
      )
    })

    test('a unit that was changed and never read is read', async () => {
      const edit = (text: string) => text.replace('9002', '9003')
      await server.sh('sed -i s/9002/9003/ /etc/systemd/system/essai.service')
      const edited = Step.parse(JSON.parse(edit(JSON.stringify(unit.step))))
      const { changes } = await planSteps(server, allWith(edited))
      expect(changes.find(({ id }) => id === stepId(unit.step))?.change.items).toEqual([
        { type: 'action', action: 'reload', subject: 'systemd' },
      ])
      await applySteps(server, allWith(edited))
      expect(await look(unit)).toBe(edit(unit.right))
    })

    test('a template goes with its instances', async () => {
      const template = Step.parse({
        ...unit.step,
        name: 'wait@.service',
        content: '[Service]\nExecStart=/usr/bin/sleep %i\n',
        enabled: false,
        running: false,
      })
      await applySteps(server, allWith(template))
      await server.sh('systemctl start wait@600.service')
      await applySteps(server, all)
      expect(
        await server.sh('systemctl is-active wait@600.service; ls /etc/systemd/system | grep wait || true'),
      ).toBe('inactive')
    })
  })

  test('sysctl leaves to the machine what is the machine’s, and says so', async () => {
    const before = await server.sh('sysctl --values vm.swappiness')
    const both = Step.parse({ ...sysctl.step, settings: { 'vm.swappiness': '11' } })
    const lines: string[] = []
    await applySteps(server, allWith(both), {
      onEvent: (event) => {
        if (event.type === 'output') lines.push(event.line)
      },
    })
    expect(lines.join('\n')).toContain('vm.swappiness: not set')
    expect(await server.sh('cat /etc/sysctl.d/60-essai.conf')).toContain('vm.swappiness = 11')
    expect(await server.sh('sysctl --values vm.swappiness')).toBe(before)
  })

  describe('an environment file', () => {
    const unitOf = fc.constantFrom(...` aé'"\\$\`{}()#=;!&|<>*?~%n`)
    const values = Object.fromEntries(
      fc
        .sample(fc.string({ unit: unitOf, maxLength: 10 }), { seed: 7, numRuns: 1500 })
        .filter((value) => EnvironmentValue.safeParse(value).success)
        .map((value, index) => [`V${index}`, value]),
    )
    const path = '/srv/values.env'
    const asJson = 'import json, os; print(json.dumps({k: v for k, v in os.environ.items() if k[0] == "V"}))'

    beforeAll(async () => {
      const given = Object.fromEntries(Object.entries(values).map(([key, value]) => [key, { value }]))
      const step = Step.parse({
        kind: 'environment-file',
        reason: 'app.environment',
        path,
        mode: '0600',
        values: { SECRET: { generate: 'password' }, ...given },
      })
      expect(
        JSON.stringify(await planSteps(server, allWith(step)).then(({ changes }) => changes[0]?.change)),
      ).not.toContain('value')
      await applySteps(server, allWith(step))
    })

    test.each([
      ['sh', `set -a; . ${path}; exec python3 -c '${asJson}'`],
      [
        'systemd',
        `systemd-run --quiet --pipe --wait --property=EnvironmentFile=${path} python3 -c '${asJson}'`,
      ],
      [
        'python-dotenv',
        `python3 -c 'import json, dotenv; print(json.dumps({k: v for k, v in dotenv.dotenv_values("${path}").items() if k[0] == "V"}))'`,
      ],
    ])('is read by %s as it was given', async (_reader, command) => {
      expect(JSON.parse(await server.sh(command))).toEqual(values)
    })

    test('keeps what was made on the server there', async () => {
      const secret = await server.sh(`sed -n 's/^SECRET=//p' ${path}`)
      expect(secret).toMatch(/^[A-Za-z0-9_-]{43}$/)
      const places = '/var/lib/cabestan /run/log /var/log /etc /tmp'
      expect(
        await server.sh(`grep -r --files-with-matches -e '${secret}' ${places} 2>/dev/null || true`),
      ).toBe('')
    })
  })

  test('taken away', async () => {
    await server.sh('touch /srv/essai/kept')
    await applySteps(server, [])
    for (const each of cases.filter(({ gone }) => gone !== undefined && gone !== 'gone')) {
      expect(await look(each), stepId(each.step)).toBe(each.gone)
    }
    const left = await server.sh(
      'find /etc /run -name "*essai*" -not -path "/etc/alternatives/*"; ls -A /srv/essai',
    )
    expect(left).toBe('kept')
    expect(await server.sh('systemctl list-units --all --plain --no-legend "essai*"')).toBe('')
    // What people or the server made stays: secrets, and data in a directory.
    expect(await server.sh('ls /srv')).toBe('essai\nessai.env\nvalues.env')
  })
})
