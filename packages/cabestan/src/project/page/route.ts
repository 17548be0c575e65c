import type { Place } from '../answer.ts'
import type { Expression, Module } from '../python/parse/syntax.ts'

/** One line of a URL configuration that means one single path. */
export interface Route {
  /** From the top, without the slash in front; '' is `/`. */
  readonly path: string
  readonly target: Target
  /** As `reverse()` knows it, without its namespaces. */
  readonly name?: string | null
  readonly place: Place
  /** Under i18n_patterns: behind the code of the language, `default` where the default one has none. */
  readonly prefixed: 'always' | 'others' | null
}

export type Target =
  | { readonly type: 'view'; readonly view: Expression; readonly module: Module }
  /** A page of a package that is known to answer so. */
  | { readonly type: 'known'; readonly verdict: Verdict }
  /** A list of a router: its viewset. */
  | { readonly type: 'viewset'; readonly view: Expression; readonly module: Module }

/**
 * What an anonymous visitor gets on an empty database. **answers**: a page. **perhaps**: it cannot be told.
 * **login**: a redirect to the login page, or 401. **redirects**: elsewhere. **fails**: 404, 405 or an error.
 */
export type Verdict =
  | { readonly type: 'answers' | 'perhaps' | 'login' | 'fails' }
  | { readonly type: 'redirects'; readonly to: string | null }

export const answers: Verdict = { type: 'answers' }
export const perhaps: Verdict = { type: 'perhaps' }
export const login: Verdict = { type: 'login' }
export const fails: Verdict = { type: 'fails' }
