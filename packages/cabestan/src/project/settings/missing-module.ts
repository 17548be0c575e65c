import { entry, textOf } from '../python/access.ts'
import { parseFile } from '../python/parse/parse.ts'
import type { Statement } from '../python/parse/syntax.ts'
import { topLevel } from '../python/parse/walk.ts'
import { directoryOf, fileNameOf, isBelow } from '../tree/source-paths.ts'
import { absolute } from '../where/definition.ts'
import { findModule, hasModule } from '../where/modules.ts'
import type { Contender } from './choose-module.ts'
import type { Evidence } from './evidence.ts'
import type { SettingsInput } from './input.ts'
import type { Look } from './look.ts'
import { type Asked, linkFor, missingSettings } from './missing.ts'
import type { SettingsReading } from './reading.ts'

/**
 * What the settings import from the project without asking whether it is there, and git does not have. What they
 * do ask for is missing all the same where nothing else names a database: it is then in that module.
 */
export function missingModule(
  input: SettingsInput,
  { evaluation, names }: Look,
  evidence: readonly Evidence[],
): SettingsReading['missing'] {
  const { tree, where } = input
  const lost = evaluation.effects.find(
    ({ type, reached, what }) => type === 'missing-import' && reached === 'yes' && isOwn(input, what),
  )
  const imported = lost && { module: lost.what, places: [lost.place] }
  if (lost && imported && isAbove(lost.place.file, evaluation.file))
    return { ...missingSettings(tree, where, imported), importedBy: lost.place }
  const unfound = evaluation.imports.find(({ file, optional }) => file === null && !optional)
  const needed = imported ?? (unfound && { module: unfound.module, places: [unfound.place] })
  if (needed !== undefined) return missingSettings(tree, where, needed)
  if (namesDatabase(names) || input.module !== undefined) return null
  const absent = [
    ...unfoundImports(input, evaluation.file),
    ...unfoundFiles(input, evaluation),
    ...evidence
      .filter(({ module }) => findModule(tree, where.pythonPath, module) === null)
      .map(({ module, place }) => ({ module, places: [place] })),
  ]
  const templates = absent.map((asked) => missingSettings(tree, where, asked))
  return templates.find(({ template }) => template !== null) ?? null
}

/** `'ENGINE': 'django.db.backends.'`, as old templates of settings have it, is a gap that another file fills. */
function namesDatabase(names: Look['names']): boolean {
  const engine = textOf(entry(names.get('DATABASES'), 'default', 'ENGINE'))
  return names.has('DATABASES') && (engine === null || /[^.]$/.test(engine))
}

/** `shop/__init__.py` is imported before `shop/settings.py` is, with all that it imports itself. */
function isAbove(file: string, settings: string): boolean {
  return fileNameOf(file) === '__init__.py' && file !== settings && isBelow(settings, directoryOf(file))
}

/** `from .local_settings import *`, also where its absence is survived; not where all that it brings stands in here. */
function unfoundImports(input: SettingsInput, file: string): Asked[] {
  const {
    tree,
    where: { pythonPath },
  } = input
  const module = parseFile(tree, file)
  const statements = topLevel(module?.body ?? [])
  const own = new Set(statements.flatMap(namesBound))
  return statements.flatMap((statement) => {
    if (!module || statement.type !== 'from') return []
    const { names, line } = statement
    if (names !== '*' && names.every(({ name, as }) => own.has(as ?? name))) return []
    const source = absolute({ tree, pythonPath }, module, statement)
    if (source === '' || !isOwn(input, source) || findModule(tree, pythonPath, source) !== null) return []
    return [{ module: source, places: [{ file, line }] }]
  })
}

function namesBound(statement: Statement): string[] {
  if (statement.type === 'class' || statement.type === 'function') return [statement.name]
  if (statement.type !== 'assign') return []
  return statement.targets.flatMap((target) => (target.type === 'name' ? [target.name] : []))
}

/** `exec(open('local_settings.py').read())`, where the file is looked for first. */
function unfoundFiles(
  { tree, where: { pythonPath } }: SettingsInput,
  { module, file }: Look['evaluation'],
): Asked[] {
  const text = tree.text(file) ?? ''
  if (!/\bexec(?:file)?\(/.test(text)) return []
  const home =
    fileNameOf(file) === '__init__.py' ? module : module.slice(0, Math.max(0, module.lastIndexOf('.')))
  return text.split('\n').flatMap((written, index) =>
    [...written.matchAll(/['"](?:[\w.-]+\/)*(\w+)\.py['"]/g)]
      .map(([, name = '']) => (home === '' ? name : `${home}.${name}`))
      .filter((name) => findModule(tree, pythonPath, name) === null)
      .map((name) => ({ module: name, places: [{ file, line: index + 1 }] })),
  )
}

/** Of a package that is there or that a link out of the repository stands for, or beside the settings. */
function isOwn({ tree, where }: SettingsInput, module: string): boolean {
  const [first = ''] = module.split('.')
  // A folder `django/` that holds the project is not where Django comes from.
  if (first === 'django') return false
  if (linkFor(tree, where, module) !== null) return true
  return !module.includes('.') || where.pythonPath.some((directory) => hasModule(tree, directory, first))
}

/** The module that everything names and nothing holds, where what is left of it are only its templates. */
export function lostModule(
  input: SettingsInput,
  evidence: readonly Evidence[],
  chosen: Contender | undefined,
): string | null {
  const { tree, where, module } = input
  if (module !== undefined)
    return findModule(tree, where.pythonPath, module.split(':')[0] ?? '') === null ? module : null
  const named = evidence.filter(
    ({ from, module: name }) =>
      from !== 'test' &&
      from !== 'development' &&
      !name.includes('{') &&
      !(from === 'neutral' && isOfFormerName(input, chosen, name)),
  )
  const lost = named.find(({ module: name }) => findModule(tree, where.pythonPath, name) === null)
  if (!lost) return null
  const isComplete = chosen !== undefined && chosen.trial.score >= 90
  const isGood = isComplete && !/^(?:template|test|development)$/.test(chosen.purpose)
  // A package that is nowhere, as a template calls it: what manage.py names is all that there is.
  const isStale = isComplete && !isOwn(input, lost.module) && isManages(chosen)
  return isGood || isStale ? null : lost.module
}

/** In scripts that nobody changed when the package was renamed; manage.py was, or nothing would run. */
function isOfFormerName(input: SettingsInput, chosen: Contender | undefined, name: string): boolean {
  return chosen !== undefined && isManages(chosen) && !isOwn(input, name)
}

function isManages({ evidence }: Contender): boolean {
  return evidence.some(({ from }) => from === 'manage')
}
