import type { ApplicationState, ProcessState, ScheduledState } from '@cabestan/protocol/applications'
import type { Status } from '@cabestan/protocol/status'
import { aligned, fitting, hasRoom } from './tables.ts'
import { dateAndTime, duration, waitingTime } from './text/duration.ts'
import { fill, fillCounted } from './text/sentence.ts'
import { size } from './text/size.ts'
import { harmless } from './text/text-width.ts'
import { wrap } from './text/wrapping.ts'
import type { Voice } from './voice.ts'

/** Each application, what it is, and how it stands. */
export function applicationsLines({ owners, applications }: Status, voice: Voice): string[] {
  return owners.flatMap((owner) => {
    const { app, environment } = owner
    const known = applications.find(
      (each) => each.owner.app === app && each.owner.environment === environment,
    )
    const details = known ? applicationLines(known.state, voice) : []
    return [voice.paint.bold(`${app} (${environment})`), ...details.map((line) => `  ${line}`)]
  })
}

function applicationLines(state: ApplicationState, voice: Voice): string[] {
  const { paint, words } = voice
  const { pending, changed } = words.status.application
  const keys = state.pendingKeys.map(harmless).join(', ')
  return [
    liveLine(state, voice),
    ...lastFailure(state, voice),
    ...maintenanceLine(state, voice),
    ...(state.lostPython === null ? [] : [lostPythonLine(state.lostPython, voice)]),
    ...(state.changed ? [`${paint.yellow('!')} ${paint.sentence(changed)}`] : []),
    ...(keys === '' ? [] : [`${paint.yellow('!')} ${fill(pending, { keys })}`]),
    ...processLines(
      worthShowing(state.processes).map((each) => processRow(each, state, voice)),
      voice,
    ),
    ...scheduledLines(state, voice),
    ...queueLines(state, voice),
    ...answerLine(state, voice),
    ...databaseLine(state, voice),
    ...redisLine(state, voice),
  ]
}

/** The processes themselves only say that a program is not found, so the missing Python is named here. */
function lostPythonLine(python: string, { words, paint }: Voice): string {
  return `${paint.yellow('!')} ${paint.sentence(fill(words.status.application.lostPython, { python }))}`
}

/** Somebody who closed the site last week may have forgotten it. */
function maintenanceLine({ maintenance, maintenanceSince }: ApplicationState, voice: Voice): string[] {
  if (!maintenance) return []
  const { words, paint, language } = voice
  const { application } = words.status
  const sentence =
    maintenanceSince === undefined
      ? application.maintenance
      : fill(application.maintenanceSince, { when: dateAndTime(maintenanceSince, language) })
  return [`${paint.yellow('!')} ${paint.sentence(sentence)}`]
}

function liveLine({ live, colour }: ApplicationState, { words, paint, language }: Voice): string {
  const { notReleased, unrecorded, live: sentence } = words.status.application
  // After Cabestan was removed and came back, the site is as it was, but nothing is known of its history.
  if (!live && colour) return `${paint.yellow('!')} ${paint.sentence(fill(unrecorded, { colour }))}`
  if (!live) return paint.sentence(notReleased)
  const { number, commit } = live
  const when = dateAndTime(live.startedAt, language)
  const subject = harmless(commit.subject)
  return fill(sentence, { number, commit: commit.id.slice(0, 7), subject, when, colour: colour ?? '' })
}

/** The newest release is not the live one, which a reader needs to know. */
function lastFailure(
  { live, releases, underWay }: ApplicationState,
  { words, paint, language }: Voice,
): string[] {
  const last = releases.toSorted((a, b) => a.number - b.number).at(-1)
  if (last?.verdict === 'unfinished' && underWay)
    return [paint.sentence(fill(words.status.application.underWay, { number: last.number }))]
  if (!last || last.verdict === 'good' || last.number < (live?.number ?? 0)) return []
  if (last.number === live?.number)
    return [`${paint.yellow('!')} ${paint.sentence(words.status.application.cutOff)}`]
  const verdict = words.releases.verdicts[last.verdict]
  const when = dateAndTime(last.startedAt, language)
  const sentence = fill(words.status.application.lastFailed, { number: last.number, when, verdict })
  return [`${paint.yellow('!')} ${sentence}`]
}

/** The colour that is not live has ended, as it should. */
function worthShowing(processes: readonly ProcessState[]): ProcessState[] {
  const isUp = processes.some(({ name, state }) => name === 'web' && state === 'RUNNING')
  return processes.filter(
    ({ name, state }) => name !== 'web' || !isUp || !['EXITED', 'STOPPED'].includes(state),
  )
}

interface ProcessRow {
  readonly name: string
  readonly state: string
  readonly detail: string
  /** What is noteworthy about a process, and which command tells more. */
  readonly remark: string
}

const margin = 4

