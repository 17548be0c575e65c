import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Dependencies, Requirement } from '../../packages/cabestan/src/project/dependencies/reading.ts'
import type { Reading } from '../../packages/cabestan/src/project/reading.ts'
import { type Ran, ran } from './rehearsal-command.ts'

export interface Venv {
  readonly directory: string
  /** The calls of uv with their output. */
  readonly log: string
  /** What was replaced because this machine cannot have it: a newer Python, packages from git hosts. */
  readonly replaced: readonly string[]
  readonly failure: VenvFailure | null
}

interface VenvFailure {
  readonly isOfThisMachine: boolean
  readonly reason: string
}

/** Makes the venv as the reading says: with its Python, its packages and what production needs besides. */
export async function makeVenv({ python, dependencies }: Reading, release: string): Promise<Venv> {
  const directory = join(release, 'venv')
  const series = python.series.value
  if (series === null) return failed(directory, { isOfThisMachine: false, reason: 'no Python runs it' })
  const made = await pythonFor(series, directory)
  if (made === null) return failed(directory, { isOfThisMachine: true, reason: `no Python ${series}` })
  const older = made === series ? [] : [`Python ${made} for ${series}`]
  const packages = await packagesFor(dependencies, release)
  return { directory, ...packages, replaced: [...older, ...packages.replaced] }
}

/** The series of Python that is used: the one before, if this machine does not have the newest yet. */
async function pythonFor(series: string, directory: string): Promise<string | null> {
  const [major, minor] = series.split('.')
  for (const each of [series, `${major}.${Number(minor) - 1}`]) {
    const argv = ['uv', 'venv', '--quiet', '--no-python-downloads', '--python', each, directory]
    if ((await ran(argv)).code === 0) return each
  }
  return null
}

async function packagesFor(dependencies: Dependencies, release: string): Promise<Omit<Venv, 'directory'>> {
  const first = await install(dependencies, { release, isReplacing: false })
  if (first.code === 0) return { log: first.output, replaced: [], failure: null }
  const remote = dependencies.packages.filter(({ from }) => from === 'vcs' || from === 'url')
  const failure = failureOf(first)
  if (remote.length === 0 || !isUnreachable(first.output)) return { log: first.output, replaced: [], failure }
  const second = await install(dependencies, { release, isReplacing: true })
  const names = remote.map(({ name, url }) => name || (url ?? ''))
  const replaced = names.map((name) => `${name} from the index`)
  if (second.code === 0) return { log: second.output, replaced, failure: null }
  const reason = `no git host for ${names.join(', ')}`
  return { log: second.output, replaced: [], failure: { isOfThisMachine: true, reason } }
}

interface Installing {
  readonly release: string
  readonly isReplacing: boolean
}

async function install(dependencies: Dependencies, { release, isReplacing }: Installing): Promise<Ran> {
  const { packages, added, constraints = [], buildConstraints = [] } = dependencies
  const wanted = packages.flatMap((each) => lineOf(each, isReplacing))
  const beside = added.map(({ name, specifier }) => `${name}${specifier}`)
  const limits = constraints.map(({ name, specifier }) => `${name}${specifier}`)
  const files = { requirements: [...wanted, ...beside], constraints: limits, build: buildConstraints }
  for (const [name, lines] of Object.entries(files))
    await writeFile(join(release, `${name}.txt`), `${lines.join('\n')}\n`)
  const argv = [
    ...['uv', 'pip', 'install', '--python', join(release, 'venv')],
    ...['--requirements', join(release, 'requirements.txt')],
    ...['--constraints', join(release, 'constraints.txt')],
    ...['--build-constraints', join(release, 'build.txt')],
  ]
  const { code, output } = await ran(argv, { cwd: join(release, 'source') })
  return { code, output: `${argv.join(' ')}\n${[...wanted, ...beside].join('\n')}\n${output}` }
}

function lineOf(
  { name, extras, specifier, from, url, editable }: Requirement,
  isReplacing: boolean,
): string[] {
  const whole = `${name}${extras.length > 0 ? `[${extras.join(',')}]` : ''}`
  if (from === 'index') return [`${whole}${specifier}`]
  if (isReplacing && from !== 'path') return name === '' ? [] : [whole]
  if (url === undefined) return []
  // What comes out of git is built by uv, which cannot install it as editable.
  if (from === 'path') return [`${editable ? '-e ' : ''}${url}`]
  if (name === '') return [url]
  return [`${whole} @ ${url}`]
}

function isUnreachable(output: string): boolean {
  return /Git operation failed|error sending request|dns error/.test(output)
}

function failureOf({ output }: Ran): VenvFailure {
  const lines = output.split('\n')
  const at = lines.findIndex((line) => /^(?:error:|\s*×)/.test(line))
  const reason = at < 0 ? (output.trim().split('\n').at(-1) ?? '') : lines.slice(at, at + 3).join(' ')
  return { isOfThisMachine: isUnreachable(output), reason: reason.replaceAll(/\s+/g, ' ') }
}

function failed(directory: string, failure: VenvFailure): Venv {
  return { directory, log: '', replaced: [], failure }
}
