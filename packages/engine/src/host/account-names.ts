import { readFile, stat } from 'node:fs/promises'
import { CabestanError } from '@cabestan/protocol/failures'

/** Names and numbers of users and groups from the machine's own files, which are read again when they changed. */
export class AccountNames {
  readonly #users = new AccountFile('/etc/passwd')
  readonly #groups = new AccountFile('/etc/group')

  async names(uid: number, gid: number): Promise<{ owner: string; group: string }> {
    const [users, groups] = [await this.#users.read(), await this.#groups.read()]
    return { owner: users.nameOf(uid), group: groups.nameOf(gid) }
  }

  async ids(names: { owner: string; group: string }): Promise<{ uid: number; gid: number }> {
    const [users, groups] = [await this.#users.read(), await this.#groups.read()]
    return { uid: users.idOf(names.owner), gid: groups.idOf(names.group) }
  }
}

class AccountFile {
  readonly #path: string
  #stamp = ''
  #accounts = new Accounts('')

  constructor(path: string) {
    this.#path = path
  }

  async read(): Promise<Accounts> {
    const { mtimeMs, size, ino } = await stat(this.#path)
    const stamp = `${mtimeMs} ${size} ${ino}`
    if (stamp !== this.#stamp) {
      this.#accounts = new Accounts(await readFile(this.#path, 'utf8'), this.#path)
      this.#stamp = stamp
    }
    return this.#accounts
  }
}

/** What passwd(5) or group(5) says: both have the name first and the number third. */
export class Accounts {
  readonly #path: string
  readonly #ids = new Map<string, number>()
  readonly #names = new Map<number, string>()

  constructor(text: string, path = '') {
    this.#path = path
    for (const line of text.split('\n')) {
      const [name = '', , id] = line.split(':')
      if (id !== undefined && /^\d+$/.test(id)) this.#add(name, Number(id))
    }
  }

  /** A number that belongs to nobody is returned as it is: files of a deleted user keep it. */
  nameOf(id: number): string {
    return this.#names.get(id) ?? String(id)
  }

  idOf(name: string): number {
    const id = this.#ids.get(name) ?? (/^\d+$/.test(name) ? Number(name) : undefined)
    if (id !== undefined) return id
    throw new CabestanError('unexpected', { message: `${this.#path} has no ${name}` })
  }

  /** Where two lines claim the same name or number, the first one counts, as it does for the machine. */
  #add(name: string, id: number): void {
    if (!this.#ids.has(name)) this.#ids.set(name, id)
    if (!this.#names.has(id)) this.#names.set(id, name)
  }
}
