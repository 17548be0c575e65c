import { treePathOf } from '../checkout.ts'
import { argument, type Call, type Library, writtenArgument } from '../expressions/given.ts'
import { fail } from '../machine/fail.ts'
import { note } from '../machine/machine.ts'
import { addDirectory, directoriesOf } from '../machine/modules.ts'
import { nameOf, normalised, posixDirectoryOf, posixJoin, purePath, splitSuffix } from '../posix-path.ts'
import { written } from '../things/formatting.ts'
import { concretes, each } from '../things/join.ts'
import { absolutePath } from '../things/paths.ts'
import { hope } from '../things/subscripts.ts'
import { boolean, list, made, none, type Thing, text, unknown } from '../things/thing.ts'
import { exists } from './files.ts'

export const osPaths: Library = {
  'os.path.join': (call) => joining(call, 'str'),
  'os.path.dirname': (call) => onPath(call, (path) => text(posixDirectoryOf(path))),
  'os.path.basename': (call) => onPath(call, (path) => text(nameOf(path))),
  'os.path.abspath': (call) => onPath(call, (path) => text(absolutePath(call.frame, path))),
  'os.path.realpath': (call) => onPath(call, (path) => text(absolutePath(call.frame, path))),
  'os.path.normpath': (call) => onPath(call, (path) => text(normalised(path))),
  'os.path.normcase': (call) => onPath(call, (path) => text(path)),
  'os.path.splitext': (call) =>
    onPath(call, (path) => {
      const parts = splitSuffix(path).map((part) => text(part))
      return list(parts, 'tuple')
    }),
  'os.path.split': (call) =>
    onPath(call, (path) => list([text(posixDirectoryOf(path)), text(nameOf(path))], 'tuple')),
  'os.path.exists': (call) => existing(call),
  'os.path.isfile': (call) => existing(call),
  'os.path.isdir': (call) => existing(call),
  'os.path.lexists': (call) => existing(call),
  'os.path.isabs': (call) => onPath(call, (path) => boolean(path.startsWith('/'))),
  'os.path.relpath': () => null,
  'os.fspath': (call) => onPath(call, (path) => text(path)),
  'os.getcwd': (call) => text(absolutePath(call.frame, '')),
  'os.getcwdu': (call) => text(absolutePath(call.frame, '')),
  'os.listdir': (call) => onPath(call, (path) => listed(call, path)),
  'os.makedirs': directoryMade,
  'os.mkdir': directoryMade,
  'pathlib.Path': (call) => joining(call, 'path'),
  // The same class: who has imported environs need import no other module for it.
  'environs.Path': (call) => joining(call, 'path'),
  'pathlib.PurePath': (call) => joining(call, 'path'),
  'pathlib.PosixPath': (call) => joining(call, 'path'),
  'pathlib.PurePosixPath': (call) => joining(call, 'path'),
  'pathlib.Path.cwd': (call) => text(absolutePath(call.frame, ''), 'path'),
  'pathlib2.Path': (call) => joining(call, 'path'),
  'django.utils._os.safe_join': (call) => joining(call, 'str'),
  'sys.path.insert': (call) => searched(call, 1),
  'sys.path.append': (call) => searched(call, 0),
  'site.addsitedir': (call) => searched(call, 0),
}

function onPath(call: Call, result: (path: string) => Thing): Thing | null {
  const given = argument(call, 'path', 0)
  if (!given) return null
  return each(given, (one) => {
    if (one.type === 'text') return result(one.text)
    if (one.type === 'none')
      return fail(call.frame, { name: 'TypeError', at: call.place, because: [one] }, hope(one))
    return one.type === 'environment' ? one : unknown('a path')
  })
}

function joining(call: Call, flavour: 'str' | 'path'): Thing {
  const parts = call.positional.map(written)
  const absent = call.positional.flatMap(concretes).find(({ type }) => type === 'none')
  if (absent) return fail(call.frame, { name: 'TypeError', at: call.place, because: [absent] }, hope(absent))
  if (call.open || !parts.every((part) => part !== null)) return choices(call, flavour)
  const path = posixJoin(...parts)
  return made(text(flavour === 'path' ? purePath(path) : path, flavour), ...call.positional)
}

/** One part that may be several makes several paths. */
function choices(call: Call, flavour: 'str' | 'path'): Thing {
  const [only, ...others] = call.positional.filter(({ type }) => type === 'choice')
  const rest = call.positional.filter((part) => part !== only)
  if (!only || others.length > 0 || call.open || !rest.every((part) => written(part) !== null)) {
    const [first, ...more] = call.positional
    if (first?.type === 'environment' && more.length === 0) return first
    return made(unknown('a path with parts that are not known'), ...call.positional)
  }
  return each(only, (one) => {
    const positional = call.positional.map((part) => (part === only ? alone(one) : part))
    return joining({ ...call, positional }, flavour)
  })
}

function alone(one: ReturnType<typeof concretes>[number]): Thing {
  return one.type === 'list' || one.type === 'dict' ? unknown('no path') : one
}

function existing(call: Call): Thing | null {
  return onPath(call, (path) => boolean(exists(call.frame, path)))
}

function listed({ frame }: Call, path: string): Thing {
  const inside = treePathOf(absolutePath(frame, path))
  const { tree } = frame.machine
  if (inside === null || !(inside === '' || directoriesOf(tree).has(inside))) return unknown('a directory')
  const prefix = inside === '' ? '' : `${inside}/`
  const names = tree.paths
    .filter((each) => each.startsWith(prefix))
    .map((each) => each.slice(prefix.length).split('/')[0])
  return list([...new Set(names)].map((name) => text(name ?? '')))
}

function directoryMade(call: Call): Thing {
  const what = writtenArgument(call, 'name', 0) ?? writtenArgument(call, 'path', 0) ?? ''
  note(call.frame.machine, { type: 'makes-directory', what, place: call.place })
  return none
}

function searched(call: Call, at: number): Thing {
  const path = written(call.positional[at])
  const inside = path === null ? null : treePathOf(absolutePath(call.frame, path))
  if (inside !== null) addDirectory(call.frame.machine, inside)
  return none
}
