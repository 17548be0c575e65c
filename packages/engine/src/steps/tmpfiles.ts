import { type Change, type ChangeItem, changeOf } from '@cabestan/protocol/changes'
import type { StepOf } from '@cabestan/protocol/steps'
import type { Files } from '../host/host.ts'
import { rootFile } from '../host/root-attributes.ts'
import { judgedBy, withCandidate } from './candidate.ts'
import { attributeChanges, type TextFile, textFileChanges, typeChanges } from './file.ts'
import type { ApplyContext, CheckContext, StepKind } from './kind.ts'

type TmpfilesStep = StepOf<'tmpfiles'>

export const tmpfiles: StepKind<'tmpfiles'> = { check, apply, remove }

function tmpfilesFile({ name, content }: TmpfilesStep): TextFile {
  return { path: `/etc/tmpfiles.d/${name}.conf`, content, ...rootFile }
}

async function check(step: TmpfilesStep, { host: { files } }: CheckContext): Promise<Change | null> {
  const directories = parseDirectories(step.content).map((each) => directoryChanges(files, each))
  const made = (await Promise.all(directories)).flat()
  return changeOf([...(await textFileChanges(files, tmpfilesFile(step))), ...made])
}

/**
 * Tried from a candidate file first: a line that systemd-tmpfiles cannot read is reported before it counts at each
 * boot.
 */
async function apply(step: TmpfilesStep, _change: Change, { host }: ApplyContext): Promise<void> {
  const file = tmpfilesFile(step)
  const candidate = { name: `${step.name}.conf`, content: step.content }
  await withCandidate(host, candidate, (path) => judgedBy(host, ['systemd-tmpfiles', '--create', path]))
  await host.files.write(file.path, file.content, file)
}

async function remove(step: TmpfilesStep, { host: { files } }: ApplyContext): Promise<void> {
  await files.remove(tmpfilesFile(step).path)
  for (const { path } of parseDirectories(step.content).reverse()) {
    if ((await files.list(path))?.length === 0) await files.remove(path)
  }
}

interface MadeDirectory {
  readonly path: string
  readonly owner: string
  readonly group: string
  readonly mode: string
}

/** Reads plain lines `d PATH MODE USER GROUP`; those with quotes, specifiers or conditions are left to systemd. */
export function parseDirectories(content: string): MadeDirectory[] {
  return content
    .split('\n')
    .map((line) => line.trim().split(/[ \t]+/))
    .filter(([type = '', path = '']) => /^[dD]$/.test(type) && /^\/[^%*?"'\\]+$/.test(path))
    .map(([, path = '', mode = '-', owner = '-', group = '-']) => ({
      path: path.replace(/\/$/, ''),
      mode: /^[0-7]{3,5}$/.test(mode) ? `0${mode.replace(/^0+(?=...)/, '')}` : '0755',
      owner: owner === '-' ? 'root' : owner,
      group: group === '-' ? 'root' : group,
    }))
}

async function directoryChanges(files: Files, wanted: MadeDirectory): Promise<ChangeItem[]> {
  const stat = await files.stat(wanted.path)
  if (!stat) return [{ type: 'action', action: 'create', subject: wanted.path }]
  return [...typeChanges(wanted.path, stat, 'directory'), ...attributeChanges(wanted.path, stat, wanted)]
}
