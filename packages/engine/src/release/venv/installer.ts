import { CabestanError } from '@cabestan/protocol/failures'
import { valueIn } from '../../steps/environment-text.ts'
import type { ReleaseContext } from '../context.ts'
import type { Python } from './pythons.ts'
import { provideUv } from './uv.ts'

type Environment = Readonly<Record<string, string>>

/** What makes venvs here, with all that it is told about indexes and proxies. */
export interface Installer {
  /** Null where uv cannot be had and pip does the work. */
  readonly uv: string | null
  readonly python: Python
  readonly environment: Environment
}

/** uv, or pip where uv cannot be had, with everything that either of them has to know. */
export async function installerFor(
  context: ReleaseContext,
  python: Python,
  network: Environment,
): Promise<Installer> {
  const own = { ...network, ...ownSettings(context), ...(await keysNamed(context)) }
  const { UV_DEFAULT_INDEX: _, ...withoutIndex } = own
  // The project names an index in place of the public one, and means only that one.
  const isReplaced = context.order.venv.indexes.some((line) => line.startsWith('--index-url '))
  const environment: Environment = isReplaced ? withoutIndex : own
  return { uv: await uvOrPip(context, network), python, environment }
}

async function uvOrPip({ host, note }: ReleaseContext, network: Environment): Promise<string | null> {
  try {
    return await provideUv(host, network)
  } catch (error) {
    if (!(error instanceof CabestanError) || error.failure.code !== 'uv.unavailable') throw error
    note('venv.pip', { why: error.failure.values['why'] ?? '' })
    return null
  }
}

/**
 * No file of the project or of a person's home tells uv otherwise. Where a project names further indexes, a
 * package is taken from the first of them that has a version that fits: one of the same name on the public index
 * cannot take the place of a private one.
 */
function ownSettings({ places: { cache } }: ReleaseContext): Environment {
  return {
    HOME: cache,
    UV_CACHE_DIR: `${cache}/uv`,
    PIP_CACHE_DIR: `${cache}/pip`,
    UV_NO_CONFIG: '1',
    UV_NO_PROGRESS: '1',
    NO_COLOR: '1',
    UV_PYTHON_DOWNLOADS: 'never',
    UV_INDEX_STRATEGY: 'unsafe-first-match',
    // If files were linked from the cache, the application could change them there.
    UV_LINK_MODE: 'copy',
  }
}

/** `https://${TOKEN}@packages.example`: the values stand in no commit and on no command line. */
async function keysNamed({ host, places, order }: ReleaseContext): Promise<Environment> {
  const names = order.venv.indexes.flatMap((line) =>
    [...line.matchAll(/\$\{(\w+)\}/g)].map(([, name = '']) => name),
  )
  if (names.length === 0) return {}
  const text = (await host.files.readText(places.environment)) ?? ''
  return Object.fromEntries(names.map((name) => [name, valueIn(text, name) ?? '']))
}
