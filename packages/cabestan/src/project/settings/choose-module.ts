import type { Place } from '../answer.ts'
import type { Tree } from '../tree/tree.ts'
import type { Where } from '../where/reading.ts'
import type { Evidence } from './evidence.ts'
import { explore, firstTrial, type Trial } from './explore.ts'
import { configurationClasses } from './look.ts'
import { isComplete } from './outcome.ts'
import { type Purpose, purposeOf } from './purpose-words.ts'

/** A module, or a class in one, that could be meant for production. */
export interface Contender {
  readonly trial: Trial
  readonly purpose: Purpose
  readonly evidence: readonly Evidence[]
  readonly weight: number
}

/** How many are examined with all their switches, where these could still improve them. */
const maxExplored = 3
const mostGained = 25
const maxClasses = 12

/** The likeliest first; those that are no settings at all are left out. */
export function contenders(tree: Tree, where: Where, found: Found): Contender[] {
  const trials = found.modules
    .flatMap((module) => trialsOf(tree, where, module))
    .map((trial) => asFilled(tree, trial))
  const complete = trials.filter((trial) => isComplete(trial.forced) || isFilledByOthers(tree, trial))
  const known = (complete.length > 0 ? complete : trials).map((trial) => contender(trial, found.evidence))
  const ordered = known.toSorted((a, b) => b.weight - a.weight)
  const least = (ordered[0]?.weight ?? 0) - mostGained
  const explored = ordered.map((one, index) =>
    index < maxExplored && one.weight >= least ? contender(explore(one.trial), found.evidence) : one,
  )
  return explored.toSorted((a, b) => b.weight - a.weight)
}

/** `addons.settings.load(locals())`: most of these settings come from a package, which is not read. */
function isFilledByOthers(tree: Tree, { forced }: Trial): boolean {
  const text = tree.text(forced.evaluation.file) ?? ''
  return /\((?:locals|globals)\(\)\)/.test(text) && /^INSTALLED_APPS\.(?:append|extend|insert)\(/m.test(text)
}

function asFilled(tree: Tree, trial: Trial): Trial {
  return !isComplete(trial.forced) && isFilledByOthers(tree, trial)
    ? { ...trial, score: trial.score + 100 }
    : trial
}

export interface Found {
  readonly modules: readonly string[]
  readonly evidence: readonly Evidence[]
}

/** With django-configurations, each class is a candidate of its own. */
function trialsOf(tree: Tree, where: Where, module: string): Trial[] {
  const subject = { tree, pythonPath: where.pythonPath, module, className: null }
  const plain = firstTrial(subject)
  if (!plain) return []
  const classes = configurationClasses(plain.written.evaluation.names).slice(0, maxClasses)
  if (classes.length === 0 || isComplete(plain.forced)) return [plain]
  return classes.flatMap((className) => firstTrial({ ...subject, className }) ?? [])
}

function contender(trial: Trial, evidence: readonly Evidence[]): Contender {
  const { module, className } = trial.subject
  const own = evidence.filter((one) => one.module === module)
  const purpose = purposeOf(className ?? module)
  const lacking = purpose === 'base' && !trial.forced.names.has('DATABASES') ? withoutDatabase : 0
  const weight = trial.score + purposeWeight[purpose] + evidenceWeight(own) + lacking
  return { trial, purpose, evidence: own, weight }
}

/** A base that leaves the database to other modules is not used by itself, even if those are a developer's. */
const withoutDatabase = -30

const purposeWeight: Record<Purpose, number> = {
  production: 40,
  platform: 18,
  staging: -8,
  neutral: 0,
  base: -12,
  template: -60,
  development: -40,
  test: -80,
}

const fromWeight: Record<Evidence['from'], number> = {
  server: 22,
  production: 30,
  manage: 8,
  neutral: 8,
  development: -10,
  test: 0,
}

/** Each kind of file once: ten services in one compose file say no more than one. */
function evidenceWeight(evidence: readonly Evidence[]): number {
  return [...new Set(evidence.map(({ from }) => from))].reduce((sum, from) => sum + fromWeight[from], 0)
}

/** Files that name it, those about production first; otherwise its own file. */
export function placesOf({ evidence, trial }: Contender): Place[] {
  const order: readonly Evidence['from'][] = ['production', 'server', 'manage', 'neutral']
  const named = evidence.filter(({ from }) => order.includes(from))
  const sorted = named.toSorted((a, b) => order.indexOf(a.from) - order.indexOf(b.from))
  return sorted.length > 0 ? sorted.map(({ place }) => place) : [{ file: trial.forced.evaluation.file }]
}
