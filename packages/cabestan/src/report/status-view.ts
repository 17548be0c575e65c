import type { Deed } from '@cabestan/protocol/deeds'
import type { ServiceState } from '@cabestan/protocol/facts'
import type { Failure } from '@cabestan/protocol/failures'
import type { PlannedChange } from '@cabestan/protocol/plans'
import type { RunSummary } from '@cabestan/protocol/runs'
import type { Status } from '@cabestan/protocol/status'
import { applicationsLines } from './application-view.ts'
import { changeItemLines } from './change-lines.ts'
import { sayFailure } from './failure-view.ts'
import { stepLabel } from './step-label.ts'
import { aligned, fitting } from './tables.ts'
import { dateAndTime, duration } from './text/duration.ts'
import { fill, fillCounted } from './text/sentence.ts'
import { harmless } from './text/text-width.ts'
import { wrap } from './text/wrapping.ts'
import type { Voice } from './voice.ts'

export function statusLines(status: Status, voice: Voice): string[] {
  const { words } = voice
  return [
    ...systemLines(status, voice),
    ...section(
      words.status.services,
      aligned(status.services.map((service) => serviceCells(service, voice))),
      voice,
    ),
    ...section(
      words.status.applications,
      applicationsLines(status, voice),
      voice,
      words.status.noApplications,
    ),
    ...section(words.status.drift, driftLines(status, voice), voice, words.status.noDrift),
    ...section(
      words.status.runs,
      fitting(doneCells(status, voice), [runAt, changedAt, byAt, ownerAt], voice, margin),
      voice,
      words.status.noRuns,
    ),
  ]
}

function systemLines({ facts }: Status, voice: Voice): string[] {
  const { words, paint, language } = voice
  const { system, disk } = facts
  return [
    paint.bold(`${system.hostname} (${facts.addresses.join(', ')})`),
    `  ${fill(words.status.system, systemValues(system))}`,
    `  ${fill(words.status.hardware, { cores: facts.cores, memory: facts.memoryMegabytes, swap: facts.swapMegabytes })}`,
    `  ${fill(words.status.disk, { free: gigabytes(disk.freeMegabytes), total: gigabytes(disk.totalMegabytes) })}`,
    `  ${fill(words.status.uptime, { time: duration(facts.uptimeSeconds * 1000, language) })}`,
    ...(facts.rebootRequired ? [`  ${paint.yellow('!')} ${paint.sentence(words.status.reboot)}`] : []),
  ]
}

function systemValues({ name, architecture, kernel }: Status['facts']['system']) {
  return { name, architecture, kernel }
}

function gigabytes(megabytes: number): string {
  return (megabytes / 1024).toFixed(megabytes < 10_240 ? 1 : 0)
}

function serviceCells({ unit, active, enabled }: ServiceState, { words, paint }: Voice): string[] {
  const { states } = words.status
  const isGood = active === 'active'
  const sign = isGood ? paint.green('●') : paint.red('●')
  const state = states[active] ?? active
  return [`${sign} ${unit}`, isGood ? state : paint.red(state), paint.dim(states[enabled] ?? enabled)]
}

function driftLines({ drift, unjudged }: Status, voice: Voice): string[] {
  return [
    ...drift.flatMap((change) => changeByHand(change, voice)),
    ...unjudged.flatMap((each) => unjudgedLines(each, voice)),
  ]
}

function changeByHand(change: PlannedChange, voice: Voice): string[] {
  return [
    `${voice.paint.yellow('~')} ${stepLabel(change.id, voice)}`,
    ...change.change.items
      .flatMap((item) => changeItemLines(item, voice, { whole: false, about: change.id }))
      .map((line) => `    ${line}`),
  ]
}

function unjudgedLines(failure: Failure, voice: Voice): string[] {
  const { title, next } = sayFailure(failure, voice)
  const label = failure.step === undefined ? '' : stepLabel(failure.step, voice)
  return [
    `${voice.paint.red('?')} ${label}`,
    ...[title, ...next]
      .flatMap((each) => wrap(each, voice.columns - 8))
      .map((line) => `    ${voice.paint.sentence(line)}`),
  ]
}

const ownerAt = 3
const byAt = 4
const changedAt = 5
const runAt = 6
const margin = 2

/** As many as anybody looks at, newest first. A removal stands among the runs. */
function doneCells({ runs, deeds = [] }: Status, voice: Voice): string[][] {
  const rows = [
    ...runs.map((run) => ({ at: run.startedAt, cells: runCells(run, voice) })),
    ...deeds.map((deed) => ({ at: deed.at, cells: deedCells(deed, voice) })),
  ]
  return rows
    .sort((one, other) => other.at - one.at)
    .slice(0, mostRows)
    .map(({ cells }) => cells)
}

const mostRows = 10

/** In the words in which they are typed. */
const commandOf: Readonly<Record<Deed['what'], string>> = {
  'maintenance-on': 'maintenance on',
  'maintenance-off': 'maintenance off',
  removed: 'remove',
  'removed-with-data': 'remove --data',
}

function deedCells({ what, owner, by, at, outcome }: Deed, { words, paint, language }: Voice): string[] {
  const said = words.status.outcomes[outcome]
  return [
    outcome === 'done' ? paint.green(said) : paint.red(said),
    dateAndTime(at, language),
    commandOf[what],
    `${owner.app} (${owner.environment})`,
    harmless(by),
    '',
    '',
  ]
}

function runCells(run: RunSummary, { words, paint, language }: Voice): string[] {
  const outcome = words.status.outcomes[run.outcome]
  return [
    run.outcome === 'done' ? paint.green(outcome) : paint.red(outcome),
    dateAndTime(run.startedAt, language),
    run.task,
    `${run.owner.app} (${run.owner.environment})`,
    harmless(run.by),
    // A restart changes no step, and counts all the same.
    run.changed > 0 ? fillCounted(words.status.run, run.changed) : '',
    paint.dim(run.run),
  ]
}

function section(title: string, lines: readonly string[], { paint }: Voice, none = ''): string[] {
  const content = lines.length > 0 ? lines : [paint.dim(none)]
  return ['', paint.bold(title), ...content.map((line) => `  ${line}`)]
}
