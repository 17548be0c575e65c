import type { Answer } from '../answer.ts'
import { onceFor } from '../once-for.ts'
import type { Obstacle } from '../runtime/choose-python.ts'
import {
  type DeclaredPython,
  declared as declaredPython,
  isMeant,
  readDeclaredPythons,
} from '../runtime/declared-python.ts'
import type { DjangoEvidence } from '../runtime/django-evidence.ts'
import { type DjangoVersion, readDjangoVersion } from '../runtime/django-version.ts'
import type { PythonEvidence } from '../runtime/python-evidence.ts'
import type { PythonReading } from '../runtime/reading.ts'
import { directoryOf } from '../tree/source-paths.ts'
import { type Foreign, imageFields } from './code/modules.ts'
import { nowhere } from './code/undeclared.ts'
import type { DependencyInput } from './input.ts'
import { addedTo, asWanted, declaredIn, folded, isUnpinned } from './installed/beyond-list.ts'
import { besideOf, buildConstraint, isReproducible } from './installed/installation.ts'
import { withoutUnusable } from './installed/left-out.ts'
import { pythonFor } from './installed/python-for-packages.ts'
import { withRaised } from './installed/raised.ts'
import { systemPackages } from './installed/system.ts'
import type { ManifestChoice } from './lists/choose-manifest.ts'
import { isComplete, type Manifest, packagesOf } from './lists/manifest.ts'
import type { Wanted } from './lists/requirements-file.ts'
import type { Dependencies, DependencySource, Requirement } from './reading.ts'
import { study } from './study.ts'

/** Everything that was found out about what a project runs on, with what `check` says about it. */
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
  /** Modules whose distribution is only assumed to have their name. */
  readonly guessed: readonly Foreign[]
  /** Applications that neither git nor a package of the list is known to contain. */
  readonly nowhere: readonly Foreign[]
}

export const readPackages: (input: DependencyInput) => PackagesReading = onceFor(read)

function read(input: DependencyInput): PackagesReading {
  const found = findOut(input)
  return {
    dependencies: dependenciesOf(input, found),
    python: pythonOf(found),
    background: backgroundOf(found),
  }
}

type Found = ReturnType<typeof findOut>

function findOut(input: DependencyInput) {
  const project = study(input)
  const { chosen } = project.choice
  const foreign = [...project.applications, ...project.imported, ...imageFields(project.files)]
  const usable = (python: string | null) => usableIn(chosen, python, input.commands)
  const stated = usable(null).packages
  const first = chosen === null ? fromImports(foreign, input) : stated
  const asked = input.python === undefined ? [] : [declaredPython(input.python, { file: 'cabestan.yaml' })]
  const named = readDeclaredPythons(input.tree, project.paths, input.directory)
  const declared = [...asked, ...installedBy(chosen, named)]
  const django = readDjangoVersion(stated, project.django, declared)
  const python = pythonFor({ input, project, django, declared, packages: first })
  return {
    project,
    foreign,
    django,
    declared,
    python,
    ...installed(chosen, first, usable(python.answer.value)),
  }
}

/** uv fetches a Python within the range of its lock, whatever image a Dockerfile begins with. */
function installedBy(
  chosen: Manifest | null,
  declared: readonly DeclaredPython[],
): readonly DeclaredPython[] {
  if (chosen?.source !== 'uv') return declared
  const range = declared.find(({ place }) => chosen.files.includes(place.file))
  return range === undefined
    ? declared
    : declared.filter(({ series }) => series === null || isMeant(series, range))
}

function dependenciesOf(
  input: DependencyInput,
  { project, foreign, django, python, packages, leftOut, raised }: Found,
): Dependencies {
  const { choice, paths } = project
  const { chosen } = choice
  const series = python.answer.value
  const rest = { packages, django: django.series, python: series }
  const extra = addedTo(project, input, { ...rest, constraint: django.constraint })
  const whole = chosen === null ? folded(packages, extra) : { packages, added: extra }
  return {
    source: sourceOf(choice, foreign),
    files: chosen?.files ?? [],
    others: othersOf(choice),
    groups: chosen?.groups ?? [],
    packages: whole.packages.map(requirementOf),
    added: whole.added,
    system: systemPackages({
      ...rest,
      ...whole,
      gis: input.gis,
      spatialite: input.gis && input.engine === 'sqlite',
      uncompiled: hasUncompiled(paths),
    }),
    ...(leftOut.length > 0 ? { leftOut } : {}),
    ...(raised.length > 0 ? { raised } : {}),
    ...(isComplete(chosen) ? { complete: true as const } : {}),
    buildConstraints: [buildConstraint(django.series, series)],
    ...besideOf(chosen, series),
    pinned: chosen !== null && isReproducible(chosen) && !whole.added.some(isUnpinned),
  }
}

function pythonOf({ declared, python, django }: Found): PythonReading {
  return {
    declared: declaredAnswer(declared),
    series: python.answer,
    ...(python.others.length > 0 ? { orServers: python.others } : {}),
    django: django.answer,
  }
}

function backgroundOf({ project, foreign, django, declared, python, packages }: Found): Background {
  const { choice, applications, paths } = project
  const hasList = choice.chosen !== null
  return {
    choice,
    django,
    evidence: project.python,
    headers: project.django.headers,
    declared,
    obstacle: python.obstacle,
    guessed: hasList ? [] : foreign.filter(({ known }) => !known),
    nowhere: hasList ? nowhere(applications, declaredIn(project, packages), paths) : [],
  }
}

type Usable = ReturnType<typeof usableIn>

function installed(chosen: Manifest | null, first: readonly Wanted[], { packages, ...rest }: Usable) {
  return { ...rest, packages: chosen === null ? first : unique(packages) }
}

function usableIn(chosen: Manifest | null, python: string | null, commands: readonly string[] = []) {
  const listed = chosen === null ? [] : packagesOf(chosen, { python })
  const { usable, leftOut } = withoutUnusable(listed, commands)
  return { ...withRaised(usable), leftOut }
}

/** A package that two files name is one package, with the conditions of both. */
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

/** If nothing is declared, what is imported and installed as an application must be there. */
function fromImports(foreign: readonly Foreign[], { installedApps }: DependencyInput): readonly Wanted[] {
  const place = installedApps[0]?.place ?? foreign[0]?.place
  const django = place === undefined ? [] : [asWanted('django', place)]
  const names = foreign.map(({ distribution, place }) => asWanted(distribution, place))
  return unique([...django, ...names]).toSorted((one, other) => (one.name < other.name ? -1 : 1))
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

function declaredAnswer([first]: readonly DeclaredPython[]): Answer<string> {
  if (first === undefined) return { value: null, certainty: 'stated', places: [] }
  return { value: first.text, certainty: 'stated', places: [first.place] }
}

/** A translation whose compiled file is missing. */
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
