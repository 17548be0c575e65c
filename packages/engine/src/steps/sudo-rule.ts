import { type Change, changeOf } from '@cabestan/protocol/changes'
import { CabestanError } from '@cabestan/protocol/failures'
import type { StepOf } from '@cabestan/protocol/steps'
import type { Host } from '../host/host.ts'
import { privateDirectory } from '../host/root-attributes.ts'
import { endOf } from '../host/run.ts'
import { stateDirectory } from '../ledger/paths.ts'
import { type TextFile, textFileChanges } from './file.ts'
import type { ApplyContext, CheckContext, StepKind } from './kind.ts'

type RuleStep = StepOf<'sudo-rule'>

export const sudoRule: StepKind<'sudo-rule'> = {
  check,
  apply,
  remove: ({ name }, { host }) => host.files.remove(pathOf(name)),
  guards: ({ name }) => ({ paths: [sudoersPath, pathOf(name)] }),
}

const sudoersPath = '/etc/sudoers'
const rulesDirectory = '/etc/sudoers.d'

function pathOf(name: string): string {
  return `${rulesDirectory}/${name}`
}

/** sudo refuses a file that others may write to, and warns of any other mode. */
const attributes = { owner: 'root', group: 'root', mode: '0440' } as const

/** Cabestan becomes root without a terminal, so the login user is exempted where sudo asks everybody for one. */
async function ruleFile(host: Host, { name, user }: RuleStep): Promise<TextFile> {
  const content = [
    `# Managed by Cabestan. ${user} administers this server and logs in by key: no password is asked.`,
    `${user} ALL=(ALL:ALL) NOPASSWD: ALL`,
    ...((await requiresTerminal(host)) ? [`Defaults:${user} !requiretty`] : []),
    '',
  ].join('\n')
  return { path: pathOf(name), content, ...attributes }
}

async function requiresTerminal({ files }: Host): Promise<boolean> {
  const names = (await files.list(rulesDirectory)) ?? []
  const paths = [sudoersPath, ...names.map((name) => `${rulesDirectory}/${name}`)]
  const texts = await Promise.all(paths.map((path) => files.readText(path)))
  return texts.some((text) => /^\s*Defaults\b(?!:)[^#\n]*(?<!!)\brequiretty\b/m.test(text ?? ''))
}

async function check(step: RuleStep, { host }: CheckContext): Promise<Change | null> {
  const main = await unreadDirectory(host)
  return changeOf([
    ...(await textFileChanges(host.files, await ruleFile(host, step))),
    ...(main ? await textFileChanges(host.files, main) : []),
  ])
}

/** If somebody removed the line from /etc/sudoers, no file of the directory is read; this puts the line back. */
async function unreadDirectory({ files }: Host): Promise<TextFile | null> {
  const text = await files.readText(sudoersPath)
  const reads = /^[@#]includedir\s+\/etc\/sudoers\.d\/?\s*$/m
  if (text === null || reads.test(text)) return null
  return { path: sudoersPath, content: `${text}\n@includedir /etc/sudoers.d\n`, ...attributes }
}

async function apply(step: RuleStep, _change: Change, { host }: ApplyContext): Promise<void> {
  const main = await unreadDirectory(host)
  for (const file of [await ruleFile(host, step), ...(main ? [main] : [])]) {
    await judge(host, file)
    await host.files.write(file.path, file.content, file)
  }
}

/** Checked outside of sudo's directory: a file there takes effect at once, and a bad one stops sudo altogether. */
async function judge(host: Host, { path, content }: TextFile): Promise<void> {
  const candidate = `${stateDirectory}/sudoers-candidate`
  await host.files.createDirectory(stateDirectory, privateDirectory)
  await host.files.write(candidate, content, attributes)
  const argv = ['visudo', '--check', `--file=${candidate}`] as const
  const { code, stdout, stderr } = await host.exec(argv)
  await host.files.remove(candidate)
  if (code === 0) return
  const detail = { argv: [...argv], exitCode: code, tail: endOf(`${stdout}${stderr}`) }
  throw new CabestanError('service.invalid', { service: 'sudo', path }, { detail })
}
