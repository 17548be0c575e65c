import { type Change, type ChangeItem, changeOf } from '@cabestan/protocol/changes'
import { CabestanError } from '@cabestan/protocol/failures'
import type { ServiceName } from '@cabestan/protocol/names'
import type { StepOf } from '@cabestan/protocol/steps'
import type { Attributes, FileStat, Files } from '../host/host.ts'
import type { Services } from '../services/services.ts'
import type { CheckContext, StepKind } from './kind.ts'

export const file: StepKind<'file'> = {
  check: checkFile,
  apply: (step, _change, { host, services }) =>
    changeFor(step, services, () => host.files.write(step.path, step.content, step)),
  remove: (step, { host, services }) =>
    changeFor(step, services, () => removeUnlessDirectory(host.files, step.path)),
}

async function checkFile(step: StepOf<'file'>, { host }: CheckContext): Promise<Change | null> {
  return changeOf(await textFileChanges(host.files, step))
}

/** Written through the service that reads it, where there is one. */
export function changeFor(
  { path, service }: { path: string; service?: ServiceName | undefined },
  services: Services,
  work: () => Promise<void>,
): Promise<void> {
  return service ? services.change(service, [path], work) : work()
}

/** A directory in its place was put there by somebody and is not ours to remove. */
export async function removeUnlessDirectory(files: Files, path: string): Promise<void> {
  const stat = await files.stat(path)
  if (stat?.type === 'directory') throw new CabestanError('step.blocked', { path })
  await files.remove(path)
}

export interface TextFile extends Attributes {
  readonly path: string
  readonly content: string
}

/** Content, type, mode and ownership of one text file. Other kinds that write a file use it too. */
export async function textFileChanges(files: Files, wanted: TextFile): Promise<ChangeItem[]> {
  const stat = await files.stat(wanted.path)
  const before = stat?.type === 'file' ? await files.readText(wanted.path) : null
  return [
    ...typeChanges(wanted.path, stat, 'file'),
    ...(before === wanted.content ? [] : [textItem(wanted.path, before, wanted.content)]),
    ...attributeChanges(wanted.path, stat, wanted),
  ]
}

export function typeChanges(path: string, stat: FileStat | null, wanted: FileStat['type']): ChangeItem[] {
  if (!stat || stat.type === wanted) return []
  return [{ type: 'value', subject: path, name: 'type', before: stat.type, after: wanted }]
}

function textItem(path: string, before: string | null, after: string): ChangeItem {
  return { type: 'text', path, before, after }
}

export function attributeChanges(path: string, stat: FileStat | null, wanted: Attributes): ChangeItem[] {
  // A link's own owner and mode say nothing about the file that will replace it.
  if (!stat || stat.type === 'link') return []
  return (['mode', 'owner', 'group'] as const)
    .filter((name) => stat[name] !== wanted[name])
    .map((name) => ({ type: 'value', subject: path, name, before: stat[name], after: wanted[name] }))
}
