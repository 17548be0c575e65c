import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { ReleaseOrder, Source } from '@cabestan/protocol/orders'
import type { Host } from '../../host/host.ts'
import { realHost } from '../../host/real.ts'
import type { ReleaseContext } from '../context.ts'
import { directoryNameOf, type Places, placesOf, releasePlaces } from '../places.ts'

/** A server's disk and a person's repositories, in a temporary directory; git and files are real. */
export interface GitWorld {
  readonly root: string
  readonly places: Places
  readonly upload: string
  readonly notes: [code: string, values: unknown][]
  repository(files?: Readonly<Record<string, string>>): Repository
  /** A context as a run makes it for a release with this source. */
  context(source: Partial<Source> & { commit: string }): ReleaseContext
}

export interface Repository {
  readonly path: string
  git(...argv: string[]): string
  write(path: string, content: string): void
  commit(files?: Readonly<Record<string, string>>): string
  /** As the command line makes it, into the upload of the world. */
  pack(commit: string, known?: readonly string[]): void
}

/** Some user of every Debian whose group is called as it is. */
export const user = 'daemon'

const made: string[] = []

export function removeWorlds(): void {
  for (const path of made.splice(0)) rmSync(path, { recursive: true, force: true })
}

export function gitWorld(): GitWorld {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'cabestan-source-')))
  made.push(root)
  // Walked through by the application's user.
  chmodSync(root, 0o711)
  const places = placesBelow(root)
  const upload = join(root, 'upload')
  for (const directory of [places.home, upload]) mkdirSync(directory, { recursive: true })
  const notes: GitWorld['notes'] = []
  let number = 0
  return {
    root,
    places,
    upload,
    notes,
    repository: (files = {}) => repositoryIn(mkdtempSync(join(root, 'repository-')), upload, files),
    context: ({ commit, ...source }) => {
      number += 1
      const order = orderFor(commit, source)
      const release = releasePlaces(places, directoryNameOf(number, order.commit))
      const note = (code: string, values: unknown) => notes.push([code, values])
      return { host: realHost(), order, upload, places, release, note } as unknown as ReleaseContext
    },
  }
}

/** The real machine, on which the engine is killed before it does one more thing than so many. */
export function dyingHost(things: number): Host {
  let left = things
  const mortal = <T extends object>(one: T): T =>
    new Proxy(one, {
      get(target, name) {
        const value = Reflect.get(target, name)
        if (typeof value === 'object' && value !== null) return mortal(value)
        if (typeof value !== 'function') return value
        return async (...given: unknown[]) => {
          left -= 1
          if (left < 0) throw new Error('killed')
          return value.apply(target, given)
        }
      },
    })
  return mortal(realHost())
}

function placesBelow(root: string): Places {
  const places = Object.entries(placesOf(user))
  return Object.fromEntries(
    places.map(([key, path]) => [key, key === 'name' ? path : root + path]),
  ) as unknown as Places
}

function orderFor(commit: string, source: Partial<Source>): Pick<ReleaseOrder, 'commit' | 'name' | 'source'> {
  return {
    commit: { id: commit, subject: 'work', author: 'Anna', at: 0 },
    name: user,
    source: { parts: [{ path: '', commit }], large: [], directories: [], repository: null, ...source },
  }
}

function repositoryIn(path: string, upload: string, files: Readonly<Record<string, string>>): Repository {
  const run = (argv: readonly string[], input = ''): Buffer =>
    execFileSync('git', ['-C', path, ...argv], { env, input, stdio: 'pipe' })
  const git = (...argv: string[]) => run(argv).toString().trim()
  const write = (file: string, content: string) => {
    mkdirSync(dirname(join(path, file)), { recursive: true })
    writeFileSync(join(path, file), content)
  }
  const commit = (changed: Readonly<Record<string, string>> = {}) => {
    for (const [file, content] of Object.entries(changed)) write(file, content)
    git('add', '--all', '--force')
    git('commit', '--quiet', '--allow-empty', '--message=work')
    return git('rev-parse', 'HEAD')
  }
  const pack = (id: string, known: readonly string[] = []) => {
    const argv = ['pack-objects', '--revs', '--stdout', '--thin', '--shallow', '-q']
    const lines = [
      ...[id, ...known].map((each) => `--shallow ${each}`),
      id,
      ...known.map((each) => `^${each}`),
    ]
    writeFileSync(join(upload, `${id}.pack`), run(argv, `${lines.join('\n')}\n`))
  }
  git('init', '--quiet', '--initial-branch=main')
  if (Object.keys(files).length > 0) commit(files)
  return { path, git, write, commit, pack }
}

/** Whatever the machine's own git is told must not change what a test makes. */
const env = {
  PATH: process.env['PATH'],
  HOME: '/nonexistent',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'Anna',
  GIT_AUTHOR_EMAIL: 'anna@example.org',
  GIT_COMMITTER_NAME: 'Anna',
  GIT_COMMITTER_EMAIL: 'anna@example.org',
}
