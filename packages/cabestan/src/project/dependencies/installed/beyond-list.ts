import { compareSeries } from '../../runtime/series.ts'
import { imageFields } from '../code/modules.ts'
import { undeclared } from '../code/undeclared.ts'
import type { DependencyInput } from '../input.ts'
import { isComplete, isExact, isHeldBelow, limitsOf } from '../lists/manifest.ts'
import type { Wanted } from '../lists/requirements-file.ts'
import type { Project } from '../study.ts'
import { type Added, added, drivers, type Installed, redisClient, servers } from './added.ts'
import { extrasOfAllauth } from './allauth.ts'
import { constraints } from './constraints.ts'
import { unnamed } from './unnamed.ts'

/** What production needs beside the list: servers, drivers, and what is imported and named nowhere. */
export function addedTo(
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
    ...missing.map(({ name, specifier, why }) => added(name, specifier, why)),
    ...servers(input, all),
    ...drivers(input, all),
    ...redisClient(input, all),
    ...unnamed(input, all),
    ...extrasOfAllauth(input, all),
    ...distutils(project, all),
    ...merged(django, constraints(input, all, project.files)),
  ]
    .filter(isFirst)
    .map((each) => (limits.has(each.name) ? { ...each, specifier: '' } : each))
}

function missingFrom(project: Project, packages: readonly Wanted[]) {
  const { choice, applications, imported, files } = project
  const { chosen } = choice
  if (chosen === null) return []
  const found = undeclared(applications, [...imported, ...imageFields(files)], declaredIn(project, packages))
  // A lock has it in the version that goes with all the others, for development as it may be.
  return found.map((each) => {
    const locked = chosen.lock?.get(each.name)?.find(({ from }) => from === 'index')
    return locked === undefined ? each : { ...each, specifier: `==${locked.version}` }
  })
}

/**
 * `from distutils.util import strtobool`, as Django itself has it before 3.2.9: Python 3.12 has it no more, and
 * setuptools stands in for it.
 */
function distutils({ files }: Project, { packages, python }: Installed): readonly Added[] {
  const isGone = python === null || compareSeries(python, '3.12') >= 0
  const isThere = packages.some(({ name }) => name === 'setuptools')
  const isAsked = files.some(({ imports }) =>
    imports.some(({ module, optional }) => !optional && module.split('.')[0] === 'distutils'),
  )
  const isTheirs = packages.some(
    (each) => (each.name === 'django' && isHeldBelow(each, '3.2.9')) || importDistutils.has(each.name),
  )
  return isGone && (isAsked || isTheirs) && !isThere ? [added('setuptools', '', 'imported')] : []
}

/** Also in their last version, and without a word in their metadata. */
const importDistutils = new Set(['django-polymorphic-tree'])

/** A lock holds what groups for development bring, too, and names it nowhere else: `mypy-boto3-sesv2`. */
export function declaredIn({ choice, elsewhere, loaded }: Project, packages: readonly Wanted[]) {
  const locked = [...(choice.chosen?.lock?.keys() ?? [])].map((name) => [name, ''] as const)
  return {
    packages,
    complete: isComplete(choice.chosen),
    elsewhere: new Map([...locked, ...elsewhere]),
    loaded,
  }
}

function merged(django: readonly Added[], others: readonly Added[]): readonly Added[] {
  return [...django, ...others.filter(({ name }) => name !== 'django')]
}

/** A name once: a constraint on what is added is its version. */
function isFirst({ name }: Added, index: number, all: readonly Added[]): boolean {
  return all.findIndex((each) => each.name === name) === index
}

/** Where there is no list, a version that fits stands with the package itself. */
export function folded(packages: readonly Wanted[], extra: readonly Added[]) {
  const compatible = new Map(
    extra.filter(({ why }) => why === 'compatible').map((each) => [each.name, each.specifier]),
  )
  const names = new Set(packages.map(({ name }) => name))
  return {
    packages: packages.map((each) => ({ ...each, specifier: compatible.get(each.name) ?? each.specifier })),
    added: extra.filter(({ name, why }) => why !== 'compatible' || !names.has(name)),
  }
}

export function asWanted(name: string, place: Wanted['place']): Wanted {
  return { name, specifier: '', extras: [], from: 'index', place, marker: '', url: null, editable: false }
}

/** The project's own, and in no list with its version, which is whatever is newest. */
export function isUnpinned({ why, specifier }: Added): boolean {
  return (why === 'imported' || why === 'installed-app') && !isExact(specifier)
}
