import { checkout, treePathOf } from '../checkout.ts'
import type { Call, Library } from '../expressions/given.ts'
import { fail } from '../machine/fail.ts'
import type { Machine } from '../machine/machine.ts'
import { missing } from '../machine/modules.ts'
import { parseFile } from '../parse/parse.ts'
import { normalised, posixDirectoryOf, posixJoin } from '../posix-path.ts'
import { written } from '../things/formatting.ts'
import { concretes } from '../things/join.ts'
import { none, object, type Thing } from '../things/thing.ts'
import { execute } from './execution.ts'

/** `include('components/*.py', optional('local.py'))` of django-split-settings. */
export const splitSettings: Library = {
  'split_settings.tools.include': (call) => include(call),
  'split_settings.tools.optional': (call) => ({
    ...object('split_settings.optional'),
    called: true,
    positional: call.positional,
  }),
}

function include(call: Call): Thing {
  for (const part of call.positional.flatMap(concretes)) {
    const optional = part.type === 'object' && part.name === 'split_settings.optional'
    const pattern = written(optional ? part.positional[0] : part.type === 'text' ? part : undefined)
    if (pattern !== null) includeFiles(call, pattern, optional)
  }
  return none
}

function includeFiles(call: Call, pattern: string, optional: boolean): void {
  const { machine } = call.frame
  const place = treePathOf(
    normalised(posixJoin(posixDirectoryOf(`${checkout}/${call.frame.module.file ?? ''}`), pattern)),
  )
  const files = place === null ? [] : machine.tree.paths.filter((path) => matchesGlob(path, place))
  for (const file of files) {
    const parsed = parseFile(machine.tree, file)
    if (parsed) execute(call.frame, parsed)
    if (machine.reached !== 'no') machine.imports.push({ module: file, file, place: call.place, optional })
  }
  if (files.length > 0 || optional) return
  if (place !== null && isFileName(place)) missing(call.frame, moduleAt(machine, place), call.place)
  else fail(call.frame, { name: 'FileNotFoundError', at: call.place, because: [] }, none)
}

function isFileName(pattern: string): boolean {
  return pattern.endsWith('.py') && !/[*?[]/.test(pattern)
}

/** As it would be imported: a file that is in no commit is told of by the name of its module. */
function moduleAt({ path }: Machine, file: string): string {
  const inside = path.directories
    .filter((directory) => directory === '' || file.startsWith(`${directory}/`))
    .sort((a, b) => b.length - a.length)[0]
  const start = inside === undefined || inside === '' ? 0 : inside.length + 1
  return file.slice(start, -'.py'.length).replaceAll('/', '.')
}

/** `*`, `?` and `[!_]` within a name, part by part. */
export function matchesGlob(path: string, pattern: string): boolean {
  const [parts, patterns] = [path.split('/'), pattern.split('/')]
  return parts.length === patterns.length && parts.every((part, at) => matchesName(part, patterns[at] ?? ''))
}

/** In linear time: only the last `*` is ever tried again, as what comes before it can be no further on. */
function matchesName(name: string, pattern: string): boolean {
  const pieces = piecesOf(pattern)
  let [at, piece, star, resumed] = [0, 0, -1, 0]
  while (at < name.length) {
    const wanted = pieces[piece]
    if (wanted === '*') [star, resumed, piece] = [piece, at, piece + 1]
    else if (wanted !== undefined && matchesOne(name[at] ?? '', wanted)) [at, piece] = [at + 1, piece + 1]
    else if (star < 0) return false
    else [piece, resumed, at] = [star + 1, resumed + 1, resumed + 1]
  }
  return pieces.slice(piece).every((rest) => rest === '*')
}

/** A `[` that nothing closes is one of the name, and so is a `]` right after it. */
function piecesOf(pattern: string): string[] {
  return pattern.match(/\[!?\]?[^\]]*\]|[\s\S]/g) ?? []
}

function matchesOne(letter: string, piece: string): boolean {
  if (piece.length === 1) return piece === '?' || piece === letter
  const [, not = '', letters = ''] = /^\[(!?)([\s\S]*)\]$/.exec(piece) ?? []
  const isOneOf = (letters.match(/[\s\S]-[\s\S]|[\s\S]/g) ?? []).some((range) => {
    const [first = '', last = first] = range.length === 3 ? [range[0], range[2]] : [range]
    return first <= letter && letter <= last
  })
  return isOneOf !== (not === '!')
}
