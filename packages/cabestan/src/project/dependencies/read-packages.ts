import type { Answer } from '../answer.ts'
import type { Dependencies, DependencySource, PythonReading, Requirement } from '../reading.ts'
import { choosePython, type Obstacle, serversOwn } from '../runtime/choose-python.ts'
import {
  type DeclaredPython,
  declared as declaredPython,
  readDeclaredPythons,
} from '../runtime/declared-python.ts'
import type { DjangoEvidence } from '../runtime/django-evidence.ts'
import { type DjangoVersion, readDjangoVersion } from '../runtime/django-version.ts'
import { lockBounds, packageBounds } from '../runtime/package-bounds.ts'
import type { PythonEvidence } from '../runtime/python-evidence.ts'
import { directoryOf } from '../where/source-paths.ts'
import {
  type Added,
  added,
  constraints,
  drivers,
  type Installed,
  redisClient,
  servers,
  unnamed,
} from './added.ts'
import type { ManifestChoice } from './choose-manifest.ts'
import type { DependencyInput } from './input.ts'
import { besideOf, buildConstraint, isReproducible } from './installation.ts'
import { withoutUnusable } from './left-out.ts'
import { reached } from './lock.ts'
import { isComplete, limitsOf, type Manifest, packagesOf } from './manifest.ts'
import { type Foreign, imageFields } from './modules.ts'
import type { Wanted } from './requirements-file.ts'
import { type Project, study } from './study.ts'
import { systemPackages } from './system.ts'
import { nowhere, undeclared } from './undeclared.ts'

/** All that was found out about what a project runs on, with what `check` says of it. */
export interface PackagesReading {
  readonly dependencies: Dependencies
  readonly python: PythonReading
  readonly background: Background
}

interface Background {
  readonly choice: ManifestChoice
  readonly django: DjangoVersion
  readonly evidence: PythonEvidence
  readonly headers: DjangoEvidence['headers']
  readonly declared: readonly DeclaredPython[]
  readonly obstacle: Obstacle | null
  /** Modules whose distribution is only guessed to have their name. */
  readonly guessed: readonly Foreign[]
  /** Applications that neither git nor a package of the list is known to have. */
  readonly nowhere: readonly Foreign[]
}

const readings = new WeakMap<DependencyInput, PackagesReading>()

/** Of one input once, however many ask. */
export function readPackages(input: DependencyInput): PackagesReading {
  const known = readings.get(input)
  if (known !== undefined) return known
  const reading = read(input)
  readings.set(input, reading)
  return reading
}

function read(input: DependencyInput): PackagesReading {
  const project = study(input)
  const { choice } = project
  const foreign = [...project.applications, ...project.imported, ...imageFields(project.files)]
  const stated =
    choice.chosen === null ? [] : withoutUnusable(packagesOf(choice.chosen, { python: null })).usable
  const first = choice.chosen === null ? fromImports(foreign, input) : stated
  const django = readDjangoVersion(stated, project.django)
  const asked = input.python === undefined ? [] : [declaredPython(input.python, { file: 'cabestan.yaml' })]
  const declared = [...asked, ...readDeclaredPythons(input.tree, project.paths, input.directory)]
  const python = pythonFor({ input, project, django, declared, packages: first })
  const { packages, leftOut } = installed(choice.chosen, first, python.answer.value)
  const rest = { packages, django: django.series, python: python.answer.value }
  const extra = addedTo(project, input, { ...rest, constraint: django.constraint })
  const whole = choice.chosen === null ? folded(packages, extra) : { packages, added: extra }
  return {
    dependencies: {
      source: sourceOf(choice, foreign),
      files: choice.chosen?.files ?? [],
      others: othersOf(choice),
      groups: choice.chosen?.groups ?? [],
      packages: whole.packages.map(requirementOf),
      added: whole.added,
      system: systemPackages({
        ...rest,
        ...whole,
        gis: input.gis,
        spatialite: input.gis && input.engine === 'sqlite',
        uncompiled: hasUncompiled(project.paths),
      }),
      ...(leftOut.length > 0 ? { leftOut } : {}),
      ...(isComplete(choice.chosen) ? { complete: true as const } : {}),
      buildConstraints: [buildConstraint(django.series, python.answer.value)],
      ...besideOf(choice.chosen, python.answer.value),
      pinned: choice.chosen !== null && isReproducible(choice.chosen) && !whole.added.some(isUnpinned),
    },
    python: {
      declared: declaredAnswer(declared),
      series: python.answer,
      ...(python.others.length > 0 ? { orServers: python.others } : {}),
      django: django.answer,
    },
    background: {
      choice,
      django,
      evidence: project.python,
      headers: project.django.headers,
      declared,
      obstacle: python.obstacle,
      guessed: choice.chosen === null ? foreign.filter(({ known }) => !known) : [],
      nowhere:
        choice.chosen === null
          ? []
          : nowhere(project.applications, declaredIn(project, packages), project.paths),
    },
  }
}

interface PythonSituation {
  readonly input: DependencyInput
  readonly project: Project
  readonly django: DjangoVersion
  readonly declared: readonly DeclaredPython[]
  readonly packages: readonly Wanted[]
}

function pythonFor({ input, project, django, declared, packages }: PythonSituation) {
  const { chosen } = project.choice
  const { fails, wheels } = packageBounds([
    ...packages,
    ...(chosen === null ? [] : limitsOf(chosen, { python: null })),
  ])
  const lock = chosen?.lock ?? null
  const locked =
    lock === null || chosen === null ? [] : lockBounds(reached(lock, chosen.roots, { python: null }))
  const question = {
    declared,
    django: django.series,
    server: input.serverPythons,
    oldest: project.python.oldest,
    newest: project.python.newest,
    fails,
    packages: [...wheels, ...locked],
  }
  const choice = choosePython(question)
  return { ...choice, others: serversOwn(question).filter((series) => series !== choice.answer.value) }
}

