import type { Finding, Severity } from '../findings/finding.ts'
import type { ProjectTree } from '../tree/commit.ts'
import { vendoredTop, virtualenvsIn } from '../tree/vendored.ts'
import { isPackageList, withMergeMarks } from './merge-marks.ts'
import { naming } from './naming.ts'
import { spareSubmodules } from './spare-submodules.ts'
import { namingAsOnWindows } from './windows-names.ts'

const megabyte = 1024 * 1024
const largeFile = 50 * megabyte
const largeTogether = 500 * megabyte

/** What the commit's files are like, whatever the project does with them. */
export function judgeFiles(tree: ProjectTree, isFetched: boolean): Finding[] {
  const virtualenvs = virtualenvsIn(tree.paths)
  const tops = new Map(tree.paths.map((path) => [path, vendoredTop(path, virtualenvs)]))
  const own = tree.paths.filter((path) => tops.get(path) === null)
  const foreign = [...new Set([...tops.values()].filter((top) => top !== null))]
  const compiled = foreign.filter((top) => /(^|\/)__pycache__$/.test(top))
  const installed = foreign.filter((top) => !compiled.includes(top))
  return [
    ...judgeMarks(tree, own),
    ...judgeSizes(tree),
    ...about('repository.line-endings', 'warning', brokenScripts(tree, own)),
    ...about('repository.windows-names', 'warning', namingAsOnWindows(tree, own)),
    ...about('repository.case-clash', 'warning', caseClashes(own)),
    ...about('repository.lfs', 'note', pointers(tree)),
    ...judgeSubmodules(tree, isFetched),
    ...about('repository.installed', 'warning', installed),
    ...about('repository.compiled', 'note', compiled),
    ...(tree.truncated ? about('repository.truncated', 'warning', tree.paths.slice(-1)) : []),
  ]
}

/** Parts that a release cannot be made without, unless the server fetches them itself. */
function judgeSubmodules(tree: ProjectTree, isFetched: boolean): Finding[] {
  const spare = isFetched ? [] : spareSubmodules(tree)
  const missing = isFetched ? [] : tree.missingSubmodules.filter((path) => !spare.includes(path))
  const unread = tree.unreadSubmodules.filter((path) => !missing.includes(path) && !spare.includes(path))
  return [
    ...about('repository.submodule-spare', 'warning', spare),
    ...about('repository.submodule-unread', 'error', missing),
    ...about('repository.submodule-unread', 'warning', unread),
  ]
}

/**
 * Faulty code may be unused, and if it is used it fails before a visitor sees it; a list of packages is always used.
 */
function judgeMarks(tree: ProjectTree, own: readonly string[]): Finding[] {
  const marked = withMergeMarks(tree, own)
  const lists = marked.filter(isPackageList)
  const code = marked.filter((path) => !isPackageList(path))
  return [
    ...about('repository.merge-marks', 'error', lists).map(
      (finding): Finding => ({ ...finding, wants: 'change' }),
    ),
    ...about('repository.merge-marks', 'warning', code),
  ]
}

function about(code: Finding['code'], severity: Severity, paths: readonly string[]): Finding[] {
  return paths.length === 0 ? [] : [{ ...naming(code, paths), severity }]
}

function judgeSizes(tree: ProjectTree): Finding[] {
  const sizes = tree.paths.map((path) => ({ path, bytes: tree.entry(path)?.bytes ?? 0 }))
  const large = sizes.filter(({ bytes }) => bytes > largeFile).map(({ path }) => path)
  const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0)
  const findings = about('repository.large-file', 'warning', large)
  if (large.length > 0 || total <= largeTogether) return findings
  const values = { megabytes: String(Math.round(total / megabyte)) }
  return [{ code: 'repository.large', severity: 'note', places: [], values }]
}

/** With line ends of Windows the interpreter's name becomes `python\r`, which does not exist. */
function brokenScripts(tree: ProjectTree, own: readonly string[]): string[] {
  return own.filter((path) => {
    const entry = tree.entry(path)
    if (entry?.type !== 'file' || !(entry.executable || /(\.(sh|bash)|(^|\/)manage\.py)$/.test(path)))
      return false
    const text = tree.text(path) ?? ''
    return path.endsWith('.sh') ? text.includes('\r\n') : /^#![^\n]{0,200}\r\n/.test(text)
  })
}

/** Files or directories of which macOS and Windows can only keep one. */
function caseClashes(paths: readonly string[]): string[] {
  const spellings = new Map<string, string>()
  const clashes = new Set<string>()
  for (const path of paths) {
    for (const each of [...directoriesOf(path), path]) {
      const known = spellings.get(each.toLowerCase())
      if (known === undefined) spellings.set(each.toLowerCase(), each)
      else if (known !== each && hasSameParent(known, each)) clashes.add(known).add(each)
    }
  }
  return [...clashes].sort()
}

function directoriesOf(path: string): string[] {
  const directories: string[] = []
  for (let at = path.indexOf('/'); at !== -1; at = path.indexOf('/', at + 1))
    directories.push(path.slice(0, at))
  return directories
}

/** What is inside two clashing directories only clashes because these do. */
function hasSameParent(one: string, other: string): boolean {
  const at = one.lastIndexOf('/')
  return one.slice(0, at + 1) === other.slice(0, at + 1)
}

function pointers(tree: ProjectTree): string[] {
  return tree.paths.filter((path) => tree.entry(path)?.content === 'lfs-pointer')
}