/** On a narrow screen the process number is left out first; then the notes stand below the name. */
function processLines(rows: readonly ProcessRow[], voice: Voice): string[] {
  const remarkLine = (text: string) => voice.paint.yellow(voice.paint.sentence(text))
  const cells = rows.map(({ name, state, detail, remark }) => [name, state, detail, remarkLine(remark)])
  const whole = fitting(cells, [2], voice, margin)
  if (hasRoom(whole, voice, margin)) return whole
  const names = aligned(rows.map(({ name, state }) => [name, state]))
  return rows.flatMap(({ remark }, index) => [
    names[index] ?? '',
    ...(remark === '' ? [] : wrap(remark, voice.columns - margin - 2).map((line) => `  ${remarkLine(line)}`)),
  ])
}

function processRow(process: ProcessState, { live }: ApplicationState, voice: Voice): ProcessRow {
  const { words, paint } = voice
  const { state, release, fallen = 0, outdated = false } = process
  const name = harmless(process.name)
  const { application } = words.status
  if (state === 'NONE') {
    const remark = fill(application.scaledToNothing, { name })
    return { name: `${paint.yellow('○')} ${name}`, state: '', detail: '', remark }
  }
  const isOther = release !== null && live !== null && release !== live.number
  const other = isOther ? fill(application.others, { number: release }) : ''
  const again = fallen > 0 ? fillCounted(application.fallen, fallen, { name }) : ''
  const old = outdated ? fill(application.outdated, { name }) : ''
  const calm = fallen > 0 || outdated ? paint.yellow : paint.green
  const colour = { RUNNING: calm, STARTING: paint.yellow, EXITED: paint.dim }[state] ?? paint.red
  const remark = [other, again, old].filter((text) => text !== '').join(', ')
  const told = colour(words.status.states[state] ?? state)
  return { name: `${colour('●')} ${name}`, state: told, detail: paint.dim(detailOf(process, voice)), remark }
}

/** In supervisor's words: `pid 812, uptime 1 day, 0:01:13`. */
function detailOf({ detail }: ProcessState, { words, language }: Voice): string {
  const up = /^pid (\d+), uptime (?:(\d+) days?, )?(\d+):(\d\d):(\d\d)$/.exec(detail)
  if (!up) return harmless(detail)
  const [pid, days = 0, hours = 0, minutes = 0, seconds = 0] = up.slice(1).map((text) => Number(text ?? 0))
  const time = duration((((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000, language)
  return fill(words.status.application.up, { pid, time })
}

/** A scheduled command tells nobody when it fails. */
function scheduledLines({ scheduled = [] }: ApplicationState, voice: Voice): string[] {
  const cells = scheduled.map((each) => scheduledCells(each, voice))
  const whole = aligned(cells)
  if (hasRoom(whole, voice, margin)) return whole
  const names = aligned(cells.map(([name, at]) => [name, at]))
  return cells.flatMap(([, , how], index) => [
    names[index] ?? '',
    ...wrap(how, voice.columns - margin - 2).map((line) => `  ${line}`),
  ])
}

function scheduledCells({ name, at, last }: ScheduledState, { words, paint, language }: Voice) {
  const { scheduledFailed, scheduledNever, scheduledRan } = words.status.application
  const cells = (sign: string, how: string) =>
    [`${sign} ${harmless(name)}`, harmless(at), paint.sentence(how)] as const
  if (last === null) return cells(paint.dim('○'), scheduledNever)
  const values = { name: harmless(name), when: dateAndTime(last.at, language), code: last.code }
  if (last.code !== 0) return cells(paint.red('●'), fill(scheduledFailed, values))
  return cells(paint.green('●'), fill(scheduledRan, values))
}

/** How much waits elsewhere than in a Redis is not known here, which is no news. */
function queueLines({ queues }: ApplicationState, { words, paint }: Voice): string[] {
  const { queue, queueSilent } = words.status.application
  return queues.flatMap(({ name, waiting }) => {
    if (name === null) return []
    const values = { name: harmless(name) }
    return [waiting === null ? paint.yellow(fill(queueSilent, values)) : fillCounted(queue, waiting, values)]
  })
}

function answerLine({ probe }: ApplicationState, { words, paint, language }: Voice): string[] {
  if (!probe) return []
  const { answers, silent } = words.status.application
  if (probe.status === null) return [paint.red(silent)]
  const time = waitingTime(probe.milliseconds, language)
  const sentence = fill(answers, { status: probe.status, time })
  return [probe.status >= 500 ? paint.red(sentence) : sentence]
}

function databaseLine({ databaseBytes }: ApplicationState, { words, language }: Voice): string[] {
  if (databaseBytes === null) return []
  return [fill(words.status.application.database, { size: size(databaseBytes, language) })]
}

/** Above this share it will soon be full, and then each page that writes to it is an error. */
const nearlyFull = 0.9

function redisLine({ redis }: ApplicationState, { words, paint, language }: Voice): string[] {
  if (!redis) return []
  const { redis: plain, redisFull } = words.status.application
  const [used, limit] = [redis.usedBytes, redis.limitBytes].map((bytes) => size(bytes, language))
  const isFull = redis.usedBytes >= redis.limitBytes * nearlyFull
  if (!isFull) return [fill(plain, { used, limit })]
  return [`${paint.yellow('!')} ${paint.sentence(fill(redisFull, { used, limit }))}`]
}
