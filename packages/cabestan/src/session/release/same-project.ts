import type { ApplicationState } from '@cabestan/protocol/applications'
import type { Owner } from '@cabestan/protocol/descriptions'
import { CabestanError } from '@cabestan/protocol/failures'
import type { ReleaseRecord } from '@cabestan/protocol/releases'
import { commitOf } from '../../project/tree/commit.ts'
import type { LocalSource } from '../../source/source.ts'
import type { Visit } from '../servers/site.ts'
import type { Material } from './release-material.ts'

type Here = Pick<Material, 'folder' | 'source'>

/** Two projects under one name would share a database, uploads and variables. */
export async function assertSameProject(
  { engine, site }: Visit,
  { live, releases }: Pick<ApplicationState, 'live' | 'releases'>,
  here: Here,
): Promise<void> {
  const release = live ?? releases.at(-1)
  if (!release || site.invocation.options.anotherRepository) return
  const { app, environment } = site.configuration
  if ((await isOfProject({ owner: { app, environment }, release }, engine, here)) !== false) return
  throw new CabestanError('release.another-repository', {
    [live ? 'number' : 'tried']: String(release.number),
    commit: release.commit.id.slice(0, 7),
    subject: release.commit.subject,
    author: release.commit.author,
  })
}

/**
 * Other applications of the server that are this same project, before a first release: perhaps its former self, with another
 * `app:`, or as an environment that the file does not describe any more.
 */
export async function formerSelf(
  { engine, site }: Visit,
  { others = [] }: Pick<ApplicationState, 'others'>,
  here: Here,
): Promise<(Release & { readonly renamed: 'app' | 'environment' }) | null> {
  const { app, environment, environments } = site.configuration
  const possible = others.filter(({ owner }) =>
    owner.app === app ? !environments.includes(owner.environment) : owner.environment === environment,
  )
  const judged = await Promise.all(possible.map((other) => isOfProject(other, engine, here)))
  const self = possible.find((_, index) => judged[index] === true)
  return self ? { ...self, renamed: self.owner.app === app ? 'environment' : 'app' } : null
}

/** Of an application on a server: its live release, or the last one that was tried. */
interface Release {
  readonly owner: Owner
  readonly release: ReleaseRecord
}

/**
 * This project is that of a release if its repository has that commit; or, where the history is another one (it was
 * rewritten, or only the last commit was cloned), if it has half of what was written there. Null where nobody can tell.
 */
async function isOfProject(
  { owner, release }: Release,
  engine: Visit['engine'],
  { folder, source }: Here,
): Promise<boolean | null> {
  if (await commitOf(folder.tree.top, release.commit.id)) return true
  const { objects } = await engine.call('writtenThere', { owner })
  return objects.length === 0 ? null : keptOf(objects, source) * 2 >= objects.length
}

function keptOf(objects: readonly string[], { parts }: LocalSource): number {
  const here = new Set(parts[0]?.listed.map(({ object }) => object))
  return objects.filter((object) => here.has(object)).length
}
