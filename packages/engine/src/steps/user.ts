import { type Change, type ChangeItem, changeOf } from '@cabestan/protocol/changes'
import { CabestanError } from '@cabestan/protocol/failures'
import { type Accounts, groupsOf, groupWithId, readAccounts } from '../facts/accounts.ts'
import type { Host } from '../host/host.ts'
import { run } from '../host/run.ts'
import type { ApplyContext, CheckContext, StepKind } from './kind.ts'
import { refuseShutOut } from './sshd-admission.ts'
import { homeChanges, mendHome } from './user-home.ts'
import { isUsable, shadowChanges, type UserStep } from './user-password.ts'

/** An existing user keeps its number, and a person keeps everything that does not stand in the way. */
export const user: StepKind<'user'> = { check, apply, remove, holdsData: true }

async function check(step: UserStep, { host, readings }: CheckContext): Promise<Change | null> {
  const accounts = await readings.take(readAccounts)
  if (!step.system) await refuseShutOut(host.files, personIn(step, accounts))
  if (!accounts.users.has(step.name)) return changeOf(creation(step))
  await refuseForeign(step, accounts, host)
  return changeOf([
    ...accountChanges(step, accounts, host.clock.now()),
    ...(step.system ? [] : await homeChanges(host, personOf(step, accounts))),
  ])
}

/** Debian gives a new user a group of the same name. */
function personIn({ name, groups }: UserStep, accounts: Accounts) {
  const own = accounts.users.has(name) ? groupsOf(accounts, name) : [name]
  return { name, groups: [...own, ...groups] }
}

function creation({ name, groups }: UserStep): ChangeItem[] {
  const joins: ChangeItem[] = groups.length > 0 ? [groupsItem(name, groups)] : []
  return [{ type: 'action', action: 'create', subject: name }, ...joins]
}

/**
 * Making a service of somebody's account would shut that person out; making a login of a service's would open
 * a door that nobody expects.
 */
async function refuseForeign(step: UserStep, { users, shadows }: Accounts, { files }: Host): Promise<void> {
  const there = users.get(step.name)
  if (!there) return
  const isPerson = there.uid >= firstPersonId && lets(there.shell)
  const hasPassword = isUsable(shadows.get(step.name))
  const hasKeys = async () => (await files.stat(`${there.home}/.ssh/authorized_keys`)) !== null
  const foreign = step.system ? isPerson && (hasPassword || (await hasKeys())) : there.uid < firstPersonId
  if (foreign) throw new CabestanError('name.reserved', { name: step.name, by: `uid ${there.uid}` })
}

const firstPersonId = 1000

function accountChanges(step: UserStep, accounts: Accounts, now: number): ChangeItem[] {
  const { name } = step
  const there = accounts.users.get(name)
  const missing = step.groups.filter((group) => !groupsOf(accounts, name).includes(group))
  const shadow = accounts.shadows.get(name)
  if (!there) return []
  return [
    ...(isWhole(name, accounts)
      ? []
      : ([{ type: 'action', action: 'finish-interrupted', subject: name }] as const)),
    ...(suits(there.shell, step) ? [] : [valueItem(name, 'shell', [there.shell, step.shell])]),
    ...(step.system && there.home !== step.home ? [valueItem(name, 'home', [there.home, step.home])] : []),
    ...(missing.length > 0 ? [groupsItem(name, missing)] : []),
    ...(shadow ? shadowChanges(step, shadow, now) : []),
  ]
}

/** A useradd that was killed leaves a line in one file and none in the next. */
function isWhole(name: string, { users, groups, shadows }: Accounts): boolean {
  const gid = users.get(name)?.gid ?? -1
  return shadows.has(name) && groupWithId({ users, groups, shadows }, gid) !== null
}

/** A person may prefer another shell, as long as it allows a login. A service has the one that is described. */
function suits(shell: string, step: UserStep): boolean {
  return shell === step.shell || (!step.system && lets(shell))
}

function lets(shell: string): boolean {
  return !/\/(nologin|false)$/.test(shell)
}

function valueItem(subject: string, name: 'shell' | 'home', [before, after]: [string, string]): ChangeItem {
  return { type: 'value', subject, name, before, after }
}

function groupsItem(subject: string, add: readonly string[]): ChangeItem {
  return { type: 'list', what: 'groups', subject, add: [...add], remove: [] }
}

async function apply(step: UserStep, _change: Change, { host }: ApplyContext): Promise<void> {
  await requireShell(step, host)
  await create(step, host)
  await complete(step, host)
  const accounts = await readAccounts(host)
  const changes = accountChanges(step, accounts, host.clock.now())
  const options = changes.flatMap(usermodOptions)
  if (options.length > 0) await run(host, ['usermod', ...options, step.name])
  const aging = changes.flatMap(chageOptions)
  if (aging.length > 0) await run(host, ['chage', ...aging, step.name])
  if (!step.system) await mendHome(host, personOf(step, accounts))
}

async function requireShell({ shell }: UserStep, { files }: Host): Promise<void> {
  if ((await files.stat(shell)) === null) throw new CabestanError('command.missing', { program: shell })
}

async function create(step: UserStep, host: Host): Promise<void> {
  const { users, groups } = await readAccounts(host)
  if (users.has(step.name)) return
  const system = step.system ? ['--system'] : []
  if (!groups.has(step.name)) await run(host, ['groupadd', ...system, step.name])
  await run(host, [
    'useradd',
    ...system,
    ...['--gid', step.name],
    ...['--home-dir', step.home],
    '--no-create-home',
    ...['--shell', step.shell],
    // `*` rather than useradd's default `!`: see isOpenOrShut.
    ...['--password', '*'],
    step.name,
  ])
}

async function complete({ name, system }: UserStep, host: Host): Promise<void> {
  const accounts = await readAccounts(host)
  const gid = accounts.users.get(name)?.gid ?? -1
  if (!accounts.shadows.has(name)) await run(host, ['pwconv'])
  if (groupWithId(accounts, gid) !== null) return
  await run(host, ['groupadd', ...(system ? ['--system'] : []), '--gid', String(gid), name])
}

function usermodOptions(item: ChangeItem): string[] {
  if (item.type === 'list') return ['--append', '--groups', item.add.join(',')]
  if (item.type !== 'value') return []
  if (item.name === 'shell') return ['--shell', item.after ?? '']
  if (item.name === 'home') return ['--home', item.after ?? '']
  if (item.key === 'password') return ['--password', '*']
  return item.key === 'expiry' ? ['--expiredate', ''] : []
}

function chageOptions(item: ChangeItem): string[] {
  if (item.type !== 'value' || item.name !== 'setting') return []
  if (item.key === 'password-age') return ['--maxdays', '-1']
  return item.key === 'password-changed' ? ['--lastday', item.after ?? ''] : []
}

/** The home that the system knows, which need not be where new ones are put. */
function personOf({ name, home }: UserStep, { users, groups, shadows }: Accounts) {
  const there = users.get(name)
  const group = there ? groupWithId({ users, groups, shadows }, there.gid) : null
  const actual = there?.home || home
  return { name, group: group ?? name, home: actual, isOwn: actual === home }
}

/** People stay: a program cannot tell whether somebody still needs an account. */
async function remove({ name, system }: UserStep, { host }: ApplyContext): Promise<void> {
  const there = (await readAccounts(host)).users.get(name)
  if (system && there && there.uid < firstPersonId) await run(host, ['userdel', name])
}
