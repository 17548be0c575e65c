import type { Place } from '../../answer.ts'
import type { Finding } from '../../findings/finding.ts'
import { someNames } from '../../findings/some-names.ts'
import { isRequirementsFile } from '../../tree/requirements-file-name.ts'
import { directoryOf } from '../../tree/source-paths.ts'
import { isThere, linkOutside, type Tree } from '../../tree/tree.ts'
import { readLimit } from '../../tree/worth.ts'
import type { DependencyInput } from '../input.ts'
import { packagesOf } from '../lists/manifest.ts'
import { within } from '../lists/requirements-file.ts'
import type { PackagesReading } from '../read-packages.ts'
import { note, question, refusal, warning } from './dependency-finding.ts'

type Choice = PackagesReading['background']['choice']
type Chosen = NonNullable<Choice['chosen']>

/**
 * What there is to say about the files that list a project's packages: which one counts, and what in it cannot be
 * read.
 */
export function judgeLists(input: DependencyInput, reading: PackagesReading): Finding[] {
  return [
    ...judgeChoice(reading),
    ...judgeFiles(input, reading),
    ...judgeChosen(input, reading),
    ...unreadable(input, reading),
  ]
}

function judgeChoice({ dependencies: { packages, source }, background }: PackagesReading): Finding[] {
  const { chosen, rivals, unrelated } = background.choice
  const names = someNames(packages.map(({ name }) => name))
  const beside = unrelated
    .flatMap(({ files }) => files.slice(0, 1))
    .filter((file) => !isInstalled(file, chosen, packages))
  return [
    ...(chosen === null ? [warning('dependencies.none', { packages: names }, source.places)] : []),
    ...beside.map((file) => note('dependencies.unrelated', { file }, [{ file }])),
    ...(chosen === null ? [] : [...disagreeing(chosen, rivals), ...stale(chosen)]),
    ...unread(background.choice),
  ]
}

/** A member of a workspace shares its lock, and a package in the repository has a list of its own. */
function isInstalled(
  file: string,
  chosen: Choice['chosen'],
  packages: PackagesReading['dependencies']['packages'],
): boolean {
  const paths = packages.flatMap(({ from, url }) => (from === 'path' ? (within('', url ?? '') ?? []) : []))
  return chosen?.files.includes(file) === true || paths.includes(directoryOf(file))
}

/** Lists beside the chosen one matter if they name another Django. */
function disagreeing(chosen: Chosen, rivals: Choice['rivals']): Finding[] {
  const own = djangoOf(chosen)
  const others = rivals.filter((rival) => djangoOf(rival) !== own && djangoOf(rival) !== '')
  if (others.length === 0) return []
  const files = others.flatMap(({ files }) => files.slice(0, 1))
  const values = { chosen: chosen.files[0] ?? '', others: someNames(files) }
  const places = files.map((file) => ({ file }))
  return [warning('dependencies.several', values, places)]
}

function djangoOf(manifest: Chosen): string {
  return packagesOf(manifest, { python: null }).find(({ name }) => name === 'django')?.specifier ?? ''
}

function stale(chosen: Chosen): Finding[] {
  if (chosen.stale.length === 0) return []
  const packages = someNames(chosen.stale.map(({ name }) => name))
  const places = chosen.stale.map(({ place }) => place)
  return [warning('dependencies.stale-lock', { lock: chosen.files[0] ?? '', packages }, places)]
}

function unread({ unread }: Choice): Finding[] {
  const byFile = Map.groupBy(unread, ({ place }) => place.file)
  return [...byFile].map(([file, several]) => {
    const what = someNames([...new Set(several.map(({ what }) => what))])
    const places = several.map(({ place }) => place)
    return warning('dependencies.unread', { file, what }, places)
  })
}

function judgeFiles({ tree }: DependencyInput, { background }: PackagesReading): Finding[] {
  return (background.choice.chosen?.requirements ?? []).flatMap(({ path, broken, missing }) => [
    ...(broken.length > 0
      ? [
          warning(
            'dependencies.broken-lines',
            { file: path, lines: someNames(broken.map(({ line }) => String(line))) },
            broken,
          ),
        ]
      : []),
    ...missing.map(({ file, place }) => missingFile(tree, file, place)),
  ])
}

/** Files that a person named and the commit does not have: otherwise others would silently be used. */
function judgeChosen(
  { chosen = [], tree }: DependencyInput,
  { background: { choice } }: PackagesReading,
): Finding[] {
  const place = { file: 'cabestan.yaml' }
  const lost = chosen.filter((file) => !isThere(tree, file))
  if (lost.length > 0) return lost.map((file) => missingFile(tree, file, place))
  if (choice.isAsked || chosen.length === 0) return []
  const found = choice.chosen?.files ?? []
  const values = { files: someNames(chosen), ...(found.length > 0 ? { found: someNames(found) } : {}) }
  return [question('dependencies.no-list', values, [place])]
}

function missingFile(tree: Tree, file: string, place: Place): Finding {
  if (linkOutside(tree, file) !== null)
    return refusal('dependencies.link-outside', { file }, [{ file }, place])
  return refusal('dependencies.missing-file', { file, by: place.file }, [place])
}

/** A list that exists and is not text. */
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
  if (linkOutside(tree, file) !== null) return refusal('dependencies.link-outside', { file }, [{ file }])
  if ((tree.entry(file)?.bytes ?? 0) <= limit) return warning('dependencies.unreadable', { file }, [{ file }])
  return refusal('dependencies.too-large', { file, kilobytes: String(limit / 1024) }, [{ file }])
}
