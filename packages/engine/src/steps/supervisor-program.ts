import { changeOf } from '@cabestan/protocol/changes'
import type { StepOf } from '@cabestan/protocol/steps'
import type { Files } from '../host/host.ts'
import { rootFile } from '../host/root-attributes.ts'
import { type TextFile, textFileChanges } from './file.ts'
import type { StepKind } from './kind.ts'

/** One file for each program. When supervisor is settled, only changed programs are affected. */
export const supervisorProgram: StepKind<'supervisor-program'> = {
  check: async (step, { host }) => changeOf(await textFileChanges(host.files, programFile(step))),
  async apply(step, _change, { host, services }) {
    const file = programFile(step)
    await makeLogs(host.files, step)
    await services.change('supervisor', [file.path], () => host.files.write(file.path, file.content, file))
  },
  async remove(step, { host, services }) {
    const { path } = programFile(step)
    await services.change('supervisor', [path], () => host.files.remove(path))
  },
}

function programFile({ name, content }: StepOf<'supervisor-program'>): TextFile {
  const path = `/etc/supervisor/conf.d/${name}.conf`
  return { path, content, ...rootFile }
}

/**
 * supervisor lets everybody read a log that it makes itself, with the addresses of visitors and the links by which they
 * change their passwords in it. In one that is there it goes on writing, and leaves the attributes alone.
 */
async function makeLogs(files: Files, { content }: StepOf<'supervisor-program'>): Promise<void> {
  for (const [, path = ''] of content.matchAll(/^stdout_logfile=(\/.+)$/gm)) {
    await files.append(path, new Uint8Array(), logAttributes)
    await files.setAttributes(path, logAttributes)
  }
}

const logAttributes = { owner: 'root', group: 'adm', mode: '0640' } as const
