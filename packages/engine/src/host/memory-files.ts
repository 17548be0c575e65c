import { dirname, resolve } from 'node:path'
import { CabestanError } from '@cabestan/protocol/failures'
import type { Secret } from '@cabestan/protocol/secret'
import { Accounts } from './account-names.ts'
import { plainText } from './content.ts'
import type { Attributes, FileStat, Files } from './host.ts'
import { rootDirectory, rootFile } from './root-attributes.ts'
import { isAbsence, systemError } from './system-error.ts'

/** A tree of files that behaves as the real one does, links, attributes and errors included. */
export class MemoryFiles implements Files {
  readonly #nodes = new Map<string, Node>()
  #made = 0
  readonly #now: () => number
  readonly #effect: (what: string) => void

  /** `effect` is called before each change happens, and may refuse it by throwing. */
  constructor(now: () => number, effect: (what: string) => void) {
    this.#now = now
    this.#effect = effect
    this.#nodes.set('/', { type: 'directory', ...rootDirectory, modifiedAt: now(), id: this.#newId() })
    this.seed('/etc/passwd', accountLines('::/:/usr/sbin/nologin'))
    this.seed('/etc/group', accountLines(''))
  }

  /** The files that exist when the test begins. Missing parent directories are made. */
  seed(path: string, content: string, attributes: Partial<Attributes> = {}): void {
    this.seedDirectory(dirname(path))
    this.#put(path, { type: 'file', content: Buffer.from(content), ...rootFile, ...attributes })
  }

