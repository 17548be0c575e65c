import type { Owner } from '@cabestan/protocol/descriptions'
import type { ParsedParams, Result } from '@cabestan/protocol/messages'
import { Secret } from '@cabestan/protocol/secret'
import { nameOnServer } from '@cabestan/protocol/server-name'
import * as z from 'zod'
import type { Attributes, Host } from '../../host/host.ts'
import { isOwnedBy, readClaims } from '../../ledger/claims.ts'
import { stored } from '../../ledger/stored.ts'
import { head, readOwn } from '../../steps/environment-file.ts'
import { valuesIn, withoutKeys, withValues } from '../../steps/environment-text.ts'
import { readLive } from '../colour/live.ts'
import { type Places, placesOf, type ReleasePlaces, traversable } from '../places.ts'
import { ownersKeys, withOwnersKeys } from './owners-keys.ts'

type Key = Result<'environment'>['keys'][number]

/** Sets and unsets variables, and reports which ones there are then. Values come in, and none goes out. */
export async function changeEnvironment(
  host: Host,
  { owner, set, unset }: ParsedParams<'environment'>,
): Promise<{ keys: Key[] }> {
  const places = placesOf(nameOnServer(owner.app, owner.environment))
  const before = (await readOwn(host.files, places.environment)) ?? null
  const made = await madeBy(host, owner)
  const kept = withoutKeys(before ?? head, new Set(unset))
  const changed = changedKeys(before ?? '', set).filter(made)
  const owners = [...ownersKeys(kept), ...changed].filter((key) => !unset.includes(key))
  const after = withValues(withOwnersKeys(kept, owners), new Map(Object.entries(set)))
  if (after !== (before ?? head)) await write(host, places, after)
  return { keys: await describeKeys(host, places, owner) }
}

/** Setting a value that is there already does not make it the owner's. */
function changedKeys(text: string, set: Readonly<Record<string, string>>): string[] {
  const values = valuesIn(text)
  return Object.keys(set).filter((key) => values.get(key) !== set[key])
}

/** The names of the variables in an environment file. */
export async function keysIn(host: Host, path: string): Promise<string[]> {
  return [...valuesIn((await readOwn(host.files, path)) ?? '').keys()].sort()
}

/** What was set or unset since a release was made, and takes effect only with the next one. */
export async function pendingKeys(host: Host, places: Places, release: ReleasePlaces): Promise<string[]> {
  const all = await readAll(host, places, release)
  const names = new Set([...all.own.keys(), ...all.inForce.keys()])
  return [...names].filter((key) => pendingOf(key, all) !== null).sort()
}

async function describeKeys(host: Host, places: Places, owner: Owner): Promise<Key[]> {
  const live = await readLive(host, places)
  const [all, made] = await Promise.all([readAll(host, places, live?.places ?? null), madeBy(host, owner)])
  const names = [...new Set([...all.own.keys(), ...all.inForce.keys()])].sort()
  return names.map((key) => ({ key, from: fromOf(key, all, made), pending: pendingOf(key, all) }))
}

interface All {
  /** The application's own file: what the next release gets. */
  readonly own: ReadonlyMap<string, string>
  /** The file of the live release. */
  readonly inForce: ReadonlyMap<string, string>
  /** Variables that the release itself provides unless the owner gives them a value. */
  readonly ordered: ReadonlySet<string>
  /** Of the variables that the server generates, those that the owner has set instead. */
  readonly owners: ReadonlySet<string>
}

async function readAll(host: Host, places: Places, release: ReleasePlaces | null): Promise<All> {
  const [own, inForce, order] = await Promise.all([
    readOwn(host.files, places.environment),
    release && readOwn(host.files, release.environment),
    release && host.files.readText(`${release.directory}/release.json`),
  ])
  return {
    own: valuesIn(own ?? ''),
    inForce: valuesIn(inForce ?? ''),
    ordered: orderedKeys(order),
    owners: ownersKeys(own ?? ''),
  }
}

const Ordered = z.object({ environment: z.record(z.string(), z.unknown()) })

function orderedKeys(text: string | null): ReadonlySet<string> {
  return new Set(Object.keys(stored(Ordered, text)?.environment ?? {}))
}

function pendingOf(key: string, { own, inForce, ordered }: All): Key['pending'] {
  if (own.has(key)) return own.get(key) === inForce.get(key) ? null : 'set'
  return ordered.has(key) ? null : 'unset'
}

function fromOf(key: string, { own, ordered, owners }: All, made: (key: string) => boolean): Key['from'] {
  if (!own.has(key) && ordered.has(key)) return 'release'
  return made(key) && !owners.has(key) ? 'server' : 'owner'
}

/** The server's own record tells which values it generated; where that was lost, the names of the variables do. */
async function madeBy(host: Host, owner: Owner): Promise<(key: string) => boolean> {
  const claims = await readClaims(host)
  const own = claims.find((claim) => isOwnedBy(claim, owner))
  if (!own) return (key) => /^(SECRET_KEY|REDIS_[A-Z_]+)$/.test(key)
  const made = own.steps.flatMap((step) => (step.kind === 'environment-file' ? Object.keys(step.values) : []))
  return (key) => made.includes(key)
}

/** Before the first deploy the application's group does not exist; a step of the deploy sets it later. */
async function write(host: Host, places: Places, text: string): Promise<void> {
  const { files } = host
  if (!(await files.stat(places.home))) await files.createDirectory(places.home, traversable)
  const stat = await files.stat(places.environment)
  await files.write(places.environment, new Secret(text), stat?.type === 'file' ? stat : shut)
}

const shut: Attributes = { owner: 'root', group: 'root', mode: '0640' }
