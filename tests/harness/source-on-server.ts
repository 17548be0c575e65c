import { toFailure } from '@cabestan/protocol/failures'
import { realHost } from '../../packages/engine/src/host/real.ts'
import type { ReleaseContext } from '../../packages/engine/src/release/context.ts'
import { placesOf, releasePlaces } from '../../packages/engine/src/release/places.ts'
import { deployKey } from '../../packages/engine/src/release/source/deploy-key.ts'
import { commitsKnown, largeObjectsKnown } from '../../packages/engine/src/release/source/known.ts'
import { pruneSource } from '../../packages/engine/src/release/source/prune-source.ts'
import { sourceStage } from '../../packages/engine/src/release/stages/source-stage.ts'
import type { SourceQuestion, SourceReport } from './source.ts'

/** Runs on the server: the source stage without what stands around it, and what is then known there. */
async function answer({ order, directory, upload, keep }: SourceQuestion): Promise<SourceReport> {
  const host = realHost()
  const places = placesOf(order.name)
  const notes: SourceReport['notes'] = []
  const context = {
    ...{ host, order, upload, places, release: releasePlaces(places, directory) },
    note: (code: string, values: Readonly<Record<string, string | number>>) => notes.push({ code, values }),
  } as unknown as ReleaseContext
  const failure = directory === '' ? null : await failureOf(context)
  if (keep) await pruneSource(host, places, keep)
  return {
    notes,
    failure,
    commits: await commitsKnown(host, places),
    largeObjects: await largeObjectsKnown(host, places),
    deployKey: await deployKey(host, places),
  }
}

async function failureOf(context: ReleaseContext): Promise<SourceReport['failure']> {
  try {
    await sourceStage.run(context)
    return null
  } catch (thrown) {
    await sourceStage.undo?.(context)
    return toFailure(thrown)
  }
}

const chunks: Uint8Array[] = []
for await (const chunk of process.stdin) chunks.push(chunk)
process.stdout.write(JSON.stringify(await answer(JSON.parse(Buffer.concat(chunks).toString()))))
