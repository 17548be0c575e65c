import type { Grouping } from '../../contract/digested.ts'
import type { ExceptionValue } from '../../contract/event.ts'
import { fieldOf } from '../event/security.ts'
import type { Outline } from '../outline.ts'
import { kindTold } from '../stack/erlang.ts'
import { isMessage } from '../stack/said.ts'
import { saidIn } from '../title/log-line.ts'
import { blockedBy, directiveOf, hostOf, kindOf } from '../title/report-title.ts'
import { browserErrorOf } from './browser-error.ts'
import { isDefault, variableIn } from './fingerprint.ts'
import { hashOf, version } from './hash.ts'
import { linesOfPanic } from './lines.ts'
import { messagePattern, saysSomething } from './message-pattern.ts'
import { placeHash } from './place.ts'
import { type Stack, stackOf } from './stack.ts'
import { withoutTold } from './told-values.ts'
import { typeName } from './type-name.ts'
import { variableOf } from './variables.ts'
import { tellingWords } from './words.ts'

/** Why each hash is made as it is: docs/decisions/0014-grouping.md. */
export function groupingOf(outline: Outline): Grouping {
  const ways = defaultWays(outline)
  const hashes = outline.fingerprint
    ? fingerprintHashes(outline.fingerprint, ways, outline)
    : ways.map(({ way, parts }) => hashOf(way, parts))
  return { version, hashes: [...new Set(hashes)] }
}

interface Way {
  readonly way: string
  readonly parts: readonly string[]
}

function fingerprintHashes(fingerprint: readonly string[], ways: readonly Way[], outline: Outline): string[] {
  const filled = fingerprint.map((part) => fill(part, outline))
  if (!fingerprint.some(isDefault)) return [hashOf('fingerprint', filled)]
  return ways.map(({ way, parts }) => hashOf(`fingerprint and ${way}`, [...filled, ...parts]))
}

function fill(part: string, outline: Outline): string {
  const variable = variableIn(part)
  if (variable === 'default') return '{{ default }}'
  if (variable !== null) return variableOf(variable, outline) ?? part
  return isSaidIn(outline, part) ? patternIn(outline, part) : part
}

/** An owner who groups by the error's text does not mean the numbers in it; Sentry takes its pattern too. */
function isSaidIn({ message, exceptions }: Outline, part: string): boolean {
  return part === message?.text || exceptions.some(({ value }) => value === part)
}

function defaultWays(outline: Outline): readonly Way[] {
  if (outline.security) return [securityWay(outline.security)]
  const known = browserErrorOf(outline)
  if (known) return [{ way: 'browser', parts: known }]
  if (isMessage(outline.exceptions, outline.platform)) return [messageWay(outline)]
  if (outline.exceptions.length > 0) return exceptionWays(outline)
  const crashed = outline.threads.find(({ isCrashed, frames }) => isCrashed && frames.length > 0)
  // Java's SDK also sets this for the thread that logged a message.
  const isLogged = outline.message !== null && outline.level !== 'fatal'
  if (crashed && !isLogged) return [stackWay(stackOf(crashed.frames, outline.platform), outline)]
  const ended = endOfProcess(outline)
  if (ended) return ended
  if (outline.message) return [messageWay(outline), ...linesWay(outline)]
  const stacked = outline.threads.find(({ frames }) => frames.length > 0)
  if (stacked) return [stackWay(stackOf(stacked.frames, outline.platform), outline)]
  return [{ way: 'nothing', parts: [outline.platform, outline.logger ?? '', outline.transaction ?? ''] }]
}

/** What Erlang's server says of its crash is grouped as the report of its process, which is an exception. */
function endOfProcess(outline: Outline): readonly Way[] | null {
  const { message, platform, threads } = outline
  if (platform !== 'erlang' || message === null) return null
  const type = kindTold(message.text)
  const frames = threads.find((thread) => thread.frames.length > 0)?.frames
  if (type === null || frames === undefined || !stackOf(frames, platform).isOwn) return null
  const exception = { type, value: null, module: null, threadId: null, mechanism: null, frames }
  return exceptionWays({ ...outline, exceptions: [exception] })
}

