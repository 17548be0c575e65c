import type { Place } from '../answer.ts'
import type { Finding, Severity } from '../findings/finding.ts'
import { isRequirementsFile } from '../tree/requirements-file-name.ts'
import { isThere, linkOutside, type Tree } from '../tree/tree.ts'
import { readLimit } from '../tree/worth.ts'
import { directoryOf } from '../where/source-paths.ts'
import type { DependencyInput } from './input.ts'
import { isFixed, packagesOf } from './manifest.ts'
import { isPublicIndex } from './public-index.ts'
import type { PackagesReading } from './read-packages.ts'
import { within } from './requirements-file.ts'
import { areAllKnown } from './undeclared.ts'

type Values = Readonly<Record<string, string>>

/** What is to be said of the files that name a project's packages. */
export function judgeRequirements(input: DependencyInput, reading: PackagesReading): Finding[] {
  return [
    ...judgeSource(reading),
    ...judgeVersions(reading),
    ...judgeApplications(reading),
    ...judgeAdded(reading),
    ...judgeFiles(input, reading),
    ...judgeChosen(input, reading),
    ...judgeSources(reading),
    ...unreadable(input, reading),
  ]
}

function judgeSource({ dependencies, background }: PackagesReading): Finding[] {
  const { chosen, rivals, unrelated } = background.choice
  const names = dependencies.packages.map(({ name }) => name)
  const guessed = [...new Set(background.guessed.map(({ module }) => module))]
  return [
    ...(chosen === null ? [warning('none', { packages: some(names) }, dependencies.source.places)] : []),
    ...(guessed.length > 0
      ? [
          warning(
            'guessed-names',
            { modules: some(guessed) },
            background.guessed.map(({ place }) => place),
          ),
        ]
      : []),
    ...unrelated
      .flatMap(({ files }) => files.slice(0, 1))
      .filter((file) => !isInstalled(file, chosen, dependencies.packages))
      .map((file) => note('unrelated', { file }, [{ file }])),
    ...(chosen === null ? [] : disagreeing(chosen, rivals)),
    ...unread(background.choice),
  ]
}

function unread({ unread }: Choice): Finding[] {
  const byFile = Map.groupBy(unread, ({ place }) => place.file)
  return [...byFile].map(([file, several]) =>
    warning(
      'unread',
      { file, what: some([...new Set(several.map(({ what }) => what))]) },
      several.map(({ place }) => place),
    ),
  )
}

/** A member of a workspace shares its lock, and a package that lies in the repository has a list of its own. */
function isInstalled(
  file: string,
  chosen: Choice['chosen'],
  packages: PackagesReading['dependencies']['packages'],
): boolean {
  const paths = packages.flatMap(({ from, url }) => (from === 'path' ? (within('', url ?? '') ?? []) : []))
  return chosen?.files.includes(file) === true || paths.includes(directoryOf(file))
}

/** A package of another name may bring it; where all packages are known, none does. */
function judgeApplications({ background: { nowhere }, dependencies }: PackagesReading): Finding[] {
  const modules = [...new Set(nowhere.map(({ module }) => module))]
  if (modules.length === 0) return []
  const places = nowhere.map(({ place }) => place)
  const said = warning('application-nowhere', { modules: some(modules) }, places)
  return areAllKnown(dependencies.packages) ? [{ ...said, severity: 'error', wants: 'change' }] : [said]
}

type Choice = PackagesReading['background']['choice']

/** Lists beside the chosen one matter where they name another Django. */
function disagreeing(chosen: NonNullable<Choice['chosen']>, rivals: Choice['rivals']): Finding[] {
  const own = djangoOf(chosen)
  const others = rivals.filter((rival) => djangoOf(rival) !== own && djangoOf(rival) !== '')
  if (others.length === 0) return []
  const files = others.flatMap(({ files }) => files.slice(0, 1))
  return [
    warning(
      'several',
      { chosen: chosen.files[0] ?? '', others: some(files) },
      files.map((file) => ({ file })),
    ),
  ]
}

function djangoOf(manifest: NonNullable<Choice['chosen']>): string {
  return packagesOf(manifest, { python: null }).find(({ name }) => name === 'django')?.specifier ?? ''
}

function judgeVersions({ dependencies, background }: PackagesReading): Finding[] {
  const { chosen } = background.choice
  if (chosen === null || chosen.lock !== null) return stale(background)
  const loose = dependencies.packages.filter((each) => !isFixed(each))
  if (loose.length === 0) return stale(background)
  const values = { packages: some(loose.map(({ name }) => name)), count: String(loose.length) }
  return [
    ...stale(background),
    warning(
      'unpinned',
      values,
      loose.map(({ place }) => place),
    ),
  ]
}

function stale({ choice: { chosen } }: PackagesReading['background']): Finding[] {
  if (chosen === null || chosen.stale.length === 0) return []
  const packages = some(chosen.stale.map(({ name }) => name))
  return [
    warning(
      'stale-lock',
      { lock: chosen.files[0] ?? '', packages },
      chosen.stale.map(({ place }) => place),
    ),
  ]
}

function judgeAdded({ dependencies, background }: PackagesReading): Finding[] {
  const { added, leftOut = [] } = dependencies
  const held = added.filter(({ why }) => why === 'compatible').map(({ name, specifier }) => name + specifier)
  const hashed = background.choice.chosen?.requirements.some((each) => each.hashed) === true
  return [
    ...named('undeclared', undeclaredIn(dependencies), []),
    ...named('held-back', held, []),
    ...named(
      'left-out',
      leftOut.map(({ name }) => name),
      leftOut.map(({ place }) => place),
    ),
    ...(hashed
      ? named(
          'hashes',
          added.map(({ name }) => name),
          [],
        )
      : []),
  ]
}

