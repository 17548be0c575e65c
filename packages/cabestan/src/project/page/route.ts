import type { Place } from '../answer.ts'
import type { Expression, Module } from '../python/parse/syntax.ts'

/** One line of a URL configuration that stands for one single path. */
export interface Route {
  /** From the top, without the leading slash; '' is `/`. */
  readonly path: string
  readonly target: Target
  /** The name for `reverse()`, without namespaces. */
  readonly name?: string | null
  readonly place: Place
  /** Inside i18n_patterns: after the language code; `default` where the default language has none. */
  readonly prefixed: 'always' | 'others' | null
}

export type Target =
  | { readonly type: 'view'; readonly view: Expression; readonly module: Module }
  /** A page of a package that is known to answer like this. */
  | { readonly type: 'known'; readonly verdict: Verdict }
  /** The list view of a router: its viewset. */
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
