import type { Outline } from '../outline.ts'
import { isScript } from './function-name.ts'

/**
 * Errors of pages that were open during a release, and React's various messages for one page: each is one issue, as
 * in Sentry.
 */
export function browserErrorOf({ exceptions, platform, transaction }: Outline): readonly string[] | null {
  const [exception] = exceptions
  if (!exception || !isScript(platform)) return null
  const value = exception.value ?? ''
  if (exception.type === 'ChunkLoadError' || value.startsWith('ChunkLoadError')) return ['lost chunk']
  return transaction !== null && hydration.test(value) ? ['hydration', transaction] : null
}

const hydration =
  /^(?:Hydration failed because|There was an error while hydrating|Text content does not match server-rendered HTML|The server could not finish this Suspense boundary)/
