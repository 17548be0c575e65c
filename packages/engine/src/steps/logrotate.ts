import { type Change, changeOf } from '@cabestan/protocol/changes'
import type { StepOf } from '@cabestan/protocol/steps'
import { rootFile } from '../host/root-attributes.ts'
import { judgedBy, withCandidate } from './candidate.ts'
import { removeUnlessDirectory, type TextFile, textFileChanges } from './file.ts'
import type { ApplyContext, CheckContext, StepKind } from './kind.ts'

type LogrotateStep = StepOf<'logrotate'>

export const logrotate: StepKind<'logrotate'> = {
  check,
  apply,
  remove: (step, { host }) => removeUnlessDirectory(host.files, rotationFile(step).path),
}

function rotationFile({ name, content }: LogrotateStep): TextFile {
  return { path: `/etc/logrotate.d/${name}`, content, ...rootFile }
}

async function check(step: LogrotateStep, { host }: CheckContext): Promise<Change | null> {
  return changeOf(await textFileChanges(host.files, rotationFile(step)))
}

/** logrotate skips a bad file and goes on with the others, so nobody would ever notice it. */
async function apply(step: LogrotateStep, _change: Change, { host }: ApplyContext): Promise<void> {
  const file = rotationFile(step)
  await withCandidate(host, step, (path) => judgedBy(host, ['logrotate', '--debug', path]))
  await host.files.write(file.path, file.content, file)
}