function installed(chosen: Manifest | null, first: readonly Wanted[], python: string | null) {
  if (chosen === null) return { packages: first, leftOut: [] }
  const { usable, leftOut } = withoutUnusable(packagesOf(chosen, { python }))
  return { packages: unique(usable), leftOut }
}

/** A package that two files name is one package: where one of them says more, that holds too. */
function unique(packages: readonly Wanted[]): readonly Wanted[] {
  const byName = Map.groupBy(packages, ({ name, url }) => (name === '' ? (url ?? '') : name))
  return [...byName.values()].flatMap((several) => {
    const [first] = several
    if (first === undefined) return []
    const specifier = [...new Set(several.map((each) => each.specifier).filter((each) => each !== ''))].join(
      ',',
    )
    return [{ ...first, specifier, extras: [...new Set(several.flatMap(({ extras }) => extras))] }]
  })
}

/** With nothing declared, what is imported and installed as an application is what there must be. */
function fromImports(foreign: readonly Foreign[], { installedApps }: DependencyInput): readonly Wanted[] {
  const place = installedApps[0]?.place ?? foreign[0]?.place
  const django = place === undefined ? [] : [asWanted('django', place)]
  const names = foreign.map(({ distribution, place }) => asWanted(distribution, place))
  return unique([...django, ...names]).toSorted((one, other) => (one.name < other.name ? -1 : 1))
}

function asWanted(name: string, place: Wanted['place']): Wanted {
  return { name, specifier: '', extras: [], from: 'index', place, marker: '', url: null, editable: false }
}

function addedTo(
  project: Project,
  input: DependencyInput,
  installed: Installed & { constraint: string | null },
): readonly Added[] {
  const missing = missingFrom(project, installed.packages)
  const django = installed.constraint === null ? [] : [added('django', installed.constraint, 'compatible')]
  // A constraints file has the last word on what it names.
  const limits = new Set(
    (project.choice.chosen === null ? [] : limitsOf(project.choice.chosen, { python: null })).map(
      ({ name }) => name,
    ),
  )
  const names = missing.map(({ name, place }) => asWanted(name, place))
  const all = { ...installed, packages: [...installed.packages, ...names] }
  return [
    ...missing.map(({ name, why }) => added(name, '', why)),
    ...servers(input, all),
    ...drivers(input, all),
    ...redisClient(input, all),
    ...unnamed(input, all),
    ...merged(django, constraints(input, all, project.files)),
  ]
    .filter(isFirst)
    .map((each) => (limits.has(each.name) ? { ...each, specifier: '' } : each))
}

function missingFrom(project: Project, packages: readonly Wanted[]) {
  const { choice, applications, imported, files } = project
  if (choice.chosen === null) return []
  return undeclared(applications, [...imported, ...imageFields(files)], declaredIn(project, packages))
}

function declaredIn({ choice, elsewhere }: Project, packages: readonly Wanted[]) {
  return { packages, complete: isComplete(choice.chosen), elsewhere }
}

function merged(django: readonly Added[], others: readonly Added[]): readonly Added[] {
  return [...django, ...others.filter(({ name }) => name !== 'django')]
}

/** A name once: a constraint on what is added is its version. */
function isFirst({ name }: Added, index: number, all: readonly Added[]): boolean {
  return all.findIndex((each) => each.name === name) === index
}

function folded(packages: readonly Wanted[], extra: readonly Added[]) {
  const compatible = new Map(
    extra.filter(({ why }) => why === 'compatible').map((each) => [each.name, each.specifier]),
  )
  const names = new Set(packages.map(({ name }) => name))
  return {
    packages: packages.map((each) => ({ ...each, specifier: compatible.get(each.name) ?? each.specifier })),
    added: extra.filter(({ name, why }) => why !== 'compatible' || !names.has(name)),
  }
}

function sourceOf({ chosen }: ManifestChoice, foreign: readonly Foreign[]): Answer<DependencySource> {
  if (chosen !== null)
    return { value: chosen.source, certainty: 'stated', places: chosen.files.map((file) => ({ file })) }
  return { value: 'imports', certainty: 'guessed', places: foreign.slice(0, 10).map(({ place }) => place) }
}

function othersOf({ chosen, rivals, unrelated }: ManifestChoice): readonly string[] {
  const files = [
    ...(chosen?.others ?? []),
    ...[...rivals, ...unrelated].flatMap((each) => [...each.files, ...each.others]),
  ]
  return [...new Set(files)].filter((file) => !chosen?.files.includes(file))
}

function requirementOf({ name, specifier, extras, from, place, url, editable, hashes }: Wanted): Requirement {
  return {
    name,
    specifier,
    extras,
    from,
    place,
    ...(url === null ? {} : { url }),
    ...(editable ? { editable } : {}),
    ...(hashes && from === 'index' ? { hashes } : {}),
  }
}

/** The project's own, and in no list: its version is whatever is newest. */
function isUnpinned({ why }: Added): boolean {
  return why === 'imported' || why === 'installed-app'
}

function declaredAnswer([first]: readonly DeclaredPython[]): Answer<string> {
  if (first === undefined) return { value: null, certainty: 'stated', places: [] }
  return { value: first.text, certainty: 'stated', places: [first.place] }
}

/** A catalogue of translations beside which the compiled one is missing. */
function hasUncompiled(paths: readonly string[]): boolean {
  const all = new Set(paths)
  return paths.some(
    (path) =>
      path.endsWith('.po') &&
      path.includes('LC_MESSAGES') &&
      !all.has(path.replace(/\.po$/, '.mo')) &&
      directoryOf(path) !== '',
  )
}
