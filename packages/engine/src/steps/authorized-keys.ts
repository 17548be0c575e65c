import { type Change, type ChangeItem, changeOf } from '@cabestan/protocol/changes'
import { CabestanError } from '@cabestan/protocol/failures'
import type { StepOf } from '@cabestan/protocol/steps'
import { type Accounts, groupWithId, readAccounts } from '../facts/accounts.ts'
import type { Host } from '../host/host.ts'
import { keysInBlock, withBlock } from './authorized-keys-block.ts'
import { attributeChanges } from './file.ts'
import type { ApplyContext, CheckContext, StepKind } from './kind.ts'

type KeysStep = StepOf<'authorized-keys'>

/** Keys of the description stand in a block of their own; every other line belongs to the person. */
export const authorizedKeys: StepKind<'authorized-keys'> = {
  check,
  apply: (step, _change, { host }) => write(step.user, host, (present) => wantedKeys(step, present)),
  remove: ({ user }, { host }: ApplyContext) => write(user, host, () => []),
  guards: ({ user }) => ({ paths: [`~${user}/.ssh/authorized_keys`] }),
}

async function check(step: KeysStep, { host, readings }: CheckContext): Promise<Change | null> {
  const { user } = step
  const accounts = await readings.take(readAccounts)
  if (!accounts.users.has(user)) return changeOf(keyItems(user, { before: [], after: step.keys }))
  const place = placeOf(user, accounts)
  const before = keysInBlock(await read(place, host))
  const [directory, file] = await Promise.all([host.files.stat(place.directory), host.files.stat(place.file)])
  return changeOf([
    ...keyItems(user, { before, after: wantedKeys(step, before) }),
    ...attributeChanges(place.directory, directory, place.directoryAttributes),
    ...attributeChanges(place.file, file, place.fileAttributes),
  ])
}

/** The keys in our block. Any other line was added by hand. */
export async function presentKeys(user: string, { host, readings }: CheckContext): Promise<string[]> {
  const accounts = await readings.take(readAccounts)
  return accounts.users.has(user) ? keysInBlock(await read(placeOf(user, accounts), host)) : []
}

function wantedKeys({ keys, keepFormer }: KeysStep, present: readonly string[]): string[] {
  return [...new Set([...(keepFormer ? present : []), ...keys])]
}

function keyItems(
  subject: string,
  keys: { before: readonly string[]; after: readonly string[] },
): ChangeItem[] {
  const add = keys.after.filter((key) => !keys.before.includes(key)).map(shortened)
  const remove = keys.before.filter((key) => !keys.after.includes(key)).map(shortened)
  return add.length + remove.length > 0 ? [{ type: 'list', what: 'keys', subject, add, remove }] : []
}

/** Enough of a key to tell it from others at a glance. */
export function shortened(key: string): string {
  const [type = '', blob = '', ...comment] = key.split(' ')
  return [type, `…${blob.slice(-12)}`, ...comment].join(' ')
}

interface Place {
  readonly directory: string
  readonly file: string
  readonly directoryAttributes: Owned
  readonly fileAttributes: Owned
}
type Owned = { owner: string; group: string; mode: string }

/** sshd ignores the keys in a file with any other owner or mode (StrictModes). */
function placeOf(name: string, accounts: Accounts): Place {
  const user = accounts.users.get(name)
  if (!user) throw new CabestanError('unexpected', { message: `there is no user ${name}` })
  const directory = `${user.home.replace(/\/$/, '')}/.ssh`
  const owned = { owner: name, group: groupWithId(accounts, user.gid) ?? name }
  return {
    directory,
    file: `${directory}/authorized_keys`,
    directoryAttributes: { ...owned, mode: '0700' },
    fileAttributes: { ...owned, mode: '0600' },
  }
}

/**
 * The directory is the user's: a link in it could lead root to any file of the machine. It is not followed,
 * and not replaced either, because what it leads to may hold the keys by which people get in.
 */
async function read({ directory, file }: Place, { files }: Host): Promise<string> {
  await requireType(files, directory, 'directory')
  await requireType(files, file, 'file')
  return (await files.readText(file)) ?? ''
}

async function requireType(files: Host['files'], path: string, type: 'directory' | 'file'): Promise<void> {
  const stat = await files.stat(path)
  if (stat && stat.type !== type) throw new CabestanError('step.blocked', { path })
}

type Choice = (present: readonly string[]) => readonly string[]

async function write(user: string, host: Host, choose: Choice): Promise<void> {
  const accounts = await readAccounts(host)
  if (!accounts.users.has(user) && choose([]).length === 0) return
  const place = placeOf(user, accounts)
  const text = await read(place, host)
  await host.files.createDirectory(place.directory, place.directoryAttributes)
  await host.files.write(place.file, withBlock(text, choose(keysInBlock(text))), place.fileAttributes)
}
