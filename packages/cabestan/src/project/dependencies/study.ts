import { literalPattern } from '../../literal-pattern.ts'
import { type DjangoEvidence, readDjangoEvidence } from '../runtime/django-evidence.ts'
import { type PythonEvidence, readPythonEvidence } from '../runtime/python-evidence.ts'
import { isBelow, prefixes, sourcePaths } from '../tree/source-paths.ts'
import type { Tree } from '../tree/tree.ts'
import { abandonedApplications } from './code/abandoned.ts'
import {
  applicationModules,
  classesNamed,
  type Foreign,
  importedModules,
  importsBeside,
} from './code/modules.ts'
import { type OwnCode, readOwnCode, type SourceFile } from './code/own-code.ts'
import { loadedFiles, reachedFiles } from './code/reached-files.ts'
import type { DependencyInput } from './input.ts'
import { chooseManifest, type ManifestChoice } from './lists/choose-manifest.ts'
import { findManifests, manifestOf } from './lists/find-manifests.ts'
import { installersNamed } from './lists/installers-named.ts'
import { namedAnywhere } from './lists/named-anywhere.ts'

/** What a project's files and code say, before anything is decided. */
export interface Project {
  readonly paths: readonly string[]
  readonly code: OwnCode
  readonly files: readonly SourceFile[]
  readonly applications: readonly Foreign[]
  readonly imported: readonly Foreign[]
  readonly django: DjangoEvidence
  readonly python: PythonEvidence
  readonly choice: ManifestChoice
  /** What the repository declares anywhere, for development too. */
  readonly elsewhere: ReadonlyMap<string, string>
  /** Files that a process of production loads for certain. */
  readonly loaded: ReadonlySet<string>
}

export function study(input: DependencyInput): Project {
  const { tree, directory, pythonPath, settingsFiles, installedApps } = input
  const paths = pathsOf(input)
  const code = readOwnCode(tree, paths, pythonPath.length > 0 ? pythonPath : [directory])
  const files = reachedFiles(code, settingsFiles)
  const settled = installedApps.filter(({ name }) => !isAskedFor(tree, settingsFiles, name))
  const elsewhere = namedAnywhere(tree, paths)
  const applications = applicationModules([...settled, ...classesNamed(tree, settingsFiles)], code).map(
    (each) => asNamed(each, elsewhere),
  )
  const modules = importedModules(files, code)
  const abandoned = abandonedApplications(
    files,
    installedApps.map(({ name }) => name),
  )
  const inUse = files.filter(({ path }) => !abandoned.some((application) => isBelow(path, application)))
  const django = readDjangoEvidence(
    tree,
    paths.filter((path) => isBelow(path, directory)),
    inUse,
  )
  const installers = installersNamed(tree, paths)
  const manifests = findManifests({ tree, paths, engine: input.engine, installers })
  const loaded = loadedFiles(code, files, settingsFiles)
  const asked = input.chosen === undefined ? null : manifestOf(tree, input.chosen, manifests)
  const found = chooseManifest(manifests, {
    ...{ directory, installers, evidence: django },
    ...{ applications, imported: modules, elsewhere, loaded },
  })
  const choice =
    asked === null
      ? found
      : { chosen: asked, isAsked: true as const, rivals: [], unrelated: [], unread: asked.unread }
  const written = readPythonEvidence(inUse, code.modules)
  const python = { ...written, python2: [...written.python2, ...importsBeside(inUse, code, elsewhere)] }
  return { paths, code, files, applications, imported: modules, django, python, choice, elsewhere, loaded }
}

/** `tz_detect`, which no table knows, is the `django-tz-detect` that a list for development names. */
function asNamed(each: Foreign, elsewhere: ReadonlyMap<string, string>): Foreign {
  const name = `django-${each.distribution}`
  return each.known || elsewhere.has(each.distribution) || !elsewhere.has(name)
    ? each
    : { ...each, distribution: name }
}

/** `find_spec('django_extensions')`: installed as an application only where it happens to be there. */
function isAskedFor(tree: Tree, settingsFiles: readonly string[], application: string): boolean {
  const [top = ''] = application.split('.')
  const question = new RegExp(`\\bfind_spec\\(\\s*['"]${literalPattern(top)}['"]`)
  return settingsFiles.some((file) => question.test(tree.text(file) ?? ''))
}

/** Without what belongs to another project of the repository. */
function pathsOf({ tree, directory, projects }: DependencyInput): readonly string[] {
  const above = new Set([directory, ...prefixes(`${directory}/x`)])
  const others = projects.filter(
    (other) => !above.has(other) && !isBelow(other, directory === '' ? '\n' : directory),
  )
  return sourcePaths(tree).filter((path) => !others.some((other) => isBelow(path, other)))
}
