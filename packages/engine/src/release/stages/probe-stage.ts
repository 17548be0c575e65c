import { CabestanError, type FailureCode } from '@cabestan/protocol/failures'
import type { Answer } from '../../host/host.ts'
import { endOf } from '../../host/run.ts'
import { brokenPage } from '../colour/broken-page.ts'
import { browse } from '../colour/page.ts'
import type { ReleaseContext, Stage } from '../context.ts'
import { type Watched, watchWeb } from '../processes/fallen.ts'
import { hasCutWorkers, lastWords, misses } from '../processes/last-words.ts'
import { type Since, webLog } from '../processes/output-of.ts'
import { startedMark } from '../processes/started-mark.ts'
import { neverUp } from './start-stage.ts'

/** The new release is asked for a page, as visitors will ask, before any of them reaches it. */
export const probeStage: Stage = {
  async run(context) {
    const { host, places, colour, order, note, made } = context
    const log = made.said ?? (await webLog(host, places, colour))
    const web = watchWeb(host, startedMark(places, 'web', colour), log)
    const answer = await untilItAnswers(context, web)
    if (answer === 'fallen') throw await neverUp('start.crashed', context, log)
    const { path } = order.probe
    if (!isGood(answer, context)) throw await refusal({ path, answer }, context, log)
    const broken = await brokenPage(context)
    if (broken) throw await refusal(broken, context, log)
    made.pageMs = answer.milliseconds
    note('probe.answered', {
      path,
      status: answer.status ?? 0,
      milliseconds: answer.milliseconds,
    })
    return 'done'
  },
}

const betweenMs = 1000
/** A definite answer is asked for again only a few times: it seldom changes. */
const definiteAttempts = 3

async function untilItAnswers(context: ReleaseContext, web: Watched): Promise<Answer | 'fallen'> {
  const { host, order, note } = context
  const deadline = host.clock.now() + order.probe.seconds * 1000
  let said = ''
  for (let attempt = 1; ; attempt += 1) {
    const answer = await unlessItFalls(ask(context, deadline), context, web)
    if (answer === 'fallen') return answer
    const isOver = host.clock.now() > deadline || (isDefinite(answer) && attempt >= definiteAttempts)
    if (isGood(answer, context) || isOver) return answer
    const words = wordsFor(answer)
    if (words !== said) note('probe.waiting', { answer: words })
    said = words
    await host.clock.sleep(betweenMs)
  }
}

const lookEveryMs = 500

/** A process that listens takes the question, and may end before it has an answer. */
async function unlessItFalls(
  asking: Promise<Answer>,
  { host }: ReleaseContext,
  web: Watched,
): Promise<Answer | 'fallen'> {
  for (;;) {
    const answer = await Promise.race([asking, host.clock.sleep(lookEveryMs)])
    if (answer && answer.status !== null) return answer
    if (await web.hasFallen()) return 'fallen'
    if (answer) return answer
  }
}

/** A busy server says 503 for a while, and a slow start answers nothing yet. */
function isDefinite({ status }: Answer): boolean {
  return status !== null && status !== 503 && status !== 502 && status !== 504 && status !== 429
}

function isGood({ status }: Answer, { order: { probe } }: ReleaseContext): boolean {
  if (status === null) return false
  if (status >= 200 && status < 300) return true
  // Where no page is known to answer, the application’s own word that it has none proves that it works.
  return !probe.known && [401, 403, 404, 405].includes(status)
}

const longestMs = 30_000
const shortestMs = 1000

function ask({ host, places, colour, order: { probe } }: ReleaseContext, deadline: number): Promise<Answer> {
  const timeoutMs = Math.max(shortestMs, Math.min(longestMs, deadline - host.clock.now()))
  return browse(host, places, { colour, probe, timeoutMs })
}

interface Refused {
  readonly path: string
  readonly answer: Answer
  /** What visitors get of it now, where that is better. */
  readonly live?: number
}

async function refusal(
  { path, answer, live }: Refused,
  context: ReleaseContext,
  log: Since,
): Promise<CabestanError> {
  const { probe } = context.order
  const words = await log.inTheEnd()
  const { error, place, tail: said } = lastWords(words)
  const tail = endOf([textOf(answer.body), said].filter(Boolean).join('\n'), 40)
  const values = {
    path,
    host: probe.host,
    error,
    place,
    status: String(answer.status ?? ''),
    ...redirectionOf(answer, context),
    ...(hasCutWorkers(words) ? { cut: 'workers' } : {}),
    ...(isNewDatabase(context) && misses(error) ? { misses: 'row' } : {}),
    ...(live === undefined ? {} : { former: 'answers' }),
    ...(answer.reason === 'timeout' ? { seconds: String(probe.seconds) } : { answer: wordsFor(answer) }),
  }
  return new CabestanError(codeFor(answer), values, tail === '' ? {} : { detail: { tail } })
}

function isNewDatabase({ live, made }: ReleaseContext): boolean {
  return live === null && !made.seeded
}

/** Each kind has its own way out. */
function redirectionOf({ location }: Answer, { order: { probe } }: ReleaseContext): Record<string, string> {
  const here = `${probe.scheme}://${probe.host}`
  if (location === null || !URL.canParse(location, here)) return {}
  const target = new URL(location, here)
  const isOurs = target.host === new URL(here).host
  if (!isOurs) return { location: target.href, leads: 'elsewhere' }
  return { location: target.href, leads: target.protocol === `${probe.scheme}:` ? 'round' : 'https' }
}

function codeFor({ status }: Answer): FailureCode {
  if (status === 400) return 'probe.host-refused'
  if (status === 404) return 'probe.missing'
  if (status !== null && status >= 300 && status < 400) return 'probe.redirected'
  if (status !== null && status >= 500 && status !== 503) return 'probe.error'
  return 'probe.failed'
}

function wordsFor({ status, reason, location }: Answer): string {
  if (status === null) return reason
  return location === null ? `${status} ${reason}` : `${status} → ${location}`
}

/** What a page says, without what it is made of. */
function textOf(body: string): string {
  return body
    .replace(/<(script|style)\b[\s\S]*?<\/\1>/gi, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/[ \t]+/g, ' ')
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .slice(0, 20)
    .join('\n')
    .slice(0, 2000)
}
