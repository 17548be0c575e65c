import type { KeptKey } from '@cabestan/protocol/plans'
import type { Step, StepOf } from '@cabestan/protocol/steps'
import type { Claim } from './claims.ts'

type KeysStep = StepOf<'authorized-keys'>

/**
 * Whoever takes a key off the list wants it to be shut out: a lost laptop's goes on to open the door for as long as
 * another application of the server names it, or has no list at all. `present` are the keys of today.
 */
export function keptKeys(
  mine: readonly Step[],
  others: readonly Claim[],
  present: readonly string[],
): KeptKey[] {
  return keysSteps(mine)
    .filter(({ keepFormer }) => !keepFormer)
    .flatMap((step) => {
      const theirs = others.flatMap((claim) =>
        keysSteps(claim.steps)
          .filter(({ user }) => user === step.user)
          .map((each) => ({ claim, ...each })),
      )
      const keys = new Set([...present, ...theirs.flatMap((each) => each.keys)])
      return [...keys].flatMap((key) => {
        const by = theirs.filter((each) => each.keepFormer || each.keys.includes(key))
        if (step.keys.includes(key) || by.length === 0) return []
        return [{ key, by: by.map(({ claim: { app, environment } }) => ({ app, environment })) }]
      })
    })
}

function keysSteps(steps: readonly Step[]): KeysStep[] {
  return steps.flatMap((step) => (step.kind === 'authorized-keys' ? [step] : []))
}
