import type { Place } from '../answer.ts'
import { fileNameOf, isBelow, sourcePaths } from '../tree/source-paths.ts'
import type { Tree } from '../tree/tree.ts'
import type { Project } from '../where/reading.ts'

/** A file that names a settings module, and its purpose. */
export interface Evidence {
  readonly module: string
  readonly place: Place
  /**
   * **server**: manage.py's sister for the web. **production**: how it is deployed. **neutral**: for no purpose
   * in particular. **development**, **test**: surely not for production.
   */
  readonly from: 'manage' | 'server' | 'production' | 'neutral' | 'development' | 'test'
}

const maxFiles = 400

/** Every mention of a settings module: in entry points, in how it is deployed, in its tests. */
export function settingsEvidence(tree: Tree, project: Project): Evidence[] {
  const entry = entryPoints(project)
  const files = sourcePaths(tree).filter((path) => isTelling(path) && !isOfAnotherProject(path, project))
  return [...entry, ...files.slice(0, maxFiles).flatMap((file) => namedIn(file, tree.text(file) ?? ''))]
}

/** Beside an entry point in manage.py's own package, one in another package was left by a former site. */
function entryPoints({ settingsNamed, manage }: Project): Evidence[] {
  const top = ({ module }: Pick<Evidence, 'module'>) => module.split('.', 1)[0]
  const [ofManage] = settingsNamed.filter(({ place }) => place.file === manage)
  const servers = settingsNamed.filter(({ place }) => place.file !== manage)
  const own = ofManage ? servers.filter((one) => top(one) === top(ofManage)) : []
  return settingsNamed.flatMap((one): Evidence[] => {
    if (one === ofManage) return [{ ...one, from: 'manage' }]
    return own.length > 0 && !own.includes(one) ? [] : [{ ...one, from: 'server' }]
  })
}

const naming =
  /DJANGO_SETTINGS_MODULE['"]?\s*(?:[:=,]|\s)\s*['"]?([A-Za-z_][\w.]*)|--settings[= ]['"]?([A-Za-z_][\w.]*)/g

function namedIn(file: string, text: string): Evidence[] {
  const lines = text.split('\n', 2_000)
  return lines.flatMap((content, index) => {
    // What a build step uses says nothing about the site.
    if (/collectstatic|compilemessages|compress|pytest|manage\.py test/.test(content)) return []
    if (/^\s*#/.test(content) && !/\.env/.test(file)) return []
    return [...content.slice(0, 500).matchAll(naming)].flatMap(([all, given, option]) => {
      const module = given ?? option ?? ''
      return module === '' || isBegun(content, all)
        ? []
        : [{ module, place: { file, line: index + 1 }, from: purpose(file) }]
    })
  })
}

/** `shop.$SETTINGS`: the rest of the name is not here. */
function isBegun(content: string, all: string): boolean {
  return all.endsWith('.') || /^[$%{<]/.test(content.slice(content.indexOf(all) + all.length))
}

function isTelling(path: string): boolean {
  const name = fileNameOf(path)
  return (
    /^(?:Procfile|Dockerfile|Makefile|justfile|\.env|env\b|tox\.ini|setup\.cfg|pytest\.ini|pyproject\.toml|app\.json|fly\.toml|\.travis|\.gitlab-ci|runtime)/i.test(
      name,
    ) || /\.(?:ya?ml|sh|env|service|conf|ini|toml|dockerfile|example|sample|dist)$/i.test(name)
  )
}

function purpose(path: string): Evidence['from'] {
  const name = fileNameOf(path)
  if (
    /(?:^|\/)(?:\.github|\.circleci|\.travis|\.gitlab-ci|\.azure)|(?:^|[/._-])(?:tests?|ci|circleci|travis|jenkins|e2e)(?:[/._-]|$)/i.test(
      path,
    )
  )
    return 'test'
  if (/^(?:tox\.ini|setup\.cfg|pytest\.ini|pyproject\.toml)$/.test(name)) return 'test'
  if (/(?:^|[/._-])(?:dev|develop|development|local|debug)(?:[/._-]|$)/i.test(path)) return 'development'
  if (/(?:^|[/._-])(?:prod|production|deploy|live|prd|server)\w*(?:[/._-]|$)/i.test(path)) return 'production'
  if (/^Procfile$|\.(?:service|conf)$|^app\.json$|^fly\.toml$|^render\.ya?ml$/.test(name)) return 'production'
  return 'neutral'
}

/** In a repository with several projects, each only speaks about itself. */
function isOfAnotherProject(path: string, { directory }: Project): boolean {
  if (directory === '' || isBelow(path, directory)) return false
  const top = directory.split('/', 1)[0] ?? ''
  return (
    !isBelow(path, top) &&
    path.includes('/') &&
    !/^(?:\.|deploy|docker|compose|bin|scripts|etc|conf)/.test(path)
  )
}
