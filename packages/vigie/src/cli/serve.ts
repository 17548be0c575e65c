import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { type Mailer, startMailer } from '../alert/mailer.ts'
import { normalise } from '../digest/normalise.ts'
import { createIngest } from '../ingest/ingest.ts'
import { openReader } from '../store/open-reader.ts'
import type { Reader } from '../store/reader.ts'
import { invite } from '../web/invitation.ts'
import type { WebSurroundings } from '../web/surroundings.ts'
import type { CliWords } from '../words/cli/en.ts'
import { startWriter } from '../writer/start-writer.ts'
import type { Writer } from '../writer/writer.ts'
import { localUrl, noteAddress, storedUrl } from './address.ts'
import { gatekeeper } from './gatekeeper.ts'
import { hold } from './hold.ts'
import type { Options } from './options.ts'
import { databaseIn } from './places.ts'
import { type Answer, close, httpServer, listen } from './server.ts'
import { report, say } from './terminal.ts'
import { version } from './version.ts'

/** Takes events and shows them, until it is told to stop. */
export async function serve(options: Options, words: CliWords): Promise<void> {
  // From the first moment: what was begun is ended in order.
  const told = Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')])
  const letGo = hold(options.data)
  const path = databaseIn(options.data)
  const writer = await startWriter({ path, onDeath: dieWith })
  const reader = openReader(path, normalise)
  const url = await settleUrl(options, { reader, writer })
  await firstProject({ reader, writer, words })
  const end = new AbortController()
  const mailer = startMailer({ reader, writer, url: () => url, now: Date.now, report })
  const server = httpServer(...handlers({ options, reader, writer, url, mailer, ending: end.signal }))
  await listen(server, options.address, options.port)
  noteAddress(options.data, url)
  await greet({ options, reader, writer, url, words })
  void mailer.look()
  await told
  say(words.stopping)
  end.abort()
  const lastMail = mailer.stop()
  await close(server)
  await lastMail
  await writer.close()
  reader.close()
  letGo()
}

/** Whatever wrote is gone: a supervisor starts us anew, and what was acknowledged is in the queue. */
function dieWith(error: Error): never {
  process.stderr.write(`vigie: ${error.message}\n`)
  process.exit(1)
}

interface House {
  readonly reader: Reader
  readonly writer: Writer
}

async function settleUrl(options: Options, { reader, writer }: House): Promise<string> {
  const stored = storedUrl(reader)
  const url = options.url ?? stored ?? localUrl(options.address, options.port)
  if (options.url !== null && options.url !== stored)
    await writer.run('setting.set', { name: 'url', value: JSON.stringify(options.url) })
  return url
}

/** A DSN is all that is needed to begin. */
async function firstProject({ reader, writer, words }: House & { words: CliWords }): Promise<void> {
  if (reader.gates().length > 0) return
  await writer.run('project.create', { name: words.firstProject, slug: 'app', platform: 'python-django' })
}

type Address = House & { readonly options: Options; readonly url: string }
type Handlers = Address & { readonly mailer: Mailer; readonly ending: AbortSignal }

function handlers(house: Handlers): Parameters<typeof httpServer> {
  const { reader, writer } = house
  const now = Date.now
  const ingest = createIngest({
    writer,
    projects: gatekeeper(reader, writer, now),
    now,
    newId: () => randomBytes(16).toString('hex'),
  })
  return [ingest, whenAsked(surroundingsOf(house))]
}

function surroundingsOf({ options, reader, writer, url, mailer, ending }: Handlers): WebSurroundings {
  return {
    ...{ reader, writer, version, ending, isBehindProxy: options.isBehindProxy },
    now: Date.now,
    url: () => url,
    startedAt: Date.now(),
    testMail: (to) => mailer.test(to),
    report,
  }
}

function whenAsked(surroundings: WebSurroundings): Answer {
  let side: Promise<Answer> | null = null
  return async (request, response) => {
    side ??= import('./web-side.ts').then(({ openWebSide }) => openWebSide(surroundings))
    return (await side)(request, response)
  }
}

async function greet({ options, reader, writer, url, words }: Address & { words: CliWords }): Promise<void> {
  say(words.serving(url))
  say(words.data(options.data))
  const { setAside } = reader.status(Date.now())
  if (setAside !== null) say(words.setAside(setAside))
  if (reader.accounts().length === 0) {
    const { link } = await invite(null, { writer, url, now: Date.now() })
    say(words.account(link))
  }
  for (const { name, dsn } of reader.projects(url).slice(0, 5)) say(words.dsn(name, dsn))
  say(words.stopHint)
}
