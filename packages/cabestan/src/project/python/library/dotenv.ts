import { argument, type Call, type Library, textArgument } from '../expressions/given.ts'
import { fileOf } from '../machine/names.ts'
import { decode } from '../parse/strings.ts'
import { posixDirectoryOf, posixJoin } from '../posix-path.ts'
import { written } from '../things/formatting.ts'
import { type Frame, none, type Pair, type Thing, text, textDict } from '../things/thing.ts'
import { truth } from '../things/truth.ts'
import { putDefaults } from './environ.ts'
import { textAt } from './files.ts'

export const dotenv: Library = {
  'dotenv.load_dotenv': (call) =>
    readDotenv(call, argument(call, 'dotenv_path', 0) ?? null, call.named['override']),
  'dotenv.read_dotenv': (call) =>
    readDotenv(call, argument(call, 'dotenv', 0) ?? null, call.named['override']),
  'dotenv.dotenv_values': (call) =>
    textDict(Object.fromEntries(fileLines(call, argument(call, 'dotenv_path', 0) ?? null))),
  'dotenv.find_dotenv': (call) =>
    text(`${posixDirectoryOf(fileOf(call.frame))}/${textArgument(call, 'filename', 0) ?? '.env'}`),
}

/** A file in git counts. One that is not in git does not matter, because the environment is given in another way. */
export function readDotenv(call: Call, path: Thing | null, override: Thing | undefined): Thing {
  const lines = fileLines(call, path)
  const pairs = lines.map(([key, value]): Pair => [text(key), value])
  putDefaults(call.frame, pairs, override !== undefined && truth(override) === true)
  return lines.length > 0 ? { type: 'boolean', boolean: true } : none
}

function fileLines(call: Call, path: Thing | null): readonly (readonly [string, Thing])[] {
  const named = path && path.type !== 'none' ? written(path) : null
  if (path && path.type !== 'none' && named === null) return []
  const { frame } = call
  const found =
    named === null
      ? nearest(frame, '.env')
      : [posixJoin(posixDirectoryOf(fileOf(frame)), named), named].find(
          (each) => textAt(frame, each) !== null,
        )
  return found === undefined ? [] : linesOf(textAt(frame, found) ?? '')
}

/** Beside the file, or in a directory above. */
export function nearest(
  frame: Frame,
  name: string,
  start = posixDirectoryOf(fileOf(frame)),
): string | undefined {
  let at = start
  for (let steps = 0; at.includes('}/{checkout}') && steps < 30; steps += 1) {
    const path = `${at}/${name}`
    if (textAt(frame, path) !== null) return path
    at = posixDirectoryOf(at)
  }
  return undefined
}

export function linesOf(content: string): readonly (readonly [string, Thing])[] {
  return content.split(/\r?\n/).flatMap((line) => {
    const [, key, value] = /^\s*(?:export\s+)?([\w.-]+)\s*=\s*(.*)$/.exec(line) ?? []
    return key === undefined || value === undefined ? [] : [[key, text(unquoted(value))] as const]
  })
}

function unquoted(value: string): string {
  const [, quote, inside] = /^(['"])(.*)\1\s*(?:#.*)?$/.exec(value) ?? []
  if (inside === undefined) return value.replace(/\s+#.*$/, '').trim()
  return quote === '"' ? decode({ content: inside, raw: false, bytes: false }) : inside
}
