import type { ApplicationState } from '@cabestan/protocol/applications'
import { CabestanError } from '@cabestan/protocol/failures'
import { commitOf } from '../../project/tree/commit.ts'
import type { LocalSource } from '../../source/source.ts'
import type { Visit } from '../servers/site.ts'
import type { Material } from './release-material.ts'

/**
 * Two projects under one name would share a database, uploads and variables. This one is that of the live release, or
 * of the last that was tried where none is live, if its repository has that commit; or, where the history is another
 * one (it was rewritten, or only the last commit was cloned), if it has half of what was written there.
 */
export async function assertSameProject(
  { engine, site }: Visit,
  { live, releases }: Pick<ApplicationState, 'live' | 'releases'>,
  { folder, source }: Pick<Material, 'folder' | 'source'>,
): Promise<void> {
  const there = live ?? releases.at(-1)
  if (!there || site.invocation.options.anotherRepository) return
  if (await commitOf(folder.tree.top, there.commit.id)) return
  const { app, environment } = site.configuration
  const { objects } = await engine.call('writtenThere', { owner: { app, environment } })
  const kept = keptOf(objects, source)
  if (kept * 2 >= objects.length) return
  throw new CabestanError('release.another-repository', {
    [live ? 'number' : 'tried']: String(there.number),
    commit: there.commit.id.slice(0, 7),
    subject: there.commit.subject,
    author: there.commit.author,
  })
}

function keptOf(objects: readonly string[], { parts }: LocalSource): number {
  const here = new Set(parts[0]?.listed.map(({ object }) => object))
  return objects.filter((object) => here.has(object)).length
}
