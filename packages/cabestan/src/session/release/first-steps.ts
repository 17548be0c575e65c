import type { ReleaseRecord } from '@cabestan/protocol/releases'
import type { Reading } from '../../project/reading.ts'
import { openFolder, projectIn } from '../project/project.ts'
import type { Visit } from '../servers/site.ts'

/** What the database of a first release began with. */
export interface Beginning {
  /** Of a database that stands in git. */
  readonly seed: string | null
  readonly hasFixtures: boolean
}

/** What is left to a person once a first release is live. */
export function tellFirstSteps(
  { server, site }: Visit,
  { superuser, fixtures }: Reading['data'],
  { seed, hasFixtures }: Beginning,
): void {
  site.invocation.report.firstSteps(server, { superuser, seed, fixtures: hasFixtures ? [] : fixtures })
}

/** Whoever comes back may do so from a folder that never had the commit: then nobody here knows what it needs. */
export async function readingOf(
  { commit }: ReleaseRecord,
  { site: { invocation } }: Visit,
): Promise<Reading['data'] | null> {
  const folder = await openFolder(invocation, { revision: commit.id }).catch(() => null)
  return folder && projectIn(folder).reading.data
}
