import type { Proof } from './proof.ts'
import { sentenceLines } from './sentence-lines.ts'
import { fill } from './text/sentence.ts'
import type { Voice } from './voice.ts'

export interface FirstSteps {
  readonly superuser: boolean
  /** The committed database that the release began with. */
  readonly seed: string | null
  readonly fixtures: readonly string[]
}

/** Told once, when the first release is live: its database is empty, or has what git had. */
export function firstStepLines({ superuser, seed, fixtures }: FirstSteps, voice: Voice): string[] {
  const { arrival } = voice.words
  const administrator = seed === null ? arrival.superuser : fill(arrival.seededAccounts, { file: seed })
  return [
    ...(fixtures.length > 0
      ? sentenceLines(fill(arrival.fixtures, { names: fixtures.join(' ') }), voice)
      : []),
    ...(superuser ? sentenceLines(administrator, voice) : []),
  ]
}

export function broughtBackLines(files: readonly string[], voice: Voice): string[] {
  return sentenceLines(fill(voice.words.arrival.broughtBack, { files: files.join(', ') }), voice)
}

/** Which site a proof is about. */
export interface Told {
  /** There is no release to go back to. */
  readonly isFirst: boolean
  /** The maintenance page is on. */
  readonly isShut: boolean
}

/** What the outside world gets, and what stands in the way. */
export function proofLines(proof: Proof, told: Told, voice: Voice): string[] {
  const { arrival: release } = voice.words
  const { problem, astray, status, url, address } = proof
  const { pathname: path } = new URL(url)
  // Until the name leads to the server, asking by that name gets nothing although the site is there.
  const isAstray = astray.some(({ domain }) => domain === proof.domain)
  const values = { domain: proof.domain ?? address, address, path }
  const answer = problem === null ? sentenceLines(answerLine(proof, told, voice), voice) : []
  return [
    ...(isAstray ? [] : answer),
    ...astray.flatMap(({ domain, problem: astray, found }) =>
      sentenceLines(`! ${fill(release.proofs[astray], { domain, address, found: found.join(', ') })}`, voice),
    ),
    ...(problem === null ? [] : sentenceLines(`! ${fill(release.proofs[problem], { url, address })}`, voice)),
    ...(status === null || !isAstray ? [] : sentenceLines(fill(release.byAddress, values), voice)),
    ...(isAstray ? (isGood(status) ? sentenceLines(fill(release.byHosts, values), voice) : answer) : []),
    ...(isGood(status) ? frontLines(proof, told, voice) : []),
    ...sentenceLines(release.next, voice),
    ...(told.isFirst ? [] : sentenceLines(release.nextAfter, voice)),
  ]
}

/**
 * A project without a front page is made like that, which is said once. A front page that fails is a fault, whatever
 * another page answers.
 */
function frontLines({ url, front }: Proof, { isFirst }: Told, voice: Voice): string[] {
  const { arrival } = voice.words
  const values = { url: new URL('/', url).href, page: url, status: front ?? '–' }
  if (front !== null && front >= 500) return sentenceLines(`! ${fill(arrival.frontFails, values)}`, voice)
  return front === 404 && isFirst ? sentenceLines(fill(arrival.frontMissing, values), voice) : []
}

function answerLine({ url, status }: Proof, { isShut }: Told, { words: { arrival }, paint }: Voice): string {
  const good = isGood(status)
  const sign = good ? paint.green('✓') : paint.yellow('!')
  const otherwise = isShut ? arrival.answersShut : arrival.answersElse
  return `${sign} ${fill(good ? arrival.answers : otherwise, { url, status: status ?? '–' })}`
}

function isGood(status: Proof['status']): boolean {
  return status !== null && status < 400
}