/** Django itself too: it stood on the author's computer already, or another package happens to bring it. */
function undeclaredIn({ added, packages }: PackagesReading['dependencies']): readonly string[] {
  const known = new Set(packages.map(({ name }) => name))
  return added
    .filter(
      ({ name, why }) =>
        why === 'imported' || why === 'installed-app' || (name === 'django' && !known.has(name)),
    )
    .map(({ name }) => name)
}

function named(code: Code, names: readonly string[], places: readonly Place[]): Finding[] {
  if (names.length === 0) return []
  return [found(code, code === 'undeclared' ? 'warning' : 'note', { packages: some(names) }, places)]
}

function judgeFiles({ tree }: DependencyInput, { background }: PackagesReading): Finding[] {
  return (background.choice.chosen?.requirements ?? []).flatMap(({ path, broken, missing }) => [
    ...(broken.length > 0
      ? [warning('broken-lines', { file: path, lines: some(broken.map(({ line }) => String(line))) }, broken)]
      : []),
    ...missing.map(({ file, place }) => missingFile(tree, file, place)),
  ])
}

/** Files that the person named, and the commit does not have: others would be installed from in silence. */
function judgeChosen(
  { chosen = [], tree }: DependencyInput,
  { background: { choice } }: PackagesReading,
): Finding[] {
  const place = { file: 'cabestan.yaml' }
  const lost = chosen.filter((file) => !isThere(tree, file))
  if (lost.length > 0) return lost.map((file) => missingFile(tree, file, place))
  if (choice.isAsked || chosen.length === 0) return []
  const found = choice.chosen?.files ?? []
  const values = { files: some(chosen), ...(found.length > 0 ? { found: some(found) } : {}) }
  return [{ ...refusal('no-list', values, [place]), wants: 'question' }]
}

function missingFile(tree: Tree, file: string, place: Place): Finding {
  if (linkOutside(tree, file) !== null) return refusal('link-outside', { file }, [{ file }, place])
  return refusal('missing-file', { file, by: place.file }, [place])
}

/** What a server has no key for. */
function judgeSources({ dependencies: { packages, indexes = [] } }: PackagesReading): Finding[] {
  const closed = packages.filter(({ url = '' }) => /^(?:git\+)?ssh:|^git@|^git\+git@/.test(url))
  const hasBuilds = packages.some(({ specifier }) => isOwnBuild(specifier))
  const strange = indexes.filter(({ url }) => !isPublicIndex(url) && !(hasBuilds && isOpen(url)))
  return [
    ...closed.map(({ name, place }) => refusal('private-source', { package: name }, [place])),
    ...strange.slice(0, 1).map(({ place }) => warning('private-index', { file: place.file }, [place])),
  ]
}

/** `==2.5.1+cpu`: no public index takes such a version, so another one has to be named, and the list says what for. */
function isOwnBuild(specifier: string): boolean {
  return /==[^,+]+\+[\w.]+/.test(specifier)
}

/** Nothing in its address asks for more than to be read. */
function isOpen(url: string): boolean {
  if (!URL.canParse(url)) return false
  const { protocol, username, password, port, search, hostname } = new URL(url)
  const isPlain = [username, password, port, search].every((part) => part === '')
  return protocol === 'https:' && isPlain && !url.includes('${') && /\.[a-z]{2,}$/i.test(hostname)
}

/** A list that is there and is no text. */
function unreadable({ tree, directory }: DependencyInput, { background }: PackagesReading): Finding[] {
  if (background.choice.chosen !== null) return []
  const files = tree.paths.filter(
    (path) => isRequirementsFile(path) && tree.text(path) === null && (tree.entry(path)?.bytes ?? 0) > 0,
  )
  const near = files.filter((path) => !path.includes('/') || path.startsWith(`${directory}/`))
  return near.slice(0, 1).map((file) => notRead(tree, file))
}

function notRead(tree: Tree, file: string): Finding {
  const limit = readLimit(file)
  if (linkOutside(tree, file) !== null) return refusal('link-outside', { file }, [{ file }])
  if ((tree.entry(file)?.bytes ?? 0) <= limit) return warning('unreadable', { file }, [{ file }])
  return refusal('too-large', { file, kilobytes: String(limit / 1024) }, [{ file }])
}

type Code = Finding['code'] extends infer C ? (C extends `dependencies.${infer Name}` ? Name : never) : never

function warning(code: Code, values: Values, places: readonly Place[]): Finding {
  return found(code, 'warning', values, places)
}

function refusal(code: Code, values: Values, places: readonly Place[]): Finding {
  return { ...found(code, 'error', values, places), wants: 'change' }
}

function note(code: Code, values: Values, places: readonly Place[]): Finding {
  return found(code, 'note', values, places)
}

function found(code: Code, severity: Severity, values: Values, places: readonly Place[]): Finding {
  return { code: `dependencies.${code}`, severity, values, places: places.slice(0, 5) }
}

/** A few names, and that there are more. */
function some(names: readonly string[]): string {
  return names.length > 8 ? `${names.slice(0, 8).join(', ')} … (${names.length})` : names.join(', ')
}
