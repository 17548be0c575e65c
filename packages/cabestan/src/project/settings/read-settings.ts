import type { Answer } from '../answer.ts'
import { absolute } from '../page/definition.ts'
import { booleanOf } from '../python/access.ts'
import { treePathOf } from '../python/checkout.ts'
import { parseFile } from '../python/parse.ts'
import type { Statement } from '../python/syntax.ts'
import type { Value } from '../python/values.ts'
import { topLevel } from '../python/walk.ts'
import type { SettingsForm, SettingsReading, Where } from '../reading.ts'
import type { Tree } from '../tree/tree.ts'
import { findModule, hasModule } from '../where/modules.ts'
import { directoryOf, fileNameOf, isBelow } from '../where/source-paths.ts'
import { settingsBypasses } from './bypasses.ts'
import { candidateModules } from './candidates.ts'
import { type Contender, contenders, placesOf } from './choose-module.ts'
import { differences } from './differences.ts'
import { entryModule } from './entry-modules.ts'
import { type Evidence, settingsEvidence } from './evidence.ts'
import { keyCopies } from './key-copies.ts'
import type { Look } from './look.ts'
import { missingSettings } from './missing.ts'
import { productionLook } from './production-look.ts'
import { isSettingsFile } from './settings-file.ts'

export interface SettingsInput {
  readonly tree: Tree
  readonly where: Where
  /** A person's word: `shop.settings.production`, or `shop.settings:Production`. */
  readonly module?: string | undefined
  /** What the owner gave for the environment. */
  readonly env?: Readonly<Record<string, string>> | undefined
}

/** What the settings come to in production, by the module that is meant for it. */
export function readSettings(input: SettingsInput): SettingsReading {
  const { tree, where } = input
  const project = where.projects.find(({ directory }) => directory === where.directory.value)
  if (!project) return withoutSettings(input, null)
  const evidence = settingsEvidence(tree, project)
  const [wanted = null, className] = input.module?.split(':') ?? []
  const modules = wanted === null ? candidateModules(tree, where, evidence) : [wanted]
  const found = contenders(tree, where, { modules, evidence })
  const chosen = found.find(({ trial }) => className === undefined || trial.subject.className === className)
  const lost = lostModule(input, evidence, chosen)
  if (!chosen || lost !== null) return withoutSettings(input, lost ?? wanted)
  return reading(input, { chosen, found, evidence })
}

interface Choice {
  readonly chosen: Contender
  readonly found: readonly Contender[]
  readonly evidence: readonly Evidence[]
}

function reading(input: SettingsInput, { chosen, found, evidence }: Choice): SettingsReading {
  const { tree, where } = input
  const { trial } = chosen
  const environment = { ...trial.environment, ...input.env }
  const { forced, written } = productionLook(trial.subject, environment) ?? trial
  const files = filesOf(forced)
  const names = forced.names
  return {
    module: moduleAnswer(input, chosen, found),
    form: formOf(forced, trial.subject.className),
    className: trial.subject.className,
    candidates: found.filter((one) => one !== chosen).map(({ trial: other }) => nameOf(other.subject)),
    files,
    missing: missingModule(input, forced, evidence),
    switches: [
      ...trial.switches.map(({ key, value, read }) => ({ key, value, place: read.place })),
      ...classSwitch(chosen),
    ],
    values: names,
    underDebug:
      booleanOf(written.names.get('DEBUG')) === false ? new Map() : differences(written.names, names),
    keyCopies: keyCopies(names),
    bypasses: settingsBypasses(
      tree,
      where,
      settingsOnly([...files, ...found.map(({ trial: { forced } }) => forced.evaluation.file)]),
    ),
    effects: effectsOf(tree, forced),
    wsgi: entryModule(tree, where, { kind: 'wsgi', values: names }),
    asgi: entryModule(tree, where, { kind: 'asgi', values: names }),
  }
}

function nameOf({ module, className }: { module: string; className: string | null }): string {
  return className === null ? module : `${module}:${className}`
}

function moduleAnswer(input: SettingsInput, chosen: Contender, found: readonly Contender[]): Answer<string> {
  const { module } = chosen.trial.subject
  const second = found.find((one) => one !== chosen)
  const isClose = second !== undefined && chosen.weight - second.weight < 10
  const certainty =
    input.module !== undefined || found.length === 1 ? 'stated' : isClose ? 'guessed' : 'derived'
  return { value: module, certainty, places: placesOf(chosen) }
}

function filesOf({ evaluation }: Look): string[] {
  const imported = evaluation.imports.flatMap(({ file }) => file ?? [])
  return [...new Set([evaluation.file, ...imported])]
}

/** Other modules of the project that settings import something from are code like any other. */
function settingsOnly([main = '', ...others]: readonly string[]): string[] {
  return [...new Set([main, ...others.filter(isSettingsFile)])]
}

function formOf({ evaluation }: Look, className: string | null): SettingsForm {
  if (className !== null) return 'class'
  const inPackage =
    fileNameOf(evaluation.file) === '__init__.py' || /(?:^|\/)settings\/[^/]+$/.test(evaluation.file)
  return inPackage ? 'package' : 'file'
}

/** The class is chosen by a variable of its own. */
function classSwitch({ trial }: Contender): SettingsReading['switches'] {
  const { className } = trial.subject
  if (className === null) return []
  return [{ key: 'DJANGO_CONFIGURATION', value: className, place: { file: trial.forced.evaluation.file } }]
}

