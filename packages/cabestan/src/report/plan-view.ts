import type { ChangeItem } from '@cabestan/protocol/changes'
import { isAsDescribed, isSettled, type Plan, type PlannedChange } from '@cabestan/protocol/plans'
import type { Part } from './catalogue/catalogue.ts'
import { changeItemLines } from './change-lines.ts'
import { partOf } from './part.ts'
import { stepLabel } from './step-label.ts'
import { fill, fillCounted } from './text/sentence.ts'
import { harmless } from './text/text-width.ts'
import { wrap } from './text/wrapping.ts'
import type { Voice } from './voice.ts'

export interface PlanStyle {
  /** Whole diffs rather than the number of lines. */
  readonly whole: boolean
  /** One sentence of reason for each step. */
  readonly why: boolean
}

export function planLines(plan: Plan, voice: Voice, style: PlanStyle): string[] {
  return [
    ...partsOf(plan.changes).flatMap(([part, changes]) => partLines(part, changes, { voice, style })),
    ...removalLines(plan, voice),
    ...loose(plan, voice),
    ...keptKeyLines(plan, voice),
    ...summaryLines(plan, voice),
    ...(style.whole || isAsDescribed(plan)
      ? []
      : wrap(voice.words.plan.seeMore, voice.columns).map(voice.paint.dim)),
  ]
}

function summary(plan: Plan, voice: Voice): string {
  const { plan: words } = voice.words
  const created = plan.changes.filter(isCreation).length
  return [
    fillCounted(words.toCreate, created),
    fillCounted(words.toChange, plan.changes.length - created),
    fillCounted(words.toRemove, plan.removals.length),
    fillCounted(words.right, plan.checked - plan.changes.length),
  ].join(', ')
}

function summaryLines(plan: Plan, voice: Voice): string[] {
  const { plan: words } = voice.words
  if (isSettled(plan)) return [voice.paint.green(fill(words.nothing, { right: plan.checked }))]
  if (isAsDescribed(plan)) return [words.onlyRecord]
  const drifted = plan.changes.filter((change) => change.drift).length
  const drift = drifted > 0 ? [voice.paint.yellow(fillCounted(words.drift, drifted))] : []
  return [voice.paint.bold(summary(plan, voice)), ...drift]
}

/** In the order of work, with each part of the server once. */
function partsOf(changes: readonly PlannedChange[]): [Part, PlannedChange[]][] {
  return [...Map.groupBy(changes, (change) => partOf(change.step.reason))]
}

interface Look {
  readonly voice: Voice
  readonly style: PlanStyle
}

function partLines(part: Part, changes: readonly PlannedChange[], look: Look): string[] {
  const { words, paint } = look.voice
  return [paint.bold(words.parts[part]), ...changes.flatMap((change) => changeLines(change, look)), '']
}

function changeLines(change: PlannedChange, { voice, style }: Look): string[] {
  const { words, paint } = voice
  const isNew = isCreation(change)
  const sign = isNew ? paint.green('+') : paint.yellow('~')
  const drift = change.drift ? ` ${paint.yellow(`(${words.plan.byHand})`)}` : ''
  const items = change.change.items.filter((item) => isWorthALine(item, isNew, style))
  const lines = items.flatMap((item) =>
    changeItemLines(item, voice, { whole: style.whole, about: change.id }),
  )
  return [
    `  ${sign} ${stepLabel(change.id, voice)}${drift}`,
    ...(style.why ? whyLines(change, voice) : []),
    ...lines.map(indented),
  ]
}

/**
 * “Create the user x” under “+ User x” would say the same twice, and so would the details of something new in the
 * short form.
 */
function isWorthALine(item: ChangeItem, isNew: boolean, style: PlanStyle): boolean {
  if (item.type === 'action' && item.action === 'create') return false
  return style.whole || !isNew || item.type === 'list'
}

function whyLines(change: PlannedChange, { words, columns, paint }: Voice): string[] {
  return wrap(words.reasons[change.step.reason], columns - 6).map((line) => indented(paint.dim(line)))
}

function removalLines(plan: Plan, voice: Voice): string[] {
  if (plan.removals.length === 0) return []
  const { words, paint } = voice
  const lines = plan.removals.map(({ id }) => `  ${paint.red('-')} ${stepLabel(id, voice)}`)
  return [paint.bold(words.plan.noLongerDescribed), ...lines, '']
}

/** What an interrupted run left to be done. */
function loose(plan: Plan, { words, paint }: Voice): string[] {
  const lines = [
    ...plan.unsettled.map((service) => fill(words.plan.unsettled, { service })),
    ...(plan.guarded ? [words.plan.guarded] : []),
  ]
  return lines.length > 0 ? [...lines.map((line) => `  ${paint.yellow('~')} ${line}`), ''] : []
}

/** Without a word about these keys, the plan would be taken as proof that a lost key opens nothing any more. */
function keptKeyLines({ keptKeys = [] }: Plan, { words, paint, columns }: Voice): string[] {
  const lines = keptKeys.flatMap(({ key, by }) => {
    const others = by.map(({ app, environment }) => `${app} (${environment})`).join(', ')
    return wrap(`! ${fill(words.plan.keptKey, { key: harmless(key), others })}`, columns).map(paint.yellow)
  })
  return lines.length > 0 ? [...lines, ''] : []
}

/**
 * True where everything in it is new. A service that is to be started counts as part of a service that is installed.
 */
function isCreation({ change, drift }: PlannedChange): boolean {
  const items = change.items.filter((item) => !(item.type === 'value' && item.name === 'running'))
  return !drift && items.length > 0 && items.every(comesFromNothing)
}

function comesFromNothing(item: ChangeItem): boolean {
  switch (item.type) {
    case 'text':
    case 'value':
      return item.before === null
    case 'list':
      return item.remove.length === 0
    case 'action':
      return creatingActions.has(item.action)
  }
}

const creatingActions = new Set(['create', 'enable', 'activate', 'refresh-lists'])

function indented(line: string): string {
  return `      ${line}`
}
