import { changeOf } from '@cabestan/protocol/changes'
import { CabestanError } from '@cabestan/protocol/failures'
import type { StepOf } from '@cabestan/protocol/steps'
import { readUnitState, startsByItself } from '../facts/unit-state.ts'
import type { Host } from '../host/host.ts'
import { rootFile } from '../host/root-attributes.ts'
import { run, succeeds } from '../host/run.ts'
import { type TextFile, textFileChanges } from './file.ts'
import type { ApplyContext, StepKind } from './kind.ts'
import { beginUnit, isRunning, whyDown } from './start-unit.ts'

type Fail2banStep = StepOf<'fail2ban'>

const unit = 'fail2ban.service'
const path = '/etc/fail2ban/jail.d/cabestan.local'

/** A .local file is read after every .conf, so its values count. */
export const fail2ban: StepKind<'fail2ban'> = {
  check: async (step, { host }) => changeOf(await textFileChanges(host.files, jailFile(step))),
  async apply(step, _change, context) {
    await startFromNow(step, context)
    const atAGlance = await isAtAGlance(step, context)
    await writeJails(step, context)
    if (atAGlance) await tellJails(step, context)
  },
  remove: (_step, { host, services }) => services.change('fail2ban', [path], () => host.files.remove(path)),
  awaitsProof: true,
  beforeProof: startFromNow,
}

function writeJails(step: Fail2banStep, { host, services }: ApplyContext): Promise<void> {
  const file = jailFile(step)
  return services.change('fail2ban', [path], () => host.files.write(path, file.content, file))
}

async function waitsForItsStart(host: Host): Promise<boolean> {
  const state = await readUnitState(host, unit)
  return startsByItself(state) && !isRunning(state)
}

/**
 * At its start fail2ban counts what the journal holds of the last `findtime`. Before the first deploy that may
 * be the owner, trying names and passwords on a new server. So it starts with a glance of one second, and is told
 * the real time later, which does not look back. Until then it bans nobody: the owner may be about to prove that they get
 * in, and need several attempts.
 */
async function startFromNow(step: Fail2banStep, context: ApplyContext): Promise<void> {
  const { host } = context
  if (!(await waitsForItsStart(host))) return
  await writeJails(glanceOf(step), context)
  await beginUnit(host, { unit, verb: 'start' })
  for (const { name } of step.jails.filter(isEnabled)) await untilWatched(host, name)
}

async function isAtAGlance(step: Fail2banStep, { host: { files } }: ApplyContext): Promise<boolean> {
  return (await files.readText(path)) === jailFile(glanceOf(step)).content
}

/** What a glance differs in is told to it as it runs, so that it need not be watched once more as after a reload. */
async function tellJails({ jails }: Fail2banStep, { host, services }: ApplyContext): Promise<void> {
  for (const { name, settings } of jails.filter(isEnabled)) {
    for (const key of Object.keys(glance)) {
      const value = settings[key]
      // The one of the distribution: only a reload brings it back.
      if (value === undefined) return
      await run(host, ['fail2ban-client', 'set', name, key, value])
    }
  }
  await services.haveBeenRead('fail2ban')
}

/** systemd counts it as started before it has read its files. */
async function untilWatched(host: Host, name: string): Promise<void> {
  const { clock } = host
  const deadline = clock.now() + 30_000
  while (!(await succeeds(host, ['fail2ban-client', 'status', name]))) {
    if (clock.now() > deadline) {
      throw (await whyDown(host, { unit })) ?? new CabestanError('service.failed', { service: 'fail2ban' })
    }
    await clock.sleep(100)
  }
}

type Jail = Fail2banStep['jails'][number]

const glance = { findtime: '1', maxretry: '1000000' }

function glanceOf(step: Fail2banStep): Fail2banStep {
  const jails = step.jails.map(({ name, settings }) => ({ name, settings: { ...settings, ...glance } }))
  return { ...step, jails }
}

function isEnabled({ settings }: Jail): boolean {
  return settings['enabled'] !== 'false'
}

const head = '# Managed by Cabestan: `fail2ban` in cabestan.yaml.'

function jailFile({ jails }: Fail2banStep): TextFile {
  const content = [head, ...jails.flatMap(jailLines), ''].join('\n')
  return { path, content, ...rootFile }
}

function jailLines({ name, settings }: Jail): string[] {
  const all = { enabled: 'true', ...defaultsOf(name), ...settings }
  return ['', `[${name}]`, ...Object.entries(all).flatMap(settingLines)]
}

function settingLines([key, value]: [string, string]): string[] {
  const why = surprising[key]
  return [...(why === undefined ? [] : [`# ${why}`]), `${key} = ${value}`]
}

/** A comment in the file explains what nobody would expect to read there. */
const surprising: Readonly<Record<string, string>> = {
  journalmatch:
    'The journal knows no unit of an sshd that is gone already: by its own name, and that it was root.',
  ignoreregex: 'sshd tells of a refused root three times, of everybody else once: here it counts once.',
}

/**
 * Servers without rsyslog have no auth.log, and without a log the whole of fail2ban refuses to start.
 * Of a process that is gone before the journal looks at it, as sshd's are on a busy server, the journal knows
 * neither unit nor command, by which fail2ban would look for it, but what the process said of itself and, from the
 * kernel, that it was root. OpenSSH 9.8 and later speak as sshd-session.
 */
function defaultsOf(name: string): Jail['settings'] {
  if (name !== 'sshd') return {}
  const journalmatch = ['sshd', 'sshd-session'].map((said) => `_UID=0 SYSLOG_IDENTIFIER=${said}`).join(' + ')
  return { backend: 'systemd', journalmatch }
}
