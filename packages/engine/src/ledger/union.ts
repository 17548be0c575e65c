import { isDeepStrictEqual } from 'node:util'
import { CabestanError } from '@cabestan/protocol/failures'
import { type Step, type StepKindName, type StepOf, stepId } from '@cabestan/protocol/steps'
import type { Claim } from './claims.ts'

/**
 * Applications that share a server share its server-wide steps: what is let in, watched or reserved is the
 * union of what all ask for. Where there can be only one value and two are asked for, nobody wins silently.
 */
export function unionWithOthers(wanted: readonly Step[], others: readonly Claim[]): Step[] {
  return wanted.map((step): Step => {
    if (step.kind === 'time-zone') return { ...step, zone: shared(zonesOf([step], others), 'UTC') }
    if (step.kind === 'locale') return { ...step, locale: shared(localesOf([step], others), 'C.UTF-8') }
    return others.reduce<Step>(joinClaim, step)
  })
}

/**
 * A zone or a language is mostly what a project happened to say, and no application needs the server's own. What
 * nobody chose gives way to what somebody lives with; of two such neither would be right.
 */
function shared(asked: readonly string[], unchosen: string): string {
  const chosen = new Set(asked.filter((each) => each !== unchosen))
  const [only = unchosen] = chosen
  return chosen.size > 1 ? unchosen : only
}

function zonesOf(mine: readonly Step[], others: readonly Claim[]): string[] {
  return allSteps(mine, others).flatMap((step) => (step.kind === 'time-zone' ? [step.zone] : []))
}

function localesOf(mine: readonly Step[], others: readonly Claim[]): string[] {
  return allSteps(mine, others).flatMap((step) => (step.kind === 'locale' ? [step.locale] : []))
}

function allSteps(mine: readonly Step[], others: readonly Claim[]): Step[] {
  return [...mine, ...others.flatMap(({ steps }) => steps)]
}

function joinClaim(step: Step, claim: Claim): Step {
  const theirs = claim.steps.find((each) => stepId(each) === stepId(step))
  if (!theirs || isDeepStrictEqual(theirs, step)) return step
  const join = joins[step.kind] as Join | undefined
  if (join) return join(step, theirs)
  throw new CabestanError('claims.conflict', {
    step: stepId(step),
    other: `${claim.app} (${claim.environment})`,
  })
}

type Join<K extends StepKindName = StepKindName> = (mine: StepOf<K>, theirs: StepOf<K>) => Step
type Joins = { readonly [K in StepKindName]?: (mine: StepOf<K>, theirs: StepOf<K>) => StepOf<K> }

const joins: Joins = {
  firewall: (mine, theirs) => ({
    ...mine,
    allow: uniqueBy([...mine.allow, ...theirs.allow], (rule) => `${rule.port}/${rule.protocol}`),
  }),
  fail2ban: (mine, theirs) => ({
    ...mine,
    jails: uniqueBy([...mine.jails, ...theirs.jails], (jail) => jail.name),
  }),
  'authorized-keys': (mine, theirs) => ({
    ...mine,
    keys: [...new Set([...mine.keys, ...theirs.keys])],
    keepFormer: mine.keepFormer || theirs.keepFormer,
  }),
  package: (mine, theirs) => ({ ...mine, names: [...new Set([...mine.names, ...theirs.names])] }),
  // The larger value serves both.
  swap: (mine, theirs) => (theirs.megabytes > mine.megabytes ? theirs : mine),
  'postgres-server': (mine, theirs) => ({ ...mine, settings: { ...theirs.settings, ...mine.settings } }),
  'unattended-upgrades': (mine, theirs) => ({ ...theirs, ...mine }),
  // Two versions of Cabestan describe the same file for two environments: the most recent description counts.
  file: (mine) => mine,
  'nginx-site': (mine) => mine,
  'drop-in': (mine) => mine,
  sshd: (mine) => mine,
  sysctl: (mine) => mine,
  service: (mine) => mine,
  user: (mine) => mine,
  'sudo-rule': (mine) => mine,
}

/** Keeps the first value of each key, which is that of the application being deployed. */
function uniqueBy<T>(items: readonly T[], key: (item: T) => string): T[] {
  return items.filter((item, index) => items.findIndex((other) => key(other) === key(item)) === index)
}
