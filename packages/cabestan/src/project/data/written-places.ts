import type { Place } from '../answer.ts'
import { checkout, treePath, treePathOf } from '../python/checkout.ts'
import { parseFile } from '../python/parse/parse.ts'
import type { Statement } from '../python/parse/syntax.ts'
import { expressionsOf, topLevel, withInner } from '../python/parse/walk.ts'
import { posixJoin } from '../python/posix-path.ts'
import type { Value } from '../python/values.ts'
import { holdsSettings } from '../settings/candidates.ts'
import { directoryOf, isBelow, sourcePaths } from '../tree/source-paths.ts'
import type { Tree } from '../tree/tree.ts'
import type { Project } from '../where/definition.ts'
import { type Code, codePath, moduleCode } from './code-paths.ts'
import type { CodePath } from './known-path.ts'
import { type Writing, writingsOf } from './writing-calls.ts'

export interface CodeQuestion extends Project {
  readonly tree: Tree
  readonly values: ReadonlyMap<string, Value>
  readonly directory: string
  /** What they do at import is known already. */
  readonly settingsFiles?: readonly string[]
}

/** What running code writes inside of the checkout. */
export interface WrittenPlace {
  /** Of the tree, as far as it is known. */
  readonly path: string
  /** The path is that of a file. */
  readonly isFile: boolean
  /** The setting that it begins with. */
  readonly setting: string | null
  readonly place: Place
}

export function writtenPlaces(question: CodeQuestion): WrittenPlace[] {
  const { tree } = question
  const site = siteFiles(question)
  // Middleware and its like are named by the settings alone.
  const naming = [...site, ...(question.settingsFiles ?? [])]
  const mayWrite = writingFiles(question)
  return site.flatMap((file) => {
    const module = mayWrite(tree.text(file) ?? '') ? parseFile(tree, file) : null
    const written = module
      ? units(moduleCode({ ...question, project: question, module })).flatMap(writtenBy)
      : []
    return written.length > 0 && isUsed(tree, file, naming) ? written : []
  })
}

/** Django and Celery look for these by themselves. */
const looked = /(?:^|\/)(?:models|admin|apps|urls|tasks|celery|wsgi|asgi|templatetags\/\w+)\.py$/

/** Whether other code of the site names the module; else its makers run it by hand. */
function isUsed(tree: Tree, file: string, naming: readonly string[]): boolean {
  const [, name = ''] = /([^/]+?)(?:\/__init__)?\.py$/.exec(file) ?? []
  // `from .name import x`, `import a.name`, `from . import other, name`, `'a.name.Middleware'`
  const named = new RegExp(
    `^[ \\t]*(?:from\\s+[\\w.]*\\b${name}\\b|(?:from\\s+\\S+\\s+)?import\\b.*\\b${name}\\b|[\\w, ]*\\b${name}\\b[\\w, ]*$)|['"][\\w.]+\\.${name}\\b[\\w.]*['"]`,
    'm',
  )
  return looked.test(file) || naming.some((other) => other !== file && named.test(tree.text(other) ?? ''))
}

/** Most files write nothing: what cannot is not even parsed. */
function writingFiles({ values }: CodeQuestion): (text: string) => boolean {
  const roots = [...values].filter(([, value]) => treePath(value) !== null).map(([name]) => name)
  const root = new RegExp(`\\b(?:__file__|cwd|getcwd|${roots.join('|')})\\b`)
  return (text) => direct.test(text) || (byName.test(text) && root.test(text))
}

const direct =
  /\bopen\(|\bmakedirs\(|\bmkdir\(|\bshutil\b|\bwrite_(?:text|bytes)\(|\bZipFile\(|Storage\(|location=/
const byName =
  /\.(?:save|write|dump|export|store|download|extract|im(?:write|save)|to_|touch)|urlretrieve|Handler\(|Canvas\(|Template\(|Workbook\(|os\.re(?:name|place)/
/** Its makers run it by hand. */
const script = /^if __name__ == |^\s*django\.setup\(\)/m

/** What the site itself runs: no tests, no scripts of its makers, no settings for another place, and nothing that runs once. */
function siteFiles({ tree, directory, settingsFiles = [] }: CodeQuestion): readonly string[] {
  return sourcePaths(tree).filter(
    (path) =>
      path.endsWith('.py') &&
      isBelow(path, directory) &&
      directoryOf(path) !== directory &&
      !settingsFiles.includes(path) &&
      !aside.test(path) &&
      !script.test(tree.text(path) ?? '') &&
      !holdsSettings(tree.text(path) ?? ''),
  )
}

const aside =
  /(?:^|[/_])tests?(?:[/_]|\.py$)|(?:^|\/)(?:testing|migrations|management\/commands|scripts?|docs?|fixtures)(?:\/|\.py$)|(?:^|\/)conftest\.py$/

/** A module, and every function and class in it, each with those around it. */
function units(code: Code): readonly Code[] {
  const [own] = code.scopes
  return [code, ...(own?.statements ?? []).flatMap((statement) => inner(code, statement))]
}

function inner(code: Code, statement: Statement): readonly Code[] {
  if (statement.type !== 'function' && statement.type !== 'class') return []
  const names = statement.type === 'function' ? statement.parameters.map(({ name }) => name) : []
  const scope = { statements: topLevel(statement.body), parameters: new Set(names) }
  return units({ ...code, scopes: [scope, ...code.scopes] })
}

function writtenBy(code: Code): readonly WrittenPlace[] {
  const expressions = code.scopes[0]?.statements.flatMap(expressionsOf).flatMap(withInner) ?? []
  return expressions.flatMap((call) =>
    call.type !== 'call'
      ? []
      : writingsOf(call).flatMap((writing) => {
          const path = codePath(code, writing.target)
          const written = path && insideOf(code, path, writing)
          const place = { file: code.module.file, line: call.line }
          return written && path ? [{ ...written, setting: path.setting, place }] : []
        }),
  )
}

/** Null outside of the checkout, at its top, and where it is not known where. */
function insideOf(
  { directory }: Code,
  { text, whole }: CodePath,
  { makes, relative }: Writing,
): Pick<WrittenPlace, 'path' | 'isFile'> | null {
  const known = whole ? text : text.slice(0, text.lastIndexOf('/') + 1)
  if (known === '' || (!known.startsWith('/') && !relative)) return null
  const path = treePathOf(posixJoin(checkout, directory, known))
  if (path === null || path === '' || path === directory) return null
  return { path, isFile: whole && (makes === 'file' || (makes === 'either' && /\.\w+$/.test(path))) }
}
