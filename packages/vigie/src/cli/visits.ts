import { existsSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { slugOf } from '../contract/slug.ts'
import { normalise } from '../digest/normalise.ts'
import { backUp } from '../store/backup.ts'
import { openReader } from '../store/open-reader.ts'
import type { Reader } from '../store/reader.ts'
import { invite as newInvitation } from '../web/invitation.ts'
import { hashPassword } from '../web/passwords.ts'
import { addressKey, emailKey, newSecret } from '../web/secrets.ts'
import type { CliWords } from '../words/cli/en.ts'
import { localUrl, notedAddress, storedUrl } from './address.ts'
import { type Desk, openDesk } from './desk.ts'
import { CliFailure, wrongUse } from './failure.ts'
import type { Options } from './options.ts'
import { knownDatabaseIn } from './places.ts'
import { say } from './terminal.ts'
import { toldTrouble } from './trouble.ts'

interface House {
  readonly reader: Reader
  readonly writer: Desk
  readonly path: string
  readonly url: string
}

/** A short visit to the data beside a Vigie that may be running. */
async function visit(options: Options, work: (house: House) => Promise<void>): Promise<void> {
  const path = knownDatabaseIn(options.data)
  try {
    await visitAt(path, options, work)
  } catch (error) {
    throw toldTrouble(error, options.data)
  }
}

async function visitAt(path: string, options: Options, work: (house: House) => Promise<void>): Promise<void> {
  const writer = openDesk(path)
  const reader = openReader(path, normalise)
  const url =
    options.url ?? storedUrl(reader) ?? notedAddress(options.data) ?? localUrl(options.address, options.port)
  try {
    await work({ reader, writer, url, path })
  } finally {
    reader.close()
    writer.close()
  }
}

export function invite(options: Options, words: CliWords): Promise<void> {
  return visit(options, async ({ writer, url }) => {
    const { link } = await newInvitation(null, { writer, url, now: Date.now() })
    say(words.invitation(link))
  })
}

/** For somebody who forgot their password and has nobody to invite them. */
export function newPassword(options: Options, words: CliWords): Promise<void> {
  const [email] = options.words
  if (email === undefined) throw wrongUse((said) => said.failure.missing('EMAIL'))
  return visit(options, async ({ reader, writer }) => {
    const account = reader.accountByEmail(email)
    if (account === null) throw new CliFailure((said) => said.failure.nobody(email))
    const password = newSecret().slice(0, 16)
    const passwordHash = await hashPassword(password)
    // From the address where they were signed in, they may try again at once.
    const places = reader.devices(account.id, { id: null, now: Date.now() })
    const keys = [emailKey(email), ...places.map(({ address }) => addressKey(address))]
    await writer.run('account.change', { id: account.id, change: { passwordHash } })
    await writer.run('session.revoke', { account: account.id, id: null, except: null })
    await writer.run('sign-in.succeeded', { keys })
    say(words.password(account.email, password))
  })
}

export function addProject(options: Options, words: CliWords): Promise<void> {
  const name = options.words.join(' ').trim()
  if (name === '') throw wrongUse((said) => said.failure.missing('NAME'))
  const slug = slugOf(name) || 'app'
  return visit(options, async ({ reader, writer, url }) => {
    if (reader.projects(url).some((project) => project.slug === slug))
      throw new CliFailure((said) => said.failure.slug(slug))
    const { id } = await writer.run('project.create', { name, slug, platform: 'python-django' })
    say(words.project(name, reader.project(id, url)?.dsn ?? ''))
  })
}

export function backup(options: Options, words: CliWords): Promise<void> {
  const [name] = options.words
  if (name === undefined) throw wrongUse((said) => said.failure.missing('FILE'))
  const file = resolve(name)
  if (existsSync(file)) throw new CliFailure((said) => said.failure.exists(file))
  return visit(options, async ({ path }) => {
    await backUp(path, file).catch((error: Error) => {
      throw new CliFailure((said) => said.failure.noBackup(file, error.message))
    })
    const { size } = await stat(file)
    say(words.backedUp(file, `${(size / 1e6).toFixed(1)} MB`))
  })
}
