import type { Answer, Place } from '../answer.ts'
import { parseFile } from '../python/parse/parse.ts'
import type { Module } from '../python/parse/syntax.ts'
import type { Value } from '../python/values.ts'
import { publicUrls, wantsTenant } from '../settings/tenants.ts'
import { fileNameOf, sourcePaths } from '../tree/source-paths.ts'
import type { Tree } from '../tree/tree.ts'
import { moduleNamed } from '../where/definition.ts'
import { languagePrefix } from './language-prefix.ts'
import type { Route, Verdict } from './route.ts'
import { routesOf } from './url-patterns.ts'
import type { UrlWorld } from './url-world.ts'
import { targetVerdict } from './view.ts'

export interface PageInput {
  readonly tree: Tree
  readonly pythonPath: readonly string[]
  /** The settings as production has them. */
  readonly values: ReadonlyMap<string, Value>
  readonly isBuilt?: boolean
  /** What a person decided. */
  readonly page?: string | undefined
}

/** A path that answers without a login after a fresh migrate; null where none is known to. */
export function readPage(input: PageInput): Answer<string> {
  if (input.page !== undefined) return { value: input.page, certainty: 'stated', places: [] }
  const module = rootUrls(input)
  if (!module) return { value: null, certainty: 'guessed', places: [] }
  const candidates = firstOfEach(
    judged(input, routesOf(input, module, { path: '', prefixed: null, within: [] })),
  )
  const [best] = candidates
    .map((candidate) => ({ ...candidate, weight: weight(candidate, redirectOfRoot(candidates)) }))
    .filter((candidate) => Number.isFinite(candidate.weight))
    .toSorted((a, b) => a.weight - b.weight)
  if (!best) return { value: null, certainty: 'guessed', places: [{ file: module.file }] }
  const certainty = best.verdict.type === 'answers' && !isByHost(input.values) ? 'derived' : 'guessed'
  return { value: best.path, certainty, places: best.places }
}

/** Which pages there are is decided by a host that the database may not know yet. */
function isByHost(values: ReadonlyMap<string, Value>): boolean {
  return values.has('ROOT_HOSTCONF') || wantsTenant(values)
}

interface Candidate {
  /** With the leading slash, and the language. */
  readonly path: string
  readonly verdict: Verdict
  readonly places: readonly Place[]
  readonly name: string | null
}

function rootUrls(input: PageInput): Module | null {
  const root = publicUrls(input.values) ?? input.values.get('ROOT_URLCONF')
  const named = root?.type === 'text' ? moduleNamed(input, root.text) : null
  if (named || root?.type === 'text') return named
  const urls = sourcePaths(input.tree).filter((path) => fileNameOf(path) === 'urls.py')
  const top = urls.find((path) => input.tree.text(path)?.includes('admin.site.urls'))
  return top === undefined ? null : parseFile(input.tree, top)
}

function judged(world: UrlWorld, routes: readonly Route[]): Candidate[] {
  const closed = closedToStrangers(world)
  return routes.flatMap((route) => {
    const prefix = languagePrefix(route.prefixed, world.values)
    // `path('/', …)`: the address would begin with two slashes, which nobody requests.
    if (prefix === null || route.path.startsWith('/')) return []
    const verdict = targetVerdict(world, route.target)
    const path = `/${prefix}${route.path}`
    const barred = closed && verdict.type === 'answers' && !isForStrangers(path)
    return [
      {
        path,
        verdict: barred ? { type: 'login' as const } : verdict,
        places: [route.place],
        name: route.name ?? null,
      },
    ]
  })
}

/** Django tries patterns in order, and the first match answers. */
function firstOfEach(candidates: readonly Candidate[]): Candidate[] {
  const found = new Map<string, Candidate>()
  for (const candidate of candidates) if (!found.has(candidate.path)) found.set(candidate.path, candidate)
  return [...found.values()]
}

/** A middleware that requires a login everywhere. */
function closedToStrangers({ values }: UrlWorld): boolean {
  const middleware = values.get('MIDDLEWARE') ?? values.get('MIDDLEWARE_CLASSES')
  if (middleware?.type !== 'list') return false
  return middleware.items.some(
    (item) =>
      item.type === 'text' &&
      /Login_?Required|Require_?Login|Force_?Login|Auth(?:entication)?_?Required|LockdownMiddleware|BasicAuth/i.test(
        item.text,
      ),
  )
}

function isForStrangers(path: string): boolean {
  return /log-?_?in|sign-?_?in|connexion|accounts|health|ping/i.test(path)
}

function redirectOfRoot(candidates: readonly Candidate[]): string | null {
  const root = candidates.find(({ path }) => isRoot(path))
  if (root?.verdict.type !== 'redirects' || root.verdict.to === null) return null
  const { to } = root.verdict
  if (to.startsWith('/')) return to
  const named = candidates.find(({ name }) => name && name === to.slice(to.lastIndexOf(':') + 1))
  return named?.path ?? `${root.path}${to}`
}

function isRoot(path: string): boolean {
  return /^\/(?:[a-z]{2}(?:-[a-z]+)?\/)?$/.test(path)
}

/** An error page has an error status too. */
const namesError =
  /\/(?:[345]\d\d|errors?|(?:server|page)[-_]?error|(?:page[-_]?)?not[-_]?found|forbidden|bad[-_]?request|maintenance)\/?$/i

/** The lower, the more a page says about the site working, and the surer it is to answer. */
function weight({ path, verdict }: Candidate, redirected: string | null): number {
  return (
    verdictWeight[verdict.type] +
    placeWeight(path, redirected) +
    path.split('/').length / 100 +
    path.length / 10_000
  )
}

const verdictWeight: Record<Verdict['type'], number> = {
  answers: 0,
  perhaps: 40,
  redirects: 200,
  login: 300,
  fails: Number.POSITIVE_INFINITY,
}

function placeWeight(path: string, redirected: string | null): number {
  if (isRoot(path)) return 0
  if (namesError.test(path)) return Number.POSITIVE_INFINITY
  if (redirected !== null && path === redirected) return 5
  if (/(?:^|\/)(?:healthz?|healthcheck|ht|ping|up|readiness|liveness|status)\/?$/.test(path)) return 10
  if (/\.\w{2,11}$|sitemap|jsi18n|robots|metrics/.test(path)) return 60
  if (/admin\/login/.test(path)) return 30
  if (/(?:^|\/)(?:log-?_?in|sign-?_?in|connexion|se-connecter)\/?$/i.test(path)) return 20
  if (/log-?_?out|deconnexion/i.test(path)) return 50
  return /delete|reset|verify|confirm|callback|webhook|api/i.test(path) ? 35 : 25
}
