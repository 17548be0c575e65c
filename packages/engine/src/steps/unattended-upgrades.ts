import { type Change, type ChangeItem, changeOf } from '@cabestan/protocol/changes'
import type { StepOf } from '@cabestan/protocol/steps'
import type { Files, Host } from '../host/host.ts'
import { rootFile } from '../host/root-attributes.ts'
import { run } from '../host/run.ts'
import { aptDefeatItems, findAptDefeats, refuseAptDefeats } from './apt-settings.ts'
import { type TextFile, textFileChanges } from './file.ts'
import type { ApplyContext, CheckContext, StepKind } from './kind.ts'

type UpdatesStep = StepOf<'unattended-upgrades'>

/** Sorts after the files of the package (20-… and 50-…), because in apt the last value counts. */
const path = '/etc/apt/apt.conf.d/52cabestan-unattended-upgrades'

export const unattendedUpgrades: StepKind<'unattended-upgrades'> = {
  check,
  apply,
  remove: (_step, { host }) => host.files.remove(path),
}

async function check(step: UpdatesStep, { host }: CheckContext): Promise<Change | null> {
  const file = await textFileChanges(host.files, settingsFile(step))
  // apt itself is asked only once the files are right.
  const effect = file.length > 0 ? [] : aptDefeatItems(await findAptDefeats(host, settingsOf(step)))
  return changeOf([...file, ...effect, ...(await timerItems(host.files))])
}

function settingsOf({ rebootAt }: UpdatesStep): Record<string, string> {
  return {
    'APT::Periodic::Update-Package-Lists': '1',
    'APT::Periodic::Unattended-Upgrade': '1',
    'APT::Periodic::AutocleanInterval': '7',
    'Unattended-Upgrade::Automatic-Reboot': rebootAt ? 'true' : 'false',
    ...(rebootAt ? { 'Unattended-Upgrade::Automatic-Reboot-Time': rebootAt } : {}),
  }
}

function settingsFile(step: UpdatesStep): TextFile {
  const lines = Object.entries(settingsOf(step)).map(([name, value]) => `${name} "${value}";`)
  const content = [
    '// Managed by Cabestan: `updates` in cabestan.yaml. Which of them are taken is said in 50unattended-upgrades.',
    ...lines,
    '',
  ]
  return { path, content: content.join('\n'), ...rootFile }
}

const timers = ['apt-daily.timer', 'apt-daily-upgrade.timer']
const units = '/etc/systemd/system'

async function timerItems(files: Files): Promise<ChangeItem[]> {
  const started = await Promise.all(timers.map((timer) => isEnabled(timer, files)))
  return timers
    .filter((_, index) => !started[index])
    .map((subject) => ({ type: 'action', action: 'enable', subject }))
}

/** A link in systemd's directories stands for a start at boot, and a link to /dev/null for a masked unit. */
async function isEnabled(timer: string, files: Files): Promise<boolean> {
  const [wanted, own] = await Promise.all([
    files.stat(`${units}/timers.target.wants/${timer}`),
    files.readLink(`${units}/${timer}`),
  ])
  return wanted !== null && own !== '/dev/null'
}

async function apply(step: UpdatesStep, _change: Change, { host }: ApplyContext): Promise<void> {
  await writeSettings(step, host)
  if ((await timerItems(host.files)).length === 0) return
  await run(host, ['systemctl', 'unmask', ...timers])
  await run(host, ['systemctl', 'enable', '--now', ...timers])
}

async function writeSettings(step: UpdatesStep, host: Host): Promise<void> {
  const file = settingsFile(step)
  const former = await host.files.readText(path)
  await host.files.write(path, file.content, file)
  try {
    await refuseAptDefeats(host, settingsOf(step), path)
  } catch (thrown) {
    await (former === null ? host.files.remove(path) : host.files.write(path, former, file))
    throw thrown
  }
}
