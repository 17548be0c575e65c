import { existsSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { digest } from '../digest/digest.ts'
import { normalise } from '../digest/normalise.ts'
import { openReader } from '../store/open-reader.ts'
import type { Reader } from '../store/reader.ts'
import type { CliWords } from '../words/cli/en.ts'
import { openWriter } from '../writer/start-writer.ts'
import type { Writer } from '../writer/writer.ts'
import { localUrl, storedUrl } from './address.ts'
import { CliFailure, wrongUse } from './failure.ts'
import { newInvitation } from './invite.ts'
import type { Options } from './options.ts'
import { knownDatabaseIn } from './places.ts'
import { say } from './terminal.ts'

interface House {
  readonly reader: Reader
  readonly writer: Writer
  readonly url: string
}

/** A short visit to the data, beside a Vigie that may be running: SQLite lets one write after the other. */
async function visit(options: Options, work: (house: House) => Promise<void>): Promise<void> {
  const path = knownDatabaseIn(options.data)
  const writer = openWriter({ path, digest, now: Date.now })
  const reader = openReader(path, normalise)
  const url = options.url ?? storedUrl(reader) ?? localUrl(options.address, options.port)
  try {
    await work({ reader, writer, url })
  } finally {
    reader.close()
    await writer.close()
  }
}

export function invite(options: Options, words: CliWords): Promise<void> {
  return visit(options, async ({ writer, url }) => say(words.invitation(await newInvitation(writer, url))))
}

export function addProject(options: Options, words: CliWords): Promise<void> {
  const name = options.words.join(' ').trim()
  if (name === '') throw wrongUse((said) => said.failure.missing('NAME'))
  const slug = slugOf(name)
  return visit(options, async ({ reader, writer, url }) => {
    if (reader.projects(url).some((project) => project.slug === slug))
      throw new CliFailure((said) => said.failure.slug(slug))
    const { id } = await writer.run('project.create', { name, slug, platform: 'python-django' })
    say(words.project(name, reader.project(id, url)?.dsn ?? ''))
  })
}

function slugOf(name: string): string {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  return (
    plain
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 40) || 'app'
  )
}

export function backup(options: Options, words: CliWords): Promise<void> {
  const [name] = options.words
  if (name === undefined) throw wrongUse((said) => said.failure.missing('FILE'))
  const file = resolve(name)
  if (existsSync(file)) throw new CliFailure((said) => said.failure.exists(file))
  return visit(options, async ({ writer }) => {
    await writer.backup(file)
    const { size } = await stat(file)
    say(words.backedUp(file, `${(size / 1e6).toFixed(1)} MB`))
  })
}
