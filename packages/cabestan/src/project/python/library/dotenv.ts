import { written } from '../formatting.ts'
import { argument, type Call, type Library, textArgument } from '../given.ts'
import { fileOf } from '../names.ts'
import { directoryOf, joined } from '../posix-path.ts'
import { decode } from '../strings.ts'
import { type Frame, none, type Pair, type Thing, text, textDict } from '../thing.ts'
import { truth } from '../truth.ts'
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
    text(`${directoryOf(fileOf(call.frame))}/${textArgument(call, 'filename', 0) ?? '.env'}`),
}

/** A file that is in git counts; one that is not is no loss, since the environment is given otherwise. */
export function readDotenv(call: Call, path: Thing | null, override: Thing | undefined): Thing {
  const lines = fileLines(call, path)
  const pairs = lines.map(([key, value]): Pair => [text(key), value])
  putDefaults(call.frame, pairs, override !== undefined && truth(override) === true)
  return lines.length > 0 ? { type: 'boolean', boolean: true } : none
}

function fileLines(call: Call, path: Thing | null): readonly (readonly [string, Thing])[] {
  const named = path && path.type !== 'none' ? written(path) : null
  if (path && path.type !== 'none' && named === null) return []
  const found = candidates(call.frame, named).find((each) => textAt(call.frame, each) !== null)
  const content = found === undefined ? null : textAt(call.frame, found)
  return content === null ? [] : linesOf(content)
}

/** Without a path it is looked for beside the file, and in the directories above. */
function candidates(frame: Frame, path: string | null): readonly string[] {
  if (path !== null) return [joined(directoryOf(fileOf(frame)), path), path]
  const found: string[] = []
  for (
    let at = directoryOf(fileOf(frame));
    at.includes('}/{checkout}') && found.length < 30;
    at = directoryOf(at)
  ) {
    found.push(`${at}/.env`)
  }
  return found
}

function linesOf(content: string): readonly (readonly [string, Thing])[] {
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
