import { CabestanError, type FailureCode } from '@cabestan/protocol/failures'
import type { Answer } from '../../host/host.ts'
import { endOf } from '../../host/run.ts'
import { askColour } from '../colour/page.ts'
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
    if (!isGood(answer, context)) throw await refusal(answer, context, log)
    made.pageMs = answer.milliseconds
    note('probe.answered', {
      path: order.probe.path,
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

const mostRedirections = 5

const longestMs = 30_000
const shortestMs = 1000

/** Redirections within the site are gone after, as a browser would. */
async function ask({ host, places, colour, order }: ReleaseContext, deadline: number): Promise<Answer> {
  const { probe } = order
  const timeoutMs = Math.max(shortestMs, Math.min(longestMs, deadline - host.clock.now()))
  let path = probe.path
  let answer = await askColour(host, places, { colour, probe, timeoutMs })
  for (let count = 0; count < mostRedirections; count += 1) {
    const next = redirectionWithin(answer, { ...probe, path })
    if (next === null) return answer
    path = next
    answer = await askColour(host, places, { colour, probe: { ...probe, path }, timeoutMs })
  }
  return answer
}

interface Asked {
  readonly host: string
  readonly scheme: string
  readonly path: string
}

function redirectionWithin({ status, location }: Answer, asked: Asked): string | null {
  if (status === null || status < 300 || status >= 400 || location === null) return null
  const base = `${asked.scheme}://${asked.host}${asked.path}`
  if (!URL.canParse(location, base)) return null
  const target = new URL(location, base)
  const isWithin = target.host === asked.host && target.protocol === `${asked.scheme}:`
  const next = `${target.pathname}${target.search}`
  return isWithin && next !== asked.path ? next : null
}

async function refusal(answer: Answer, context: ReleaseContext, log: Since): Promise<CabestanError> {
  const { probe } = context.order
  const words = await log.inTheEnd()
  const { error, place, tail: said } = lastWords(words)
  const tail = endOf([textOf(answer.body), said].filter(Boolean).join('\n'), 40)
  const values = {
    path: probe.path,
    host: probe.host,
    error,
    place,
    status: String(answer.status ?? ''),
    ...redirectionOf(answer, context),
    ...(hasCutWorkers(words) ? { cut: 'workers' } : {}),
    ...(isNewDatabase(context) && misses(error) ? { misses: 'row' } : {}),
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
