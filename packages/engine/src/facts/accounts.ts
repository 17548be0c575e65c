import type { Host } from '../host/host.ts'

/** Users and groups as the machine's own files have them: no program is started to ask. */
export interface Accounts {
  readonly users: ReadonlyMap<string, User>
  readonly groups: ReadonlyMap<string, Group>
  readonly shadows: ReadonlyMap<string, Shadow>
}

interface User {
  readonly uid: number
  readonly gid: number
  readonly home: string
  readonly shell: string
}

interface Group {
  readonly gid: number
  readonly members: readonly string[]
}

/** Days are counted from 1970; null where the field is empty. */
export interface Shadow {
  readonly password: string
  readonly changedOn: number | null
  /** After this many days the password must be changed. */
  readonly maxDays: number | null
  readonly expiresOn: number | null
}

export async function readAccounts({ files }: Host): Promise<Accounts> {
  const [passwd, group, shadow] = await Promise.all(
    ['/etc/passwd', '/etc/group', '/etc/shadow'].map(async (path) => (await files.readText(path)) ?? ''),
  )
  return parseAccounts({ passwd: passwd ?? '', group: group ?? '', shadow: shadow ?? '' })
}

export function parseAccounts(text: { passwd: string; group: string; shadow: string }): Accounts {
  return {
    users: table(text.passwd, ([, , uid, gid, , home = '', shell = '']) => ({
      uid: Number(uid),
      gid: Number(gid),
      home,
      shell,
    })),
    groups: table(text.group, ([, , gid, members = '']) => ({
      gid: Number(gid),
      members: members.split(',').filter(Boolean),
    })),
    shadows: table(text.shadow, ([, password = '', changedOn, , maxDays, , , expiresOn]) => ({
      password,
      changedOn: numberOrNull(changedOn),
      maxDays: numberOrNull(maxDays),
      expiresOn: numberOrNull(expiresOn),
    })),
  }
}

/** The groups that a user is in, without the primary one. */
export function groupsOf(accounts: Accounts, name: string): string[] {
  const primary = accounts.users.get(name)?.gid
  return [...accounts.groups]
    .filter(([, { gid, members }]) => gid === primary || members.includes(name))
    .map(([group]) => group)
}

export function groupWithId(accounts: Accounts, gid: number): string | null {
  for (const [name, group] of accounts.groups) if (group.gid === gid) return name
  return null
}

/** If a name stands on two lines, the first one counts, as it does for the system. */
function table<T>(text: string, read: (fields: string[]) => T): Map<string, T> {
  const lines = text.split('\n').map((line) => line.split(':'))
  return new Map(
    lines
      .filter(([name]) => name)
      .reverse()
      .map((fields) => [fields[0] ?? '', read(fields)]),
  )
}

function numberOrNull(field: string | undefined): number | null {
  return field ? Number(field) : null
}
