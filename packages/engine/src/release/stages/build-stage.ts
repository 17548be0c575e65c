import { toFailure } from '@cabestan/protocol/failures'
import { endBounded } from '../bounded.ts'
import { checkAndLook } from '../build/check-and-look.ts'
import { compileSource } from '../build/compile.ts'
import { makeDataDirectories } from '../build/data-directories.ts'
import { buildFrontEnd } from '../build/front-end.ts'
import { copyHome } from '../build/home.ts'
import { findPrograms } from '../build/programs.ts'
import { writeReleaseFiles } from '../build/release-files.ts'
import { giveToRoot, seal } from '../build/seal.ts'
import { unpackSent } from '../build/sent-files.ts'
import { collectStatic, packStatic } from '../build/static-files.ts'
import { copyUploads } from '../build/uploads-in-git.ts'
import type { ReleaseContext, Stage } from '../context.ts'
import { hasMemory } from '../memory.ts'
import { rest, wake } from '../processes/rest.ts'

/** What a release consists of beside its source and its venv; after this it is complete, and does not change any more. */
export const buildStage: Stage = {
  async run(context) {
    const { host, order } = context
    await endBounded({ host, user: order.name })
    await rest(context)
    await writeReleaseFiles(context)
    await makeDataDirectories(context)
    await copyUploads(context)
    await unpackSent(context)
    const clean = await buildFrontEnd(context)
    await findPrograms(context)
    await copyHome(context)
    await prepareStatic(context)
    await together(context, [collectStatic, checkAndLook, compileSource])
    await clean()
    await giveToRoot(context)
    await packStatic(context)
    await seal(context)
    return 'done'
  },

  async undo(context) {
    const { host, order } = context
    await endBounded({ host, user: order.name })
    await wake(context)
  },
}

async function prepareStatic({ host, order, release }: ReleaseContext): Promise<void> {
  const attributes = { owner: order.name, group: order.name, mode: '0750' }
  if (order.build.static) await host.files.createDirectory(release.static, attributes)
}

type Work = (context: ReleaseContext) => Promise<void>

/** None of them needs what another makes. Side by side where there is memory for as many Pythons. */
async function together(context: ReleaseContext, works: readonly Work[]): Promise<void> {
  if (!(await hasMemory(context.host))) {
    for (const work of works) await work(context)
    return
  }
  const ended = await Promise.allSettled(works.map((work) => work(context)))
  const thrown = ended.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []))
  // Settings that do not import end each of them; that is then the one thing to say.
  const settings = thrown.find((error) => toFailure(error).code === 'build.settings')
  if (thrown.length > 0) throw settings ?? thrown[0]
}
