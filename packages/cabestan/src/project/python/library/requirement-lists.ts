import { checkout, treePathOf } from '../checkout.ts'
import { argument, type Call, type Library, writtenArgument } from '../expressions/given.ts'
import { note } from '../machine/machine.ts'
import { posixDirectoryOf, posixJoin } from '../posix-path.ts'
import { visible } from '../things/iterate.ts'
import { concretes } from '../things/join.ts'
import { absolutePath } from '../things/paths.ts'
import { list, native, none, type Thing, text, unknown } from '../things/thing.ts'
import { contentOf, textAt } from './files.ts'

/** Parsers of requirements that a `setup.py` uses. */
export const requirementLists: Library = {
  'pip.parse_requirements': (call) => ofFile(call),
  'pkg_resources.parse_requirements': (call) => ofLines(call),
}

const mostFiles = 50

function ofFile(call: Call): Thing {
  const path = writtenArgument(call, 'filename', 0)
  const lines = path === null ? null : linesOf(call, path, new Set())
  if (lines !== null) return list(lines.map((line) => native('pip.requirement', partsOf(line))))
  note(call.frame.machine, { type: 'opens', what: path ?? '', place: call.place })
  return unknown('a list of requirements')
}

/** Older and newer versions of pip name them differently, and code for both tries one after the other. */
function partsOf(line: string): Readonly<Record<string, Thing>> {
  return { req: text(line), requirement: text(line), markers: none, link: none }
}

/** Includes the files that it includes; null where it does not exist. */
function linesOf(call: Call, path: string, seen: Set<string>): readonly string[] | null {
  const content = textAt(call.frame, path)
  if (content === null) return null
  const file = treePathOf(absolutePath(call.frame, path)) ?? path
  if (seen.has(file) || seen.size >= mostFiles) return []
  seen.add(file)
  call.frame.machine.opened.add(file)
  return requirementsIn(content).flatMap((line) => {
    const included = /^(?:-r|--requirement)[\s=]*(\S+)/.exec(line)?.[1]
    if (included !== undefined)
      return linesOf(call, posixJoin(posixDirectoryOf(`${checkout}/${file}`), included), seen) ?? []
    return /^-(?!e\b|-editable)/.test(line) ? [] : [line]
  })
}

function ofLines(call: Call): Thing {
  const given = argument(call, 'strs', 0) ?? none
  const [one] = concretes(given)
  const content = one?.type === 'text' ? one.text : contentOf(one)
  if (content !== null) return list(requirementsIn(content).map((line) => text(line)))
  const { items, open } = visible(call.frame, given)
  return list(
    items.flatMap((item) =>
      item.type === 'text' ? requirementsIn(item.text).map((line) => text(line)) : [item],
    ),
    'list',
    open,
  )
}

function requirementsIn(content: string): readonly string[] {
  return content
    .replaceAll(/\\\r?\n/g, ' ')
    .split('\n')
    .map((line) => line.replace(/(?:^|\s)#.*$/, '').trim())
    .filter((line) => line !== '')
}
