import { argument, type Call, lastName, nameOf, textOf } from '../python/parse/nodes.ts'
import type { Expression } from '../python/parse/syntax.ts'

/** A call that writes: where to, and what comes to be there. */
export interface Writing {
  readonly target: Expression
  readonly makes: 'file' | 'directory' | 'either'
  /** Whether it takes a relative path for one from where the process runs; a storage has a root of its own. */
  readonly relative: boolean
}

interface Function {
  readonly at: number
  readonly name: string
  readonly makes: Writing['makes']
}

/** Of `os` and `shutil`. */
const functions: Readonly<Record<string, Function>> = {
  makedirs: { at: 0, name: 'name', makes: 'directory' },
  mkdir: { at: 0, name: 'path', makes: 'directory' },
  rename: { at: 1, name: 'dst', makes: 'either' },
  replace: { at: 1, name: 'dst', makes: 'either' },
  copy: { at: 1, name: 'dst', makes: 'either' },
  copy2: { at: 1, name: 'dst', makes: 'either' },
  copyfile: { at: 1, name: 'dst', makes: 'file' },
  move: { at: 1, name: 'dst', makes: 'either' },
  copytree: { at: 1, name: 'dst', makes: 'directory' },
  make_archive: { at: 0, name: 'base_name', makes: 'file' },
  unpack_archive: { at: 1, name: 'extract_dir', makes: 'directory' },
}

/** Names that other functions have as well: these are meant where the module stands before them. */
const common = /^(?:rename|replace|copy|move)$/

/** What opens a file by its path, with a mode. */
const openers = /^(?:(?:io|codecs|gzip|bz2|lzma|aiofiles|tarfile)\.)?open$|(?:^|\.)(?:ZipFile|GzipFile)$/
const makesAnew = /[wax+]/

const methods: Readonly<Record<string, Writing['makes']>> = {
  write_text: 'file',
  write_bytes: 'file',
  touch: 'file',
  mkdir: 'directory',
}

/** Of any library: `image.save(path)`, `frame.to_csv(path)`, `HTML(…).write_pdf(path)`, `plt.savefig(path)`. */
const verbs = /^(?:save|write|dump|export|store|download|extract|imwrite|imsave|to_|urlretrieve)/
const keepers = /(?:Storage|FileHandler|Canvas|DocTemplate|Workbook)$|^__init__$/

export function writingsOf(call: Call): readonly Writing[] {
  const { callee } = call
  const name = lastName(callee)
  return [
    ...byFunction(call, nameOf(callee)),
    ...(callee.type === 'attribute' ? byMethod(call, callee.object, name) : []),
    ...byLibrary(call, name),
  ]
}

function byFunction(call: Call, dotted: string): Writing[] {
  if (openers.test(dotted)) return opened(call, argument(call, 0, 'file'), 1)
  const [, name = ''] = /^(?:(?:os|shutil)\.)?(\w+)$/.exec(dotted) ?? []
  // `replace(row, 'time')` may be anybody's.
  if (name === dotted && common.test(name)) return []
  const found = Object.hasOwn(functions, name) ? functions[name] : undefined
  const target = found && argument(call, found.at, found.name)
  return target ? [{ target, makes: found.makes, relative: true }] : []
}

function opened(call: Call, target: Expression | undefined, at: number): Writing[] {
  const mode = textOf(argument(call, at, 'mode')) ?? ''
  return target && makesAnew.test(mode) ? [{ target, makes: 'file', relative: true }] : []
}

/** Of a path itself. */
function byMethod(call: Call, receiver: Expression, name: string): Writing[] {
  if (name === 'open') return opened(call, receiver, 0).map((writing) => ({ ...writing, relative: false }))
  const makes = Object.hasOwn(methods, name) ? methods[name] : undefined
  return makes ? [{ target: receiver, makes, relative: false }] : []
}

function byLibrary(call: Call, name: string): Writing[] {
  const isVerb = verbs.test(name)
  if (!isVerb && !keepers.test(name)) return []
  const makes = isVerb ? 'either' : /Storage$|^__init__$/.test(name) ? 'directory' : 'file'
  return call.arguments.flatMap(({ value, name: named, star }) =>
    star === '' && (name !== '__init__' || named === 'location')
      ? [{ target: value, makes, relative: false }]
      : [],
  )
}
