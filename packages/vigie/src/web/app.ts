import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { WriterFailure, type WriterTrouble } from '../writer/writer-failure.ts'
import { knownHost } from './known-host.ts'
import type { Pages } from './pages.ts'
import { ownPagesOnly, protect } from './protection.ts'
import { ApiRefusal, bodyOf, type RefusalCode, statuses } from './refusal.ts'
import { issueRoutes } from './routes/issues.ts'
import { liveRoutes } from './routes/live.ts'
import { peopleRoutes } from './routes/people.ts'
import { projectRoutes } from './routes/projects.ts'
import { sessionRoutes } from './routes/session.ts'
import { settingsRoutes } from './routes/settings.ts'
import type { Environment, WebSurroundings } from './surroundings.ts'
import { whoAsks } from './who-asks.ts'

const longestBody = 256 * 1024

/** The API under /api/v1, and the pages everywhere else. Pages and scripts use the same addresses. */
export function createWeb(surroundings: WebSurroundings, pages: Pages): Hono<Environment> {
  const api = createApi(surroundings).all('*', () => {
    throw new ApiRefusal('not-found')
  })
  return new Hono<Environment>()
    .use('*', protect)
    .use('*', knownHost(surroundings))
    .onError((error, context) => {
      const known = refusalOf(error)
      if (known.code === 'internal') surroundings.report(error)
      return context.json(bodyOf(known, languageOf(context)), statuses[known.code])
    })
    .route('/api/v1', api)
    .get('*', (context) => pages.answer(context.req.raw))
}

/** All that can be asked, with the types of questions and answers: the pages' calls are checked against them. */
export type Api = ReturnType<typeof createApi>

function createApi(surroundings: WebSurroundings) {
  return new Hono<Environment>()
    .use('*', ownPagesOnly)
    .use('*', bodyLimit({ maxSize: longestBody, onError: tooLarge }))
    .use('*', async (context, next) => {
      context.header('cache-control', 'no-store')
      await next()
    })
    .use('*', whoAsks(surroundings))
    .route('/', sessionRoutes(surroundings))
    .route('/', peopleRoutes(surroundings))
    .route('/', liveRoutes(surroundings))
    .route('/', projectRoutes(surroundings))
    .route('/', issueRoutes(surroundings))
    .route('/', settingsRoutes(surroundings))
}

function refusalOf(error: unknown): ApiRefusal {
  if (error instanceof ApiRefusal) return error
  return new ApiRefusal(error instanceof WriterFailure ? writerCodes[error.trouble] : 'internal')
}

const writerCodes = {
  'disk-full': 'disk-full',
  'read-only': 'disk-read-only',
  'disk-fails': 'disk-fails',
  damaged: 'damaged',
  closed: 'overloaded',
  other: 'internal',
} as const satisfies Readonly<Record<WriterTrouble, RefusalCode>>

function tooLarge(): never {
  throw new ApiRefusal('too-large')
}

/** Of the account, or else of the browser. */
function languageOf(context: Context<Environment>): 'en' | 'fr' {
  const asker = context.get('asker')
  if (asker) return asker.account.language
  return /^\s*fr\b/i.test(context.req.header('accept-language') ?? '') ? 'fr' : 'en'
}
