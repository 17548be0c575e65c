import { type Change, type ChangeItem, changeOf } from '@cabestan/protocol/changes'
import type { StepOf } from '@cabestan/protocol/steps'
import type { Files } from '../host/host.ts'
import { rootDirectory, rootFile } from '../host/root-attributes.ts'
import { type TextFile, textFileChanges } from './file.ts'
import type { ApplyContext, CheckContext, StepKind } from './kind.ts'
import { dropInDirectory, dropInPath, mainPath, withInclude } from './sshd-config.ts'
import { defeatItems, findDefeats, refuseDefeats } from './sshd-effect.ts'
import { refuseWaitingPort } from './sshd-port.ts'

type SshdStep = StepOf<'sshd'>

const paths = [mainPath, dropInPath]

/** A file of ours that sshd reads first. sshd itself says whether its settings take effect. */
export const sshd: StepKind<'sshd'> = {
  check,
  apply,
  remove: (_step, { host, services }) => services.change('ssh', paths, () => host.files.remove(dropInPath)),
  guards: () => ({ paths }),
}

async function check({ settings }: SshdStep, { host }: CheckContext): Promise<Change | null> {
  const files = await fileChanges(settings, host.files)
  if (files.length > 0) await refuseWaitingPort(host)
  // Before our file exists sshd could only say that nothing of it takes effect yet.
  return changeOf(files.length > 0 ? files : defeatItems(await findDefeats(host, settings)))
}

async function fileChanges(settings: SshdStep['settings'], files: Files): Promise<ChangeItem[]> {
  const main = await mainFile(settings, files)
  return [
    ...(main ? await textFileChanges(files, main) : []),
    ...(await textFileChanges(files, dropIn(settings))),
  ]
}

/** Null where there is none, because sshd's package is not installed. */
async function mainFile(settings: SshdStep['settings'], files: Files): Promise<TextFile | null> {
  const [text, stat] = await Promise.all([files.readText(mainPath), files.stat(mainPath)])
  if (text === null || stat?.type !== 'file') return null
  const keywords = Object.keys(settings).map((keyword) => keyword.toLowerCase())
  const { owner, group, mode } = stat
  return { path: mainPath, content: withInclude(text, keywords), owner, group, mode }
}

function dropIn(settings: SshdStep['settings']): TextFile {
  const lines = Object.entries(settings).map(([keyword, value]) => `${keyword} ${value}`)
  const content = [
    '# Managed by Cabestan: `ssh` in cabestan.yaml. The first value that sshd reads wins, so this file sorts before the',
    '# others. A list that begins with - is that of the distribution without what stands here.',
    ...lines,
    '',
  ].join('\n')
  return { path: dropInPath, content, ...rootFile }
}

async function apply({ settings }: SshdStep, _change: Change, context: ApplyContext): Promise<void> {
  const { host, services } = context
  await services.change('ssh', paths, async () => {
    const main = await mainFile(settings, host.files)
    await host.files.createDirectory(dropInDirectory, rootDirectory)
    // sshd needs this directory even to print its settings; where systemd listens, only the first connection makes
    // it.
    await host.files.createDirectory('/run/sshd', rootDirectory)
    const ours = dropIn(settings)
    await host.files.write(ours.path, ours.content, ours)
    if (main && (await textFileChanges(host.files, main)).length > 0) {
      await host.files.write(main.path, main.content, main)
    }
    await refuseDefeats(host, settings)
  })
}
