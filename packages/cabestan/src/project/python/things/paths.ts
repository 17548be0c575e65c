import { checkout } from '../checkout.ts'
import { type Call, writtenArgument } from '../expressions/given.ts'
import { exists, openPath } from '../library/files.ts'
import { note } from '../machine/machine.ts'
import { nameOf, normalised, parentOf, posixJoin, purePath, splitSuffix } from '../posix-path.ts'
import { up } from './operators.ts'
import type { Frame } from './thing.ts'
import { boolean, list, none, type Thing, text } from './thing.ts'

/** Attributes of pathlib's, unipath's and path.py's paths. */
export function pathAttribute(path: string, name: string): Thing | null {
  switch (name) {
    case 'parent':
      return text(parentOf(path), 'path')
    case 'parents':
      return list(
        parentsOf(path).map((each) => text(each, 'path')),
        'tuple',
      )
    case 'name':
      return text(nameOf(path))
    case 'stem':
      return text(splitSuffix(nameOf(path))[0])
    case 'suffix':
    case 'ext':
      return text(splitSuffix(path)[1])
    case 'root':
      return text(path, 'path')
    case 'parts':
      return list(
        purePath(path)
          .split('/')
          .filter(Boolean)
          .map((part) => text(part)),
        'tuple',
      )
    default:
      return null
  }
}

function parentsOf(path: string): readonly string[] {
  const parents: string[] = []
  for (let at = path; parentOf(at) !== at && parents.length < 60; ) {
    at = parentOf(at)
    parents.push(at)
  }
  return parents
}

export function pathMethod(call: Call, path: string, name: string): Thing | null {
  switch (name) {
    case 'resolve':
    case 'absolute':
    case 'abspath':
    case 'realpath':
      return text(absolutePath(call.frame, path), 'path')
    case 'expanduser':
    case 'expand':
    case 'norm':
    case 'normpath':
      return text(normalised(path), 'path')
    case 'joinpath':
    case 'child':
    case 'path':
    case '__call__':
      return joinedPath(call, path)
    case 'ancestor':
      return text(up(path, Number(writtenArgument(call, 'n', 0) ?? 1)), 'path')
    case 'as_posix':
    case '__str__':
    case '__fspath__':
      return text(path)
    case 'with_name':
      return withText(call, (given) => posixJoin(parentOf(path), given))
    case 'with_suffix':
      return withText(call, (given) => splitSuffix(path)[0] + given)
    case 'exists':
    case 'is_file':
    case 'is_dir':
    case 'isfile':
    case 'isdir':
      return boolean(exists(call.frame, path))
    case 'mkdir':
    case 'makedirs':
    case 'touch':
      note(call.frame.machine, {
        type: name === 'touch' ? 'writes' : 'makes-directory',
        what: path,
        place: call.place,
      })
      return none
    case 'open':
      return openPath(call, path, writtenArgument(call, 'mode', 0) ?? 'r')
    case 'file':
      return openPath(call, posixJoin(path, writtenArgument(call, 'name', 0) ?? ''), 'r')
    case 'read_text':
    case 'read_bytes':
    case 'read_file':
      return fileText(call, path)
    default:
      return null
  }
}

function joinedPath(call: Call, path: string): Thing | null {
  const parts = call.positional.map((_, at) => writtenArgument(call, '', at))
  return parts.every((part) => part !== null) ? text(posixJoin(path, ...parts), 'path') : null
}

function withText(call: Call, result: (given: string) => string): Thing | null {
  const given = writtenArgument(call, '', 0)
  return given === null ? null : text(result(given), 'path')
}

function fileText(call: Call, path: string): Thing | null {
  const opened = openPath(call, path, 'r')
  return opened.type === 'native' ? (opened.data['text'] ?? null) : opened
}

/** Relative paths start where the project's commands run. */
export function absolutePath({ machine }: Frame, path: string): string {
  return normalised(posixJoin(workingDirectory(machine.path.directories[0] ?? ''), path))
}

function workingDirectory(directory: string): string {
  return directory === '' ? checkout : `${checkout}/${directory}`
}
