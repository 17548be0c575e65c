import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { WriterFailure, type WriterTrouble } from '../writer/writer-failure.ts'
import { BodyTooLong } from './exchange/request.ts'
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

export const longestBody = 256 * 1024

/** The API under /api/v1, and the pages everywhere else. The browser and scripts use the same addresses. */
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

/** All questions with the types of their answers: the calls of the pages are checked against them. */
export type Api = ReturnType<typeof createApi>

function createApi(surroundings: WebSurroundings) {
  return new Hono<Environment>()
    .use('*', ownPagesOnly)
    .use('*', noLongBody)
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
  if (error instanceof BodyTooLong) return new ApiRefusal('too-large')
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

/** Refused before it is read; a body without a length is counted while it is read. */
const noLongBody: MiddlewareHandler<Environment> = async (context, next) => {
  if (Number(context.req.header('content-length') ?? 0) > longestBody) throw new BodyTooLong()
  await next()
}

/** The language of the account, or else of the browser. */
function languageOf(context: Context<Environment>): 'en' | 'fr' {
  const asker = context.get('asker')
  if (asker) return asker.account.language
  return /^\s*fr\b/i.test(context.req.header('accept-language') ?? '') ? 'fr' : 'en'
}
