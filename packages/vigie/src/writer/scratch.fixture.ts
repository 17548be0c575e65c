import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { IssueAction, IssueLine } from '../contract/issue.ts'
import type { Taken } from '../contract/taken.ts'
import { digest } from '../digest/digest.ts'
import { normalise } from '../digest/normalise.ts'
import { openReader } from '../store/open-reader.ts'
import type { Reader } from '../store/reader.ts'
import { openWriter } from './start-writer.ts'
import type { Writer } from './writer.ts'

/** A real store for a test, with a project and a clock that only moves when told to. */
export class Scratch {
  readonly directory = mkdtempSync(join(tmpdir(), 'vigie-scratch-'))
  readonly path = join(this.directory, 'vigie.db')
  now = Date.UTC(2026, 5, 1, 12)
  project = 0
  #writer: Writer | null = null
  #reader: Reader | null = null
  #last = 0

  async open(): Promise<void> {
    this.#writer = openWriter({ path: this.path, digest, now: () => this.now })
    this.#reader = openReader(this.path, normalise)
    if (this.project === 0) this.project = await this.createProject('shop')
  }

  get writer(): Writer {
    if (!this.#writer) throw new Error('not open')
    return this.#writer
  }

  get reader(): Reader {
    if (!this.#reader) throw new Error('not open')
    return this.#reader
  }

  async createProject(slug: string): Promise<number> {
    return (await this.writer.run('project.create', { name: slug, slug, platform: 'python' })).id
  }

  record(raw: object, more: Partial<Taken> = {}): Taken {
    this.#last += 1
    const id = this.#last.toString(16).padStart(32, '0')
    const body = Buffer.from(JSON.stringify(raw))
    return { project: this.project, kind: 'event', id, receivedAt: this.now, sentAt: null, body, ...more }
  }

  /** Takes and digests events one after the other and returns their ids. */
  async take(...raws: readonly object[]): Promise<readonly string[]> {
    const records = raws.map((raw) => this.record(raw))
    await this.writer.take(records)
    await this.writer.drained()
    return records.map(({ id }) => id)
  }

  act(issues: readonly number[], action: IssueAction): Promise<{ readonly issues: readonly number[] }> {
    return this.writer.run('issues.act', { issues, action, by: null })
  }

  list(query = ''): readonly IssueLine[] {
    const page = { project: null, sort: 'last-seen', hours: null, cursor: null, limit: 100 } as const
    return this.reader.issues({ query, ...page }, this.now).issues
  }

  titles(query: string): readonly string[] {
    return this.list(query).map(({ value }) => value ?? '')
  }

  async close(): Promise<void> {
    this.#reader?.close()
    this.#reader = null
    await this.#writer?.close()
    this.#writer = null
  }

  async end(): Promise<void> {
    await this.close()
    rmSync(this.directory, { recursive: true })
  }
}

export function boom(type: string, more: object = {}): object {
  return { platform: 'python', exception: { values: [{ type, value: `${type} happened` }] }, ...more }
}
