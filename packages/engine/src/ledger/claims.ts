import type { Owner } from '@cabestan/protocol/descriptions'
import { type Step, Step as StepSchema, stepId } from '@cabestan/protocol/steps'
import * as z from 'zod'
import type { Host } from '../host/host.ts'
import { privateDirectory, privateFile } from '../host/root-attributes.ts'
import { claimsDirectory, stateDirectory } from './paths.ts'
import { stored, storedValue } from './stored.ts'

/**
 * Who wants what on this server: for each application and environment, the description of its last run that
 * ended well. A server-wide step goes only when no claim holds it; a step that is claimed as it is described,
 * and still differs, was changed by hand.
 */
export const Claim = z.strictObject({
  app: z.string(),
  environment: z.string(),
  login: z.string(),
  at: z.number(),
  steps: z.array(StepSchema),
  /** What the live release wants besides. This part comes and goes with releases, not with descriptions. */
  release: z.array(StepSchema).default([]),
})
export type Claim = z.infer<typeof Claim>

/**
 * A newer engine may have stored kinds of steps that this one does not know. The steps that it does know still count.
 */
const knownSteps = z
  .array(z.unknown())
  .transform((steps) => steps.map((step) => storedValue(StepSchema, step)).filter((step) => step !== null))
const KeptClaim = Claim.extend({ steps: knownSteps, release: knownSteps.default([]) })

/** A claim that cannot be read counts as missing: the next run writes it again. */
export async function readClaims(host: Host): Promise<Claim[]> {
  const names = (await host.files.list(claimsDirectory)) ?? []
  const texts = await Promise.all(
    names
      .filter((name) => name.endsWith('.json'))
      .map((name) => host.files.readText(`${claimsDirectory}/${name}`)),
  )
  return texts.map((text) => stored<Claim>(KeptClaim, text)).filter((claim) => claim !== null)
}

export async function writeClaim(host: Host, claim: Claim): Promise<void> {
  await host.files.createDirectory(stateDirectory, privateDirectory)
  await host.files.createDirectory(claimsDirectory, privateDirectory)
  await host.files.write(claimPath(claim), `${JSON.stringify(claim)}\n`, privateFile)
}

export function claimedSteps({ steps, release }: Claim): Step[] {
  return [...steps, ...release]
}

export async function dropClaim(host: Host, owner: Owner): Promise<void> {
  await host.files.remove(claimPath(owner))
}

/** Names of applications have no dot, so the dot between the two parts is unambiguous. */
function claimPath(owner: Owner): string {
  return `${claimsDirectory}/${owner.app}.${owner.environment}.json`
}

export function isOwnedBy(one: Owner, owner: Owner): boolean {
  return one.app === owner.app && one.environment === owner.environment
}

/** Steps that this owner asked for before, asks for no more, and that nobody else asks for. */
export function abandonedSteps(
  wanted: readonly Step[],
  own: Pick<Claim, 'steps'> | undefined,
  others: readonly Claim[],
): Step[] {
  const kept = new Set([...wanted, ...others.flatMap(claimedSteps)].map(stepId))
  return (own?.steps ?? []).filter((step) => !kept.has(stepId(step))).reverse()
}
