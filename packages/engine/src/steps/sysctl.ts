import { type Change, type ChangeItem, changeOf } from '@cabestan/protocol/changes'
import type { StepOf } from '@cabestan/protocol/steps'
import { isContainer } from '../facts/container.ts'
import { readMounts } from '../facts/mounts.ts'
import { rootFile } from '../host/root-attributes.ts'
import { run } from '../host/run.ts'
import { withCandidate } from './candidate.ts'
import { removeUnlessDirectory, type TextFile, textFileChanges } from './file.ts'
import type { ApplyContext, CheckContext, StepKind } from './kind.ts'

type SysctlStep = StepOf<'sysctl'>
type Setting = readonly [key: string, value: string]

export const sysctl: StepKind<'sysctl'> = {
  check,
  apply,
  remove: (step, { host }) => removeUnlessDirectory(host.files, sysctlFile(step).path),
}

function sysctlFile({ name, settings }: SysctlStep): TextFile {
  const content = `# Managed by Cabestan.\n${linesOf(Object.entries(settings))}`
  return { path: `/etc/sysctl.d/${name}.conf`, content, ...rootFile }
}

function linesOf(settings: readonly Setting[]): string {
  return settings.map(([key, value]) => `${key} = ${value}\n`).join('')
}

async function check(step: SysctlStep, context: CheckContext): Promise<Change | null> {
  const settings = await ownSettings(step, context)
  const live = await Promise.all(settings.map((setting) => liveChanges(setting, context)))
  return changeOf([...(await textFileChanges(context.host.files, sysctlFile(step))), ...live.flat()])
}

async function liveChanges([key, value]: Setting, { host }: CheckContext): Promise<ChangeItem[]> {
  const text = await host.files.readText(kernelPath(key))
  // The kernel does not have this key. sysctl said so when it was set, and nothing can be done.
  if (text === null || words(text) === words(value)) return []
  return [{ type: 'value', subject: 'kernel', name: 'setting', key, before: words(text), after: value }]
}

/** Tried from a candidate file first: a value that the kernel refuses is reported before it counts at each boot. */
async function apply(step: SysctlStep, _change: Change, context: ApplyContext): Promise<void> {
  const { host, output } = context
  const own = await ownSettings(step, context)
  const candidate = { name: `${step.name}.conf`, content: linesOf(own) }
  if (own.length > 0) {
    await withCandidate(host, candidate, (path) => run(host, ['sysctl', '-p', path], { onLine: output }))
  }
  for (const [key] of Object.entries(step.settings).filter(
    (each) => !own.some(([name]) => name === each[0]),
  )) {
    output(`sysctl: ${key}: not set, it belongs to the machine around this container`)
  }
  const file = sysctlFile(step)
  await host.files.write(file.path, file.content, file)
}

/**
 * Those that this server may set. In a container only the network's are its own, and even those only where
 * they are not mounted to be read.
 */
async function ownSettings({ settings }: SysctlStep, { host, readings }: CheckContext): Promise<Setting[]> {
  const all = Object.entries(settings)
  if (!(await isContainer(host))) return all
  const mounts = await readings.take(readMounts)
  return all.filter(([key]) => key.startsWith('net.') && !mounts.isReadOnly(kernelPath(key)))
}

/** In sysctl(8) dots separate, and a slash stands for a dot inside a name. */
function kernelPath(key: string): string {
  return `/proc/sys/${key.replaceAll('.', '/')}`
}

function words(text: string): string {
  return text.trim().split(/\s+/).join(' ')
}
