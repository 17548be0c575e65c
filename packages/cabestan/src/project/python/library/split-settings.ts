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

/** `*` and `?` within a name, part by part, in linear time. */
export function matchesGlob(path: string, pattern: string): boolean {
  const [parts, patterns] = [path.split('/'), pattern.split('/')]
  return parts.length === patterns.length && parts.every((part, at) => matchesName(part, patterns[at] ?? ''))
}

function matchesName(name: string, pattern: string): boolean {
  const [first = '', ...rest] = pattern.split('*')
  if (!name.startsWith(first) || (rest.length === 0 && name !== first))
    return rest.length === 0 && name === first
  let at = first.length
  for (const [index, piece] of rest.entries()) {
    const last = index === rest.length - 1
    const found = last ? name.length - piece.length : name.indexOf(piece, at)
    if (found < at || !name.startsWith(piece, found)) return false
    at = found + piece.length
  }
  return true
}