/** What stops the settings in one case of several is no fact. */
function effectsOf(tree: Tree, { evaluation }: Look): SettingsReading['effects'] {
  // Names that a package was to make are missing to the reader only: it was given the names, or modules to take them
  // from (`import_settings_modules("mitol.common.settings.base")`).
  const isFilled = /\((?:locals|globals)\(\)\)|^\w+\(\s*\[?\s*["'][a-z_]\w*(?:\.\w+)+["']/m.test(
    tree.text(evaluation.file) ?? '',
  )
  return evaluation.effects
    .filter(({ what }) => !isFilled || what !== 'NameError')
    .filter(({ type, reached, what }) => reached === 'yes' || !(type === 'raises' || isElsewhere(type, what)))
    .map(({ type, what, place }) => ({ type, what, place }))
}

/** A laptop's own files are opened on that laptop only. */
function isElsewhere(type: string, what: string): boolean {
  return type === 'opens' && what !== '' && treePathOf(what) === null
}

/**
 * What the settings import from the project without asking whether it is there, and git does not have. What they
 * do ask for is missing all the same where nothing else names a database: it is then in that module.
 */
function missingModule(
  input: SettingsInput,
  { evaluation, names }: Look,
  evidence: readonly Evidence[],
): SettingsReading['missing'] {
  const { tree, where } = input
  const lost = evaluation.effects.find(
    ({ type, reached, what }) => type === 'missing-import' && reached === 'yes' && isOwn(input, what),
  )
  if (lost !== undefined && isAbove(lost.place.file, evaluation.file))
    return { ...missingSettings(tree, where, lost.what), importedBy: lost.place }
  const needed =
    lost?.what ?? evaluation.imports.find(({ file, optional }) => file === null && !optional)?.module
  if (needed !== undefined) return missingSettings(tree, where, needed)
  if (names.has('DATABASES') || input.module !== undefined) return null
  const absent = [
    ...unfoundImports(input, evaluation.file),
    ...unfoundFiles(input, evaluation),
    ...evidence
      .map(({ module }) => module)
      .filter((module) => findModule(tree, where.pythonPath, module) === null),
  ]
  const templates = absent.map((module) => missingSettings(tree, where, module))
  return templates.find(({ template }) => template !== null) ?? null
}

/** `shop/__init__.py` is imported before `shop/settings.py` is, with all that it imports itself. */
function isAbove(file: string, settings: string): boolean {
  return fileNameOf(file) === '__init__.py' && file !== settings && isBelow(settings, directoryOf(file))
}

/** `from .local_settings import *`, also where its absence is survived; not where all that it brings stands in here. */
function unfoundImports({ tree, where: { pythonPath } }: SettingsInput, file: string): string[] {
  const module = parseFile(tree, file)
  const statements = topLevel(module?.body ?? [])
  const own = new Set(statements.flatMap(namesBound))
  return statements.flatMap((statement) => {
    if (!module || statement.type !== 'from') return []
    const { names } = statement
    if (names !== '*' && names.every(({ name, as }) => own.has(as ?? name))) return []
    const source = absolute({ tree, pythonPath }, module, statement)
    return source === '' || findModule(tree, pythonPath, source) !== null ? [] : [source]
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
): string[] {
  const text = tree.text(file) ?? ''
  if (!/\bexec(?:file)?\(/.test(text)) return []
  const home =
    fileNameOf(file) === '__init__.py' ? module : module.slice(0, Math.max(0, module.lastIndexOf('.')))
  return [...text.matchAll(/['"](?:[\w.-]+\/)*(\w+)\.py['"]/g)]
    .map(([, name = '']) => (home === '' ? name : `${home}.${name}`))
    .filter((name) => findModule(tree, pythonPath, name) === null)
}

/** Of a package that is there, or beside the settings. */
function isOwn({ tree, where }: SettingsInput, module: string): boolean {
  const [first = ''] = module.split('.')
  return !module.includes('.') || where.pythonPath.some((directory) => hasModule(tree, directory, first))
}

/** The module that everything names and nothing holds, where what is left of it are only its templates. */
function lostModule(
  { tree, where, module }: SettingsInput,
  evidence: readonly Evidence[],
  chosen: Contender | undefined,
): string | null {
  if (module !== undefined)
    return findModule(tree, where.pythonPath, module.split(':')[0] ?? '') === null ? module : null
  const named = evidence.filter(
    ({ from, module: name }) => from !== 'test' && from !== 'development' && !name.includes('{'),
  )
  const lost = named.find(({ module: name }) => findModule(tree, where.pythonPath, name) === null)
  const isGood = chosen && !/^(?:template|test|development)$/.test(chosen.purpose) && chosen.trial.score >= 90
  return isGood ? null : (lost?.module ?? null)
}

function withoutSettings({ tree, where }: SettingsInput, module: string | null): SettingsReading {
  const nothing: ReadonlyMap<string, Value> = new Map()
  return {
    module: { value: null, certainty: 'guessed', places: [] },
    form: 'file',
    className: null,
    candidates: [],
    files: [],
    missing: module === null ? null : missingSettings(tree, where, module),
    switches: [],
    values: nothing,
    underDebug: nothing,
    keyCopies: [],
    bypasses: [],
    effects: [],
    wsgi: entryModule(tree, where, { kind: 'wsgi', values: nothing }),
    asgi: entryModule(tree, where, { kind: 'asgi', values: nothing }),
  }
}
