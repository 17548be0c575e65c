type Given = Iterable<readonly [string, string]> | Readonly<Record<string, string | string[] | undefined>>

/**
 * What hono asks of the standard’s `Headers`. Node’s own bring all of its client along, 8 MB, with the first page that
 * somebody asks for. What may stand in a header is judged by `writeHead`.
 */
export class SmallHeaders implements Iterable<[string, string]> {
  readonly #values = new Map<string, string>()
  #cookies: string[] = []

  constructor(given: Given = {}) {
    const pairs = Symbol.iterator in given ? given : Object.entries(given)
    for (const [name, value] of pairs as Iterable<readonly [string, string | string[] | undefined]>)
      for (const each of [value ?? []].flat()) this.append(name, each)
  }

  get(name: string): string | null {
    const key = name.toLowerCase()
    if (key === cookie) return this.#cookies.length === 0 ? null : this.#cookies.join(', ')
    return this.#values.get(key) ?? null
  }

  has(name: string): boolean {
    return this.get(name) !== null
  }

  set(name: string, value: string): void {
    this.delete(name)
    this.append(name, value)
  }

  /** Each cookie is a header of its own; for other headers a later value is appended to the former. */
  append(name: string, value: string): void {
    const key = name.toLowerCase()
    const text = value.trim()
    if (key === cookie) this.#cookies.push(text)
    else this.#values.set(key, this.#values.has(key) ? `${this.#values.get(key)}, ${text}` : text)
  }

  delete(name: string): void {
    const key = name.toLowerCase()
    if (key === cookie) this.#cookies = []
    else this.#values.delete(key)
  }

  getSetCookie(): string[] {
    return [...this.#cookies]
  }

  *entries(): Generator<[string, string]> {
    yield* this.#values
    for (const each of this.#cookies) yield [cookie, each]
  }

  [Symbol.iterator](): Generator<[string, string]> {
    return this.entries()
  }
}

const cookie = 'set-cookie'
