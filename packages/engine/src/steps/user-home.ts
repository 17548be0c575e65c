import type { ChangeItem } from '@cabestan/protocol/changes'
import { CabestanError } from '@cabestan/protocol/failures'
import type { FileStat, Host } from '../host/host.ts'
import { run } from '../host/run.ts'

interface Person {
  readonly name: string
  readonly group: string
  readonly home: string
  /** A directory that was made for this user as described. Any other directory may be shared. */
  readonly isOwn: boolean
}

/**
 * sshd takes no keys from a home that is not the user's own or that others may write to. Whatever else a
 * person set there is theirs; a link to another place was made by whoever administers the server.
 */
export async function homeChanges({ files }: Host, person: Person): Promise<ChangeItem[]> {
  const stat = await files.stat(person.home)
  if (!stat) return [{ type: 'action', action: 'create', subject: person.home }]
  if (stat.type === 'link') return []
  if (stat.type !== 'directory') throw new CabestanError('step.blocked', { path: person.home })
  const isForeign = !person.isOwn && stat.owner !== 'root' && stat.owner !== person.name
  if (isForeign) throw new CabestanError('step.blocked', { path: person.home })
  return [
    ...difference(person.home, 'owner', [stat.owner, ownerOf(stat, person)]),
    ...difference(person.home, 'mode', [stat.mode, withoutForeignWrite(stat)]),
  ]
}

function ownerOf({ owner }: FileStat, { name, isOwn }: Person): string {
  return isOwn || owner !== 'root' ? name : owner
}

function difference(
  subject: string,
  name: 'owner' | 'mode',
  [before, after]: [string, string],
): ChangeItem[] {
  return before === after ? [] : [{ type: 'value', subject, name, before, after }]
}

function withoutForeignWrite({ mode }: FileStat): string {
  return `0${(Number.parseInt(mode, 8) & ~0o022).toString(8).padStart(3, '0')}`
}

export async function mendHome(host: Host, person: Person): Promise<void> {
  if ((await host.files.stat(person.home)) === null) {
    // useradd also copies /etc/skel; nobody else needs to read a person's home.
    await run(host, ['mkhomedir_helper', person.name, '0027'])
  }
  const stat = await host.files.stat(person.home)
  if (stat?.type !== 'directory' || (await homeChanges(host, person)).length === 0) return
  await host.files.setAttributes(person.home, {
    owner: ownerOf(stat, person),
    group: stat.owner === ownerOf(stat, person) ? stat.group : person.group,
    mode: withoutForeignWrite(stat),
  })
}
