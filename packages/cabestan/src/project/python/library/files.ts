import { isThere } from '../../tree/tree.ts'
import { checkout, treePathOf } from '../checkout.ts'
import { argument, type Call, type Library, writtenArgument } from '../expressions/given.ts'
import { fail, lineage } from '../machine/fail.ts'
import { isCaught, note } from '../machine/machine.ts'
import { directoriesOf } from '../machine/modules.ts'
import { written } from '../things/formatting.ts'
import type { Kind } from '../things/kinds.ts'
import { absolutePath } from '../things/paths.ts'
import {
  type Concrete,
  type Frame,
  list,
  type NativeThing,
  native,
  none,
  type Thing,
  text,
  unknown,
} from '../things/thing.ts'

export const files: Library = {
  'builtins.open': open,
  'io.open': open,
  'codecs.open': open,
  'os.open': open,
  'builtins.file': open,
}

function open(call: Call): Thing {
  const path = written(argument(call, 'file', 0))
  const mode = writtenArgument(call, 'mode', 1) ?? 'r'
  if (path !== null) return openPath(call, path, mode)
  note(call.frame.machine, { type: 'opens', what: '', place: call.place })
  return unknown('a file whose path is not known')
}

/**
 * A file of the tree is read, one that a fresh server lacks is noted as missing, and one that is written to is noted.
 */
export function openPath(call: Call, path: string, mode: string): Thing {
  const { frame } = call
  const content = /[wax]/.test(mode) ? null : textAt(frame, path)
  if (content !== null) {
    const file = treePathOf(absolutePath(frame, path)) ?? path
    frame.machine.opened.add(file)
    return native('file', { text: { ...text(content), place: { file } } })
  }
  if (inTree(frame, path) && !/[wax]/.test(mode)) return unknown('a file that is not text')
  const outcome = unknown('a file that is not in the repository')
  if (/[wax]/.test(mode)) note(frame.machine, { type: 'writes', what: path, place: call.place })
  else if (isFileMissed(call))
    return fail(frame, { name: 'FileNotFoundError', at: call.place, because: [] }, outcome)
  else note(frame.machine, { type: 'opens', what: path, place: call.place })
  return outcome
}

function isFileMissed({ frame }: Call): boolean {
  return isCaught(frame.machine, lineage('FileNotFoundError'))
}

export function textAt(frame: Frame, path: string): string | null {
  const inside = treePathOf(absolutePath(frame, path))
  return inside === null ? null : frame.machine.tree.text(inside)
}

function inTree(frame: Frame, path: string): boolean {
  const inside = treePathOf(absolutePath(frame, path))
  return inside !== null && isThere(frame.machine.tree, inside)
}

/** A release is what git has: inside of it everything is known, outside of it nothing. */
export function exists(frame: Frame, path: string): boolean | null {
  const inside = treePathOf(absolutePath(frame, path))
  if (inside === null) return path.startsWith(checkout) ? false : null
  const { tree } = frame.machine
  return inside === '' || isThere(tree, inside) || directoriesOf(tree).has(inside)
}

export const fileKind: Kind = {
  method: (_call, file, name) => {
    if (name === 'read') return file.data['text'] ?? null
    if (name === 'readlines') return lines(file)
    if (name === 'readline') return text((contentOf(file) ?? '').split('\n')[0] ?? '')
    return name === 'close' || name === 'write' ? none : null
  },
  items: (_frame, file) => lines(file),
}

function lines(file: NativeThing): Thing {
  const all = (contentOf(file) ?? '').split(/(?<=\n)/)
  return list(all.map((line) => text(line)))
}

/** For an open file; null for anything else. */
export function contentOf(file: Concrete | undefined): string | null {
  const held = file?.type === 'native' ? file.data['text'] : undefined
  return held?.type === 'text' ? held.text : null
}