  seedDirectory(path: string, attributes: Partial<Attributes> = {}): void {
    if (path !== '/') this.seedDirectory(dirname(path))
    if (this.#find(path)?.type === 'directory' && Object.keys(attributes).length === 0) return
    this.#put(path, { type: 'directory', ...rootDirectory, ...attributes })
  }

  seedLink(path: string, target: string): void {
    this.seedDirectory(dirname(path))
    this.#put(path, { type: 'link', target, ...rootFile, mode: '0777' })
  }

  async stat(path: string): Promise<FileStat | null> {
    const node = this.#find(path)
    if (!node) return null
    const { type, owner, group, mode, modifiedAt, id } = node
    return { type, owner, group, mode, modifiedAt, id, size: sizeOf(node) }
  }

  async readText(path: string): Promise<string | null> {
    const node = this.#find(path, 'follow')
    if (node?.type === 'directory') throw systemError('EISDIR', path)
    return node?.type === 'file' ? node.content.toString() : null
  }

  async readFrom(path: string, offset: number, length = Infinity): Promise<Uint8Array | null> {
    const node = this.#find(path, 'follow')
    if (node?.type === 'directory') throw systemError('EISDIR', path)
    return node?.type === 'file' ? node.content.subarray(offset, offset + length) : null
  }

  async list(path: string): Promise<string[] | null> {
    const found = absentAsNull(() => this.#locate(path, 'follow'))
    if (found === null || this.#nodes.get(found)?.type !== 'directory') return null
    return this.#children(found)
      .map((each) => each.slice(dirname(each).length).replace('/', ''))
      .sort()
  }

  async readLink(path: string): Promise<string | null> {
    const node = this.#find(path)
    return node?.type === 'link' ? node.target : null
  }

  async write(path: string, content: string | Secret, attributes: Attributes): Promise<void> {
    this.#effect(`write ${path}`)
    this.#requireAccounts(attributes)
    this.#makeWay(path)
    this.#put(path, { type: 'file', content: Buffer.from(plainText(content)), ...only(attributes) })
  }

  async append(path: string, bytes: Uint8Array, attributes: Attributes): Promise<void> {
    this.#effect(`append ${path}`)
    this.#requireAccounts(attributes)
    const there = this.#find(path)
    if (there?.type === 'directory') throw systemError('EISDIR', path)
    if (there?.type === 'link') throw systemError('ELOOP', path)
    const content = Buffer.concat([there?.content ?? Buffer.alloc(0), bytes])
    this.#put(path, { type: 'file', ...only(there ?? attributes), content }, there?.id)
  }

  async createDirectory(path: string, attributes: Attributes): Promise<void> {
    this.#effect(`createDirectory ${path}`)
    this.#requireAccounts(attributes)
    const there = this.#find(path)
    if (there && there.type !== 'directory') throw systemError('EEXIST', path)
    if (there) Object.assign(there, only(attributes))
    else this.#put(path, { type: 'directory', ...only(attributes) })
  }

  async setAttributes(path: string, attributes: Attributes): Promise<void> {
    this.#effect(`setAttributes ${path}`)
    this.#requireAccounts(attributes)
    const node = this.#find(path)
    if (!node) throw systemError('ENOENT', path)
    const { owner, group, mode } = attributes
    Object.assign(node, node.type === 'link' ? { owner, group } : { owner, group, mode })
  }

  async link(path: string, target: string): Promise<void> {
    this.#effect(`link ${path}`)
    this.#makeWay(path)
    this.#put(path, { type: 'link', target, ...rootFile, mode: '0777' })
  }

  async rename(from: string, to: string): Promise<void> {
    this.#effect(`rename ${from} ${to}`)
    const source = this.#locate(from)
    const node = this.#nodes.get(source)
    if (!node) throw systemError('ENOENT', from)
    const there = this.#find(to)
    if (there?.type === 'directory' && node.type !== 'directory') throw systemError('EISDIR', to)
    if (there && there.type !== 'directory' && node.type === 'directory') throw systemError('ENOTDIR', to)
    this.#makeWay(to)
    this.#move(source, this.#locate(to))
  }

  async remove(path: string): Promise<void> {
    this.#effect(`remove ${path}`)
    const found = absentAsNull(() => this.#locate(path))
    if (found === null) return
    for (const each of this.#under(found)) this.#nodes.delete(each)
    this.#nodes.delete(found)
  }

  #find(path: string, last?: 'follow'): Node | null {
    return absentAsNull(() => this.#nodes.get(this.#locate(path, last))) ?? null
  }

  #put(path: string, node: NewNode, id = this.#newId()): void {
    const found = this.#locate(path)
    const parent = this.#nodes.get(dirname(found))
    if (!parent) throw systemError('ENOENT', path)
    if (parent.type !== 'directory') throw systemError('ENOTDIR', path)
    this.#nodes.set(found, { ...node, id, modifiedAt: this.#now() })
  }

  #newId(): string {
    this.#made += 1
    return `memory:${this.#made}`
  }

  #makeWay(path: string): void {
    const found = this.#locate(path)
    if (this.#nodes.get(found)?.type !== 'directory') return
    if (this.#under(found).length > 0) throw new CabestanError('step.blocked', { path })
    this.#nodes.delete(found)
  }

  #move(from: string, to: string): void {
    for (const each of [from, ...this.#under(from)]) {
      const node = this.#nodes.get(each)
      this.#nodes.delete(each)
      if (node) this.#nodes.set(to + each.slice(from.length), node)
    }
  }

  #under(path: string): string[] {
    return [...this.#nodes.keys()].filter(
      (each) => each !== path && each.startsWith(`${path.replace(/\/$/, '')}/`),
    )
  }

  #children(path: string): string[] {
    return this.#under(path).filter((each) => dirname(each) === path)
  }

  /** The path with every link on the way resolved, and the last part too where that is asked for. */
  #locate(path: string, last?: 'follow', hops = 0): string {
    if (hops > 40) throw systemError('ELOOP', path)
    const parts = path.split('/').filter((part) => part !== '')
    let at = '/'
    for (const [index, part] of parts.entries()) {
      const here = this.#nodes.get(at)
      if (!here) throw systemError('ENOENT', path)
      if (here.type !== 'directory') throw systemError('ENOTDIR', path)
      const next = resolve(at, part)
      const node = this.#nodes.get(next)
      const isLast = index === parts.length - 1
      at =
        node?.type === 'link' && (!isLast || last)
          ? this.#locate(resolve(at, node.target), 'follow', hops + 1)
          : next
    }
    return at
  }

  #requireAccounts({ owner, group }: Attributes): void {
    new Accounts(this.#textAt('/etc/passwd'), '/etc/passwd').idOf(owner)
    new Accounts(this.#textAt('/etc/group'), '/etc/group').idOf(group)
  }

  #textAt(path: string): string {
    const node = this.#nodes.get(path)
    return node?.type === 'file' ? node.content.toString() : ''
  }
}

/** Paths that every Debian has, as far as steps refer to them. */
function accountLines(rest: string): string {
  const accounts = { root: 0, daemon: 1, adm: 4, 'www-data': 33, nogroup: 65_534, nobody: 65_534 }
  return Object.entries(accounts)
    .map(([name, id]) => `${name}:x:${id}:${id}${rest}\n`)
    .join('')
}

/** A node before it is dated. */
type NewNode = Attributes &
  ({ type: 'file'; content: Buffer } | { type: 'directory' } | { type: 'link'; target: string })

type Node = NewNode & { modifiedAt: number; id: string }

function sizeOf(node: Node): number {
  if (node.type === 'file') return node.content.length
  return node.type === 'link' ? Buffer.byteLength(node.target) : 4096
}

/** Callers may pass a whole step where attributes are wanted, so only the attributes are copied into the tree. */
function only({ owner, group, mode }: Attributes): Attributes {
  return { owner, group, mode }
}

function absentAsNull<T>(reading: () => T): T | null {
  try {
    return reading()
  } catch (error) {
    if (isAbsence(error)) return null
    throw error
  }
}
