import type { Answer } from '../answer.ts'
import { booleanOf } from '../python/access.ts'
import { treePathOf } from '../python/checkout.ts'
import type { Value } from '../python/values.ts'
import { fileNameOf } from '../tree/source-paths.ts'
import type { Tree } from '../tree/tree.ts'
import { settingsBypasses } from './bypasses.ts'
import { candidateModules } from './candidates.ts'
import { type Contender, contenders, placesOf } from './choose-module.ts'
import { differences } from './differences.ts'
import { emptyModule } from './empty-module.ts'
import { entryModule } from './entry-modules.ts'
import { type Evidence, settingsEvidence } from './evidence.ts'
import type { SettingsInput } from './input.ts'
import { keyCopies } from './key-copies.ts'
import { type Look, lookForSecret } from './look.ts'
import { missingSettings } from './missing.ts'
import { lostModule, missingModule } from './missing-module.ts'
import { productionLook } from './production-look.ts'
import type { SettingsForm, SettingsReading } from './reading.ts'
import { isSettingsFile } from './settings-file.ts'
import { unreadSettings } from './unread.ts'

/** The values of the settings in production, from the module that is meant for it. */
export function readSettings(input: SettingsInput): SettingsReading {
  const { tree, where } = input
  const project = where.projects.find(({ directory }) => directory === where.directory.value)
  if (!project) return { ...withoutSettings(input, null, []), unread: [] }
  const evidence = settingsEvidence(tree, project)
  const [wanted = null, className] = input.module?.split(':') ?? []
  const modules = wanted === null ? candidateModules(tree, where, evidence) : [wanted]
  const found = contenders(tree, where, { modules, evidence })
  const chosen = found.find(({ trial }) => className === undefined || trial.subject.className === className)
  const lost = lostModule(input, evidence, chosen)
  const unread = (files: readonly string[]) => unreadSettings(input, { modules, evidence, files })
  if (!chosen || lost !== null)
    return { ...withoutSettings(input, lost ?? wanted, evidence), unread: unread([]) }
  const read = reading(input, { chosen, found, evidence })
  const { unreadData } = chosen.trial.forced.evaluation
  return { ...read, unread: unread(read.files.filter((file) => !unreadData.includes(file))) }
}

interface Choice {
  readonly chosen: Contender
  readonly found: readonly Contender[]
  readonly evidence: readonly Evidence[]
}

function reading(input: SettingsInput, { chosen, found, evidence }: Choice): Omit<SettingsReading, 'unread'> {
  const { tree, where } = input
  const { trial } = chosen
  const environment = { ...trial.environment, ...input.env }
  const { forced, written, environment: given } = productionLook(trial.subject, environment) ?? trial
  const files = filesOf(forced)
  const names = forced.names
  return {
    module: moduleAnswer(input, chosen, found),
    form: formOf(forced, trial.subject.className),
    className: trial.subject.className,
    candidates: found.filter((one) => one !== chosen).map(({ trial: other }) => nameOf(other.subject)),
    files,
    missing: missingModule(input, forced, evidence),
    empty: emptyModule(input, evidence, forced.evaluation.module),
    switches: [
      ...trial.switches.map(({ key, value, read }) => ({ key, value, place: read.place })),
      ...classSwitch(chosen),
    ],
    values: names,
    underDebug:
      booleanOf(written.names.get('DEBUG')) === false ? new Map() : differences(written.names, names),
    keyCopies: keyCopies(names, (key) => lookForSecret(trial.subject, given, key)?.names ?? names),
    bypasses: settingsBypasses(
      tree,
      where,
      settingsOnly([...files, ...found.map(({ trial: { forced } }) => forced.evaluation.file)]),
    ),
    effects: effectsOf(tree, forced, written),
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

/** Other modules of the project from which settings import something are ordinary code. */
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
  const { file, names } = trial.forced.evaluation
  const place = names.get(className)?.place ?? { file }
  return [{ key: 'DJANGO_CONFIGURATION', value: className, place }]
}

/** What stops the settings in only one of several cases is no fact. */
function effectsOf(tree: Tree, { evaluation }: Look, written: Look): SettingsReading['effects'] {
  // Names that a package was to make are missing to the reader only: it was given the names, or modules to take them
  // from (`import_settings_modules("mitol.common.settings.base")`).
  const isFilled = /\((?:locals|globals)\(\)\)|^\w+\(\s*\[?\s*["'][a-z_]\w*(?:\.\w+)+["']/m.test(
    tree.text(evaluation.file) ?? '',
  )
  // DEBUG is turned off after the import, so the files that get opened are those of the settings as written.
  const opened = written.evaluation.effects.filter(({ type }) => type === 'opens')
  return [...evaluation.effects.filter(({ type }) => type !== 'opens'), ...opened]
    .filter(({ what }) => !isFilled || what !== 'NameError')
    .filter(({ type, reached, what }) => reached === 'yes' || !(type === 'raises' || isElsewhere(type, what)))
    .map(({ type, what, place }) => ({ type, what, place }))
}

/** A laptop's own files are only opened on that laptop. */
function isElsewhere(type: string, what: string): boolean {
  return type === 'opens' && what !== '' && treePathOf(what) === null
}

function withoutSettings(
  { tree, where }: SettingsInput,
  module: string | null,
  evidence: readonly Evidence[],
): Omit<SettingsReading, 'unread'> {
  const places = evidence.filter((one) => one.module === module).map(({ place }) => place)
  const nothing: ReadonlyMap<string, Value> = new Map()
  return {
    module: { value: null, certainty: 'guessed', places: [] },
    form: 'file',
    className: null,
    candidates: [],
    files: [],
    missing: module === null ? null : missingSettings(tree, where, { module, places }),
    empty: null,
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
