import type { Place } from '../../answer.ts'
import type { Finding } from '../../findings/finding.ts'
import { someNames } from '../../findings/some-names.ts'
import { areAllKnown } from '../code/undeclared.ts'
import { strangers } from '../installed/strangers.table.ts'
import { isFixed } from '../lists/manifest.ts'
import { isPublicIndex } from '../lists/public-index.ts'
import type { PackagesReading } from '../read-packages.ts'
import { note, refusal, warning } from './dependency-finding.ts'

/** What there is to say about the packages that a project lists, or should list. */
export function judgeRequirements(reading: PackagesReading): Finding[] {
  return [
    ...judgeGuessed(reading),
    ...judgeVersions(reading),
    ...judgeApplications(reading),
    ...judgeAdded(reading),
    ...judgeSources(reading),
  ]
}

function judgeGuessed({ background: { guessed } }: PackagesReading): Finding[] {
  if (guessed.length === 0) return []
  const modules = someNames([...new Set(guessed.map(({ module }) => module))])
  const places = guessed.map(({ place }) => place)
  return [warning('dependencies.guessed-names', { modules }, places)]
}

function judgeVersions({ dependencies, background }: PackagesReading): Finding[] {
  const { chosen } = background.choice
  if (chosen === null || chosen.lock !== null) return []
  const loose = dependencies.packages.filter((each) => !isFixed(each))
  if (loose.length === 0) return []
  const values = { packages: someNames(loose.map(({ name }) => name)), count: String(loose.length) }
  const places = loose.map(({ place }) => place)
  return [warning('dependencies.unpinned', values, places)]
}

/** A package with another name may contain it; where all packages are known, none does. */
function judgeApplications({ background: { nowhere }, dependencies }: PackagesReading): Finding[] {
  const modules = [...new Set(nowhere.map(({ module }) => module))]
  if (modules.length === 0) return []
  const places = nowhere.map(({ place }) => place)
  const say = areAllKnown(dependencies.packages) ? refusal : warning
  return [say('dependencies.application-nowhere', { modules: someNames(modules) }, places)]
}

function judgeAdded({ dependencies, background }: PackagesReading): Finding[] {
  const { added, leftOut = [], raised = [] } = dependencies
  const names = added.map(({ name }) => name)
  const held = added.filter(({ why }) => why === 'compatible').map(({ name, specifier }) => name + specifier)
  const useless = leftOut.filter(({ why }) => why !== 'same-module')
  const left = useless.map(({ name }) => name)
  const places = useless.map(({ place }) => place)
  const hashed = background.choice.chosen?.requirements.some((each) => each.hashed) === true
  return [
    ...ofPackages(warning, 'dependencies.undeclared', undeclaredIn(dependencies)),
    ...ofPackages(note, 'dependencies.held-back', held),
    ...ofPackages(note, 'dependencies.left-out', left, places),
    ...sameModule(leftOut),
    ...raised.map(({ name, was, to, place }) =>
      warning('dependencies.raised', { package: name, version: was.replace(/^===?/, ''), raised: to }, [
        place,
      ]),
    ),
    ...(hashed ? ofPackages(note, 'dependencies.hashes', names) : []),
  ]
}

function sameModule(leftOut: NonNullable<PackagesReading['dependencies']['leftOut']>): Finding[] {
  return leftOut.flatMap(({ name, place }) => {
    const stranger = strangers[name]
    if (stranger === undefined) return []
    const values = { package: name, other: stranger.meant, module: stranger.module }
    return [warning('dependencies.same-module', values, [place])]
  })
}

/** Even Django itself: it was on the author's computer already, or another package happens to bring it. */
function undeclaredIn({ added, packages }: PackagesReading['dependencies']): readonly string[] {
  const known = new Set(packages.map(({ name }) => name))
  return added
    .filter(
      ({ name, why }) =>
        why === 'imported' || why === 'installed-app' || (name === 'django' && !known.has(name)),
    )
    .map(({ name }) => name)
}

function ofPackages(
  make: typeof note,
  code: Finding['code'],
  names: readonly string[],
  places: readonly Place[] = [],
): Finding[] {
  return names.length === 0 ? [] : [make(code, { packages: someNames(names) }, places)]
}

/** Requirements for which a server has no key. */
function judgeSources({ dependencies: { packages, indexes = [] } }: PackagesReading): Finding[] {
  const closed = packages.filter(({ url = '' }) => /^(?:git\+)?ssh:|^git@|^git\+git@/.test(url))
  const hasBuilds = packages.some(({ specifier }) => isOwnBuild(specifier))
  const strange = indexes.filter(({ url }) => !isPublicIndex(url) && !(hasBuilds && isOpen(url)))
  return [
    ...closed.map(({ name, place }) => refusal('dependencies.private-source', { package: name }, [place])),
    ...strange
      .slice(0, 1)
      .map(({ place }) => warning('dependencies.private-index', { file: place.file }, [place])),
  ]
}

/**
 * `==2.5.1+cpu`: no public index has such a version, so another index has to be named, and the list says for what.
 */
function isOwnBuild(specifier: string): boolean {
  return /==[^,+]+\+[\w.]+/.test(specifier)
}

/** Nothing in its address requires more than reading. */
function isOpen(url: string): boolean {
  if (!URL.canParse(url)) return false
  const { protocol, username, password, port, search, hostname } = new URL(url)
  const isPlain = [username, password, port, search].every((part) => part === '')
  return protocol === 'https:' && isPlain && !url.includes('${') && /\.[a-z]{2,}$/i.test(hostname)
}
