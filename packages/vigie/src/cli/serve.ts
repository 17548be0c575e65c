import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import type { Server } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Worker } from 'node:worker_threads'
import { type Mailer, startMailer } from '../alert/mailer.ts'
import { digest } from '../digest/digest.ts'
import { normalise } from '../digest/normalise.ts'
import { createIngest } from '../ingest/ingest.ts'
import { openReader } from '../store/open-reader.ts'
import type { Reader } from '../store/reader.ts'
import { isDamage, noteDamage } from '../store/recovery/damage.ts'
import { invite } from '../web/invitation.ts'
import type { WebSurroundings } from '../web/surroundings.ts'
import type { CliWords } from '../words/cli/en.ts'
import { forgetBeginning } from '../writer/forget-beginning.ts'
import { startWriter } from '../writer/start-writer.ts'
import type { Writer } from '../writer/writer.ts'
import { WriterFailure } from '../writer/writer-failure.ts'
import { localUrl, noteAddress, storedUrl } from './address.ts'
import { reportDialog } from './built-pages.ts'
import { gatekeeper } from './gatekeeper.ts'
import { hold } from './hold.ts'
import type { Options } from './options.ts'
import { databaseIn } from './places.ts'
import { type Answer, close, httpServer, listen } from './server.ts'
import { report, say } from './terminal.ts'
import { tellTrouble, toldTrouble } from './trouble.ts'
import { version } from './version.ts'

/** Takes events and shows them until it is told to stop or cannot keep events any more. */
export async function serve(options: Options, words: CliWords, thread: Worker): Promise<void> {
  try {
    await serveUntilTheEnd(options, words, thread)
  } catch (error) {
    throw toldTrouble(error, options.data)
  }
}

async function serveUntilTheEnd(options: Options, words: CliWords, thread: Worker): Promise<void> {
  // Signals are handled from the first moment, so that whatever was begun is ended properly.
  const told = Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')])
  const letGo = hold(options.data)
  const path = databaseIn(options.data)
  const death = Promise.withResolvers<Error>()
  const onTrouble = tellTrouble(options.data, words)
  const writer = await startWriter({ path, thread, onDeath: death.resolve, onTrouble })
  const reader = openReader(path, normalise)
  const url = await settleUrl(options, { reader, writer })
  await firstProject({ reader, writer, words })
  const end = new AbortController()
  const heed = heedDamage(path, death.resolve)
  const mailer = startMailer({ reader, writer, url: () => url, now: Date.now, report: heed })
  const ending = end.signal
  const server = httpServer(...handlers({ options, reader, writer, url, mailer, ending, report: heed }))
  await listen(server, options.address, options.port)
  noteAddress(options.data, url)
  await greet({ options, reader, writer, url, words })
  void mailer.look()
  forgetBeginning()
  const dead = await Promise.race([told.then(() => null), death.promise])
  if (dead === null) say(words.stopping)
  const ended = endInOrder({ end, mailer, server, writer })
  await (dead === null ? ended : Promise.race([ended.catch(() => undefined), sleep(longestFarewell)]))
  reader.close()
  letGo()
  // A supervisor starts us again, and everything that was acknowledged is in the queue.
  if (dead !== null) throw dead
}

/** If nothing can be written any more, requests under way are still answered, but nothing delays the restart. */
const longestFarewell = 4000

interface Begun {
  readonly end: AbortController
  readonly mailer: Mailer
  readonly server: Server
  readonly writer: Writer
}

async function endInOrder({ end, mailer, server, writer }: Begun): Promise<void> {
  end.abort()
  const lastMail = mailer.stop()
  await close(server)
  await lastMail
  await writer.close()
}

/** A reader may be the first to notice that the file is damaged. */
function heedDamage(path: string, die: (error: Error) => void): (error: unknown) => void {
  return (error) => {
    report(error)
    if (!isDamage(error)) return
    noteDamage(path)
    die(new WriterFailure('damaged', error))
  }
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

/** A DSN is all that one needs to begin. */
async function firstProject({ reader, writer, words }: House & { words: CliWords }): Promise<void> {
  if (reader.gates().length > 0) return
  await writer.run('project.create', { name: words.firstProject, slug: 'app', platform: 'python-django' })
}

type Address = House & { readonly options: Options; readonly url: string }
type Handlers = Address & Pick<WebSurroundings, 'ending' | 'report'> & { readonly mailer: Mailer }

function handlers(house: Handlers): Parameters<typeof httpServer> {
  const { reader, writer } = house
  const now = Date.now
  const ingest = createIngest({
    writer,
    projects: gatekeeper(reader, writer, now),
    now,
    resident: process.memoryUsage.rss,
    digest,
    newId: () => randomBytes(16).toString('hex'),
    reportDialog,
  })
  return [ingest, whenAsked(surroundingsOf(house))]
}

function surroundingsOf({ options, url, mailer, ...house }: Handlers): WebSurroundings {
  const { reader, writer, ending, report } = house
  return {
    ...{ reader, writer, version, ending, report, isBehindProxy: options.isBehindProxy },
    now: Date.now,
    url: () => url,
    startedAt: Date.now(),
    testMail: (to) => mailer.test(to),
  }
}

function whenAsked(surroundings: WebSurroundings): Answer {
  let side: Promise<Answer> | null = null
  return async (request, response) => {
    side ??= import('./web-side.ts').then(({ openWebSide }) => {
      forgetBeginning()
      return openWebSide(surroundings)
    })
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
