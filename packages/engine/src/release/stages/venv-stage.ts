import { basename } from 'node:path'
import { CabestanError } from '@cabestan/protocol/failures'
import { endBounded } from '../bounded.ts'
import type { Stage } from '../context.ts'
import { writeLists } from '../venv/lists.ts'
import { makeVenv, makingOf, removeUnfinished } from '../venv/make-venv.ts'
import { isWhole } from '../venv/mark.ts'

/** The packages of a release. What was made of the same order before is used again: that costs one look. */
export const venvStage: Stage = {
  async run(context) {
    const { host, release, note, made } = context
    const making = await makingOf(context)
    note('venv.python', { version: making.python.version })
    const ahead = made.ahead?.venv === making.venv ? made.ahead.outcome : null
    if (ahead instanceof CabestanError) throw ahead
    // Who wonders later what it was made of finds the lists there.
    const lists = `${release.directory}/requirements`
    if (!(await isWhole(host, making.venv)))
      note('venv.made', { count: await makeVenv(context, making, { lists, directory: release.source }) })
    else if (ahead === null) note('venv.reused')
    else {
      await writeLists(context, lists)
      note('venv.made', { count: ahead })
    }
    await host.files.link(release.venv, `../../venvs/${basename(making.venv)}`)
    return 'done'
  },

  async undo(context) {
    await endBounded({ host: context.host, user: context.order.name })
    await removeUnfinished(context)
  },
}
