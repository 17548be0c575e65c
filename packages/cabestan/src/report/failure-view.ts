import type { Failure } from '@cabestan/protocol/failures'
import type { FailureWords } from './catalogue/catalogue.ts'
import { changeItemLines } from './change-lines.ts'
import type { Language } from './language.ts'
import { stepLabel } from './step-label.ts'
import { placeOf } from './text/destination.ts'
import { duration } from './text/duration.ts'
import { fill, fillBest, fillKnown, type Values } from './text/sentence.ts'
import { asTyped } from './text/shell-words.ts'
import { inUnits } from './text/size.ts'
import { cut, harmlessLines } from './text/text-width.ts'
import { labelled, wrap } from './text/wrapping.ts'
import { readUnproven } from './unproven.ts'
import { unsafeOperationLines } from './unsafe-operations.ts'
import type { Voice } from './voice.ts'

const tailLines = 12
/** Python's own frames of an import stand between those of the project, six at a time, and say nothing about it. */
const ownFrame = /^ *File "<frozen [\w.]+>", line \d+, in \S+$/

/** What happened, where, and what to do next: the only way in which failures are told. */
export function failureLines({ besides = [], ...failure }: Failure, voice: Voice, server?: string): string[] {
  return [failure, ...besides].flatMap((each, index) => [
    ...(index === 0 ? [] : ['']),
    ...linesOf(each, voice, server),
  ])
}

function linesOf(failure: Failure, voice: Voice, server?: string): string[] {
  const { title, next } = sayFailure(failure, voice)
  const { paint } = voice
  const where = server ? `${paint.bold(server)}: ` : ''
  const [first = '', ...rest] = wrap(title, voice.columns - 4 - (server?.length ?? 0))
  return [
    `${paint.red('✗')} ${where}${paint.sentence(first)}`,
    ...rest.map((line) => `  ${paint.sentence(line)}`),
    ...facts(failure, voice),
    ...section(
      voice.words.failure.next,
      next.flatMap((line) => wrapped(line, voice)),
      voice,
    ),
    ...section(voice.words.failure.code, [paint.dim(failure.code)], voice),
  ]
}

/** The sentences of the catalogue with this failure's values filled in. */
export function sayFailure(failure: Failure, voice: Voice): { title: string; next: string[] } {
  const words = voice.words.failures[failure.code]
  const values = valuesOf(failure, words, voice)
  const next = [...adviceFor(failure, words), ...words.next]
  return {
    title: fillBest(words.title, values),
    next: next.map((each) => fillKnown(each, values)).filter((each) => each !== null),
  }
}

function adviceFor({ values }: Failure, { advice = {} }: FailureWords): string[] {
  return Object.entries(advice).flatMap(([name, sentences]) => sentences[values[name] ?? ''] ?? [])
}

/** Turns codes into words, and measured values into those that people use. */
function valuesOf({ values }: Failure, { words = {} }: FailureWords, { language }: Voice): Values {
  const plain = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, inUnits(harmlessLines(value).join(' '), language)]),
  )
  const inWords = Object.entries(plain).map(([name, value]) => {
    const sentence = words[name]?.[value]
    return [name, sentence === undefined ? value : fill(sentence, plain)]
  })
  return { ...derived(plain, language), ...Object.fromEntries(inWords) }
}

function derived(values: Record<string, string>, language: Language): Values {
  const { host, destination, file, seconds, free, needed } = values
  const place = host ?? destination
  return {
    ...(place === undefined ? {} : placeIn(file, place)),
    ...(destination === undefined ? {} : { target: placeOf(destination).target }),
    ...(seconds === undefined ? {} : { time: duration(Number(seconds) * 1000, language) }),
    ...(free === undefined ? {} : { space: inUnits(`${Number.parseFloat(free)} MB`, language) }),
    ...(needed === undefined ? {} : { needs: inUnits(`${Number.parseFloat(needed)} MB`, language) }),
  }
}

/** ssh-keygen looks for a key in the person's own file, unless it is told another. */
function placeIn(file: string | undefined, host: string): Values {
  const place = placeOf(host)
  if (file === undefined || /\/\.ssh\/known_hosts$/.test(file)) return { ...place }
  return { ...place, known: `${place.known} -f ${asTyped([file])}` }
}

function facts(failure: Failure, voice: Voice): string[] {
  const { words, paint } = voice
  const { argv, exitCode, tail } = failure.detail ?? {}
  const step = failure.step ? [`${stepLabel(failure.step, voice)} ${paint.dim(`(${failure.step})`)}`] : []
  const ended =
    typeof exitCode === 'number' ? ` ${paint.dim(`(${fill(words.failure.exit, { code: exitCode })})`)}` : ''
  const command = argv ? [`${paint.cyan(cut(asTyped(argv), 300))}${ended}`] : []
  return [
    ...section(words.failure.step, step, voice),
    ...section(words.failure.command, command, voice),
    ...section(words.failure.said, said(failure, tail, voice), voice),
  ]
}

function said(failure: Failure, tail: string | undefined, voice: Voice): string[] {
  if (!tail) return []
  const items = failure.code === 'step.unproven' ? readUnproven(tail) : null
  if (items) return items.flatMap((item) => changeItemLines(item, voice))
  const operations = failure.code === 'migrations.unsafe' ? unsafeOperationLines(tail, voice) : null
  if (operations) return operations
  return harmlessLines(tail)
    .filter((line) => !ownFrame.test(line))
    .slice(-tailLines)
    .map((line) => voice.paint.dim(`│ ${line}`))
}

function section(label: string, lines: readonly string[], voice: Voice): string[] {
  if (lines.length === 0) return []
  return labelled(`  ${voice.paint.dim(label)}`, lines, labelColumns(voice))
}

function wrapped(sentence: string, voice: Voice): string[] {
  return wrap(sentence, voice.columns - labelColumns(voice)).map(voice.paint.sentence)
}

function labelColumns(voice: Voice): number {
  const { exit: _, ...labels } = voice.words.failure
  return 4 + Math.max(...Object.values(labels).map((label) => label.length))
}