function securityWay(report: NonNullable<Outline['security']>): Way {
  const subject = report.kind === 'csp' ? blockedBy(report) : hostOf(report)
  const parts = [report.kind, directiveOf(report), subject, fieldOf(report, 'type')]
  if (report.kind !== 'other') return { way: 'security', parts }
  return { way: 'security', parts: [...parts, ...kindOf(report), ...alsoTold(report)] }
}

/** Why the browser crashed, or whose content was blocked. */
function alsoTold(report: NonNullable<Outline['security']>): readonly string[] {
  return [fieldOf(report, 'reason'), blockedBy(report)].filter(Boolean)
}

function stackWay(stack: Stack, outline: Outline): Way {
  const value = outline.message ? patternIn(outline, outline.message.template) : ''
  return { way: 'stack', parts: [...stack.keys, ...(stack.isOwn ? [] : [value])] }
}

/** The template, unless it is nothing but a placeholder: `logger.error("%s", problem)`. */
function messageWay(outline: Outline): Way {
  const { message, logger, exceptions } = outline
  const text = message?.text ?? exceptions[0]?.value ?? ''
  const template = message && saysSomething(message.template) ? message.template : text
  return { way: 'message', parts: [logger ?? '', patternIn(outline, saidIn(template))] }
}

function exceptionWays({ exceptions: chain, ...rest }: Outline): readonly Way[] {
  // Errors while leaving a block, and notes of coroutines on where they ran, do not accompany the same error every
  // time.
  const kept = chain.filter(({ mechanism }) => mechanism?.type !== 'suppressed')
  const outline = { ...rest, exceptions: kept.length > 0 ? kept : chain }
  const stacks = outline.exceptions.map(({ frames }) => stackOf(frames, outline.platform))
  const isOwn = stacks.some((stack) => stack.isOwn)
  const words = tellingWords(outline)
  const parts = inOrder(
    outline.exceptions,
    outline.exceptions.map((exception, place) =>
      exceptionParts(exception, stacks[place] as Stack, {
        isOwn,
        words: words.get(exception) ?? (isOwn ? '' : patternIn(outline, exception.value ?? '')),
      }),
    ),
  )
  const place = isOwn && words.size === 0 ? placeHash(outline.exceptions) : null
  const first: Way = {
    way: isOwn ? 'own frames' : 'all frames',
    parts: [...parts, ...whereNothingElse(outline)],
  }
  return [first, ...(place ? [{ way: 'place', parts: place }] : []), ...linesWay(outline)]
}

function linesWay(outline: Outline): readonly Way[] {
  const lines = linesOfPanic(outline)
  return lines ? [{ way: 'lines', parts: lines }] : []
}

interface Chain {
  readonly isOwn: boolean
  readonly words: string
}

/** If one stack of the chain has frames of one's own, those that only passed through libraries are left out. */
function exceptionParts(exception: ExceptionValue, stack: Stack, { isOwn, words }: Chain): string {
  const type = exception.mechanism?.isSynthetic ? '' : typeName(exception.type)
  const keys = !isOwn || stack.isOwn ? stack.keys : []
  return [type, ...keys, words].join('\n')
}

/** Each once, because retries chain the same error again and again. Members of a group may come in any order. */
function inOrder(exceptions: readonly ExceptionValue[], parts: readonly string[]): readonly string[] {
  const distinct = [...new Set(parts)]
  return exceptions.some(({ mechanism }) => mechanism?.isGroup) ? distinct.sort() : distinct
}

/** A type alone, without value and stack, would put the whole application into one issue. */
function whereNothingElse(outline: Outline): readonly string[] {
  const { exceptions, transaction, message } = outline
  const isBare = exceptions.every(({ value, frames }) => !value && frames.length === 0)
  return isBare ? [transaction ?? '', message ? patternIn(outline, message.template) : ''] : []
}

/** Without what varies by its form, and without values that the event mentions elsewhere. */
function patternIn({ told }: Outline, text: string): string {
  return messagePattern(withoutTold(text, told))
}
