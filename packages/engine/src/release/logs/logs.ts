import { CabestanError } from '@cabestan/protocol/failures'
import type { ParsedParams } from '@cabestan/protocol/messages'
import { nameOnServer } from '@cabestan/protocol/server-name'
import type { Caller } from '../../caller.ts'
import { emitter } from '../../emitter.ts'
import type { Host } from '../../host/host.ts'
import { type Places, placesOf } from '../places.ts'
import { unknownProcess } from '../processes/process-failures.ts'
import { programsIn, supervisorFile } from '../processes/supervisor-file.ts'
import { FollowedFile } from './followed-file.ts'
import type { LineWish, TimedLine } from './gathering.ts'
import { linearPattern } from './grep.ts'
import { newestLines, type Place } from './newest-lines.ts'
import { chosenSources, type LogSource, logSources, scheduledCommands, sourceNamed } from './sources.ts'

/** The newest lines of an application's logs in the order of time, and then those that follow. */
export async function tellLogs(params: ParsedParams<'logs'>, { host, onEvent }: Caller): Promise<void> {
  const { app, environment } = params.owner
  const places = placesOf(nameOnServer(app, environment))
  const pattern = params.grep === null ? null : linearPattern(params.grep)
  const { sources, processes } = await sourcesNamed(host, places, params)
  const emit = emitter(host.clock, onEvent)
  const say = (lines: readonly NamedLine[]) => {
    for (const { process, line } of lines) emit({ type: 'log', process, line })
  }
  const begun = await Promise.all(sources.map((source) => begin(host, source, { ...params, pattern })))
  say(inOrder(begun.flatMap(({ lines }) => lines)).slice(params.lines === 0 ? Infinity : -params.lines))
  if (params.follow) await follow(host, new Following(host, places, { processes, pattern, begun }), say)
}

type NamedLine = TimedLine & { readonly process: string }

interface Begun {
  readonly source: LogSource
  readonly lines: readonly NamedLine[]
  readonly end: Place | null
}

async function sourcesNamed(
  host: Host,
  places: Places,
  { processes: asked, owner }: ParsedParams<'logs'>,
): Promise<{ readonly sources: LogSource[]; readonly processes: readonly string[] }> {
  const [sources, scheduled] = await Promise.all([logSources(host, places), scheduledCommands(host, places)])
  const programs = programsIn((await host.files.readText(supervisorFile(places.name))) ?? '', places.name)
  const known = [...[...sources, ...programs].map(({ process }) => process), ...scheduled]
  if ((await host.files.list(places.logs)) === null)
    throw new CabestanError('application.unknown', { ...owner })
  const processes = asked.map((name) => sourceNamed(name, known))
  const unknown = processes.find((process) => !known.includes(process))
  if (unknown !== undefined) throw unknownProcess(unknown, known)
  return { sources: chosenSources(sources, processes), processes }
}

async function begin(host: Host, source: LogSource, wish: LineWish): Promise<Begun> {
  const { lines, end } = await newestLines(host.files, source.path, wish)
  return { source, end, lines: lines.map((each) => ({ ...each, process: source.process })) }
}

/** Lines of the same moment stay in the order of their log. */
function inOrder(lines: readonly NamedLine[]): NamedLine[] {
  return lines.toSorted((a, b) => a.at - b.at)
}

interface Followers {
  readonly processes: readonly string[]
  readonly pattern: RegExp | null
  readonly begun: readonly Begun[]
}

/** Picks up logs that appear later: those of a new process of the next release, or of the other colour. */
class Following {
  readonly #host: Host
  readonly #places: Places
  readonly #wish: Followers
  readonly #files = new Map<string, { readonly process: string; readonly file: FollowedFile }>()

  constructor(host: Host, places: Places, wish: Followers) {
    this.#host = host
    this.#places = places
    this.#wish = wish
    for (const { source, end } of wish.begun) this.#add(source, end)
  }

  async news(): Promise<NamedLine[]> {
    const now = this.#host.clock.now()
    const lines = await Promise.all(
      [...this.#files.values()].map(async ({ process, file }) =>
        (await file.news(now)).map((each) => ({ ...each, process })),
      ),
    )
    const { pattern } = this.#wish
    return inOrder(lines.flat().filter(({ line }) => pattern?.test(line) ?? true))
  }

  async lookForMore(): Promise<void> {
    const sources = await logSources(this.#host, this.#places)
    for (const source of chosenSources(sources, this.#wish.processes)) this.#add(source, null)
  }

  #add({ process, path }: LogSource, end: Place | null): void {
    if (this.#files.has(path)) return
    this.#files.set(path, { process, file: new FollowedFile(this.#host.files, path, end) })
  }
}

const pollMs = 200
const looksBetweenSearches = 10

/** Goes on until the connection ends, which ends this program. */
async function follow(host: Host, following: Following, say: (lines: readonly NamedLine[]) => void) {
  for (let look = 1; ; look += 1) {
    if (look % looksBetweenSearches === 0) await following.lookForMore()
    say(await following.news())
    await host.clock.sleep(pollMs)
  }
}
