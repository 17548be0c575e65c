import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Dependencies, Reading, Requirement } from '../../packages/cabestan/src/project/reading.ts'
import { type Ran, ran } from './rehearsal-command.ts'

export interface Venv {
  readonly directory: string
  /** What was asked of uv, and what it said. */
  readonly log: string
  /** Packages of git hosts, taken from the index because those cannot be reached here. */
  readonly replaced: readonly string[]
  readonly failure: VenvFailure | null
}

export interface VenvFailure {
  readonly isOfThisMachine: boolean
  readonly reason: string
}

/** The venv as the reading says: its Python, its packages, and what production needs beside them. */
export async function makeVenv({ python, dependencies }: Reading, release: string): Promise<Venv> {
  const directory = join(release, 'venv')
  const series = python.series.value ?? ''
  const made = await ran(['uv', 'venv', '--quiet', '--no-python-downloads', '--python', series, directory])
  if (made.code !== 0)
    return failed(directory, made, { isOfThisMachine: true, reason: `no Python ${series}` })
  const source = join(release, 'source')
  const first = await install(dependencies, { release, source, isReplacing: false })
  if (first.code === 0) return { directory, log: first.output, replaced: [], failure: null }
  const remote = dependencies.packages.filter(({ from }) => from === 'vcs' || from === 'url')
  if (remote.length === 0 || !isUnreachable(first.output)) return failed(directory, first, failureOf(first))
  const second = await install(dependencies, { release, source, isReplacing: true })
  const replaced = remote.map(({ name, url }) => name || (url ?? ''))
  if (second.code === 0) return { directory, log: second.output, replaced, failure: null }
  return failed(directory, second, { isOfThisMachine: true, reason: `no git host: ${replaced.join(', ')}` })
}

interface Installing {
  readonly release: string
  readonly source: string
  readonly isReplacing: boolean
}

async function install(
  dependencies: Dependencies,
  { release, source, isReplacing }: Installing,
): Promise<Ran> {
  const { packages, added, constraints = [] } = dependencies
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
  const { code, output } = await ran(argv, { cwd: source })
  return { code, output: `${argv.join(' ')}\n${[...wanted, ...beside].join('\n')}\n${output}` }
}

/** A source distribution that names no setuptools gets today's, which has no `pkg_resources` any more. */
const buildConstraints = ['setuptools<81']

function lineOf(
  { name, extras, specifier, from, url, editable }: Requirement,
  isReplacing: boolean,
): string[] {
  const whole = `${name}${extras.length > 0 ? `[${extras.join(',')}]` : ''}`
  if (from === 'index') return [`${whole}${specifier}`]
  if (isReplacing && from !== 'path') return name === '' ? [] : [whole]
  if (url === undefined) return []
  if (editable || from === 'path' || name === '') return [`${editable ? '-e ' : ''}${url}`]
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

function failed(directory: string, { output }: Ran, failure: VenvFailure): Venv {
  return { directory, log: output, replaced: [], failure }
}
