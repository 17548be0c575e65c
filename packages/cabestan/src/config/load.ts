import { readFile, stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, resolve } from 'node:path'
import { CabestanError } from '@cabestan/protocol/failures'
import type { Configuration } from './configuration.ts'
import { invalid } from './issues.ts'
import { parse, parseFormer, parseOffline } from './parse.ts'
import type { Problem } from './problems.ts'
import { type KeySource, readPublicKeyFile } from './public-key.ts'

export const configurationName = 'cabestan.yaml'

export interface Wanted {
  readonly directory: string
  /** The file that the person named; otherwise it is looked for in this directory and upwards, as git does. */
  readonly file?: string | undefined
  readonly environment?: string | undefined
  /** A named file need not exist if it is about to be written. */
  readonly toWrite?: boolean
  /** An environment that is to be removed from its servers may have left the file already. */
  readonly mayBeFormer?: boolean
}

export async function load(wanted: Wanted): Promise<Configuration> {
  const file = await fileOf(wanted)
  const text = await readText(file, wanted)
  const { environment, mayBeFormer } = wanted
  if (mayBeFormer && environment !== undefined) return parseFormer(text, file, environment)
  return parse(text, file, environment)
}

/** Null where there is no file and none was named, so that a project can be looked at before it is described. */
export async function loadOffline(wanted: Wanted): Promise<Configuration | null> {
  try {
    const file = await fileOf(wanted)
    return parseOffline(await readText(file, wanted), file, wanted.environment)
  } catch (error) {
    const isMissing = error instanceof CabestanError && error.failure.code === 'config.missing'
    if (isMissing && (!wanted.file || wanted.toWrite)) return null
    throw error
  }
}

/** Only plain files are read when searching: reading a pipe would wait for ever, and a device has no end. */
export async function readPlain(path: string): Promise<Buffer> {
  if (!(await stat(path)).isFile()) throw new Error(`${path} is no file`)
  return readFile(path)
}

async function fileOf({ directory, file }: Wanted): Promise<string> {
  return file ? resolve(directory, file) : findUpward(directory)
}

/** The keys that the configuration names, or `own` where it names none. */
export async function readKeys(configuration: Configuration, own: readonly string[]): Promise<string[]> {
  if (configuration.keys === null) return [...own]
  const keys = configuration.keys.map((source, index) => keysOf(source, index, configuration.file))
  return [...new Set((await Promise.all(keys)).flat())]
}

async function findUpward(directory: string): Promise<string> {
  for (let place = resolve(directory); ; place = dirname(place)) {
    const file = resolve(place, configurationName)
    if (await isFile(file)) return file
    if (place === dirname(place)) break
  }
  throw new CabestanError('config.missing', { path: resolve(directory, configurationName) })
}

async function isFile(path: string): Promise<boolean> {
  try {
    return !(await stat(path)).isDirectory()
  } catch {
    return false
  }
}

/** A file that a person names may well be a pipe: `-c <(sops -d …)`. */
async function readText(path: string, { file }: Wanted): Promise<string> {
  try {
    return utf8.decode(await (file ? readFile(path) : readPlain(path)))
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    if (code === 'ENOENT') throw new CabestanError('config.missing', { path }, { cause })
    const values = { path, ...(code === 'EISDIR' ? { why: 'directory' } : {}) }
    throw new CabestanError('config.unreadable', values, { cause })
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

async function keysOf(source: KeySource, index: number, file: string): Promise<string[]> {
  if (source.type === 'key') return [source.key]
  const path = resolve(dirname(file), source.path.replace(/^~(?=$|[\\/])/, homedir()))
  const refuse = (problem: Problem) => invalid(problem, ['keys', index], { file, path })
  const bytes = await readPlain(path).catch((error: NodeJS.ErrnoException) => {
    throw refuse(error.code === 'ENOENT' ? 'key-file-missing' : 'key-file-unreadable')
  })
  const read = readPublicKeyFile(bytes.toString())
  if ('problem' in read) throw refuse(read.problem)
  return read.value
}
