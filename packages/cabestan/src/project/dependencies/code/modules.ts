import type { Place } from '../../answer.ts'
import { directoryOf, joined } from '../../tree/source-paths.ts'
import type { Tree } from '../../tree/tree.ts'
import { normalised } from '../lists/names.ts'
import { distributionsByModule } from './distributions.table.ts'
import type { Import } from './imports.ts'
import { isBeside, type OwnCode, type SourceFile } from './own-code.ts'
import { standardLibrary } from './standard-library.table.ts'

/** A module of other authors that the project imports or installs as an application, and its distribution. */
export interface Foreign {
  readonly module: string
  readonly distribution: string
  /** Its distribution is in the table; otherwise it is assumed to have the module's name. */
  readonly known: boolean
  /** Whether it is needed as soon as the project starts. */
  readonly atStart: boolean
  readonly place: Place
}

/** Imports that must succeed, except of Python's own modules and the project's. */
export function importedModules(files: readonly SourceFile[], code: OwnCode): readonly Foreign[] {
  return files.flatMap(({ path, imports }) =>
    imports
      .filter(({ optional, module }) => !optional && isForeign(module, code))
      .flatMap((each) => foreign(each, { file: path, line: each.line }))
      // A package that happens to have this name would be a stranger's.
      .filter(({ known, module }) => known || !isBeside(code, path, module)),
  )
}

/** Unless somebody changes the Python path, only Python 2 finds these. */
export function importsBeside(
  files: readonly SourceFile[],
  code: OwnCode,
  named: Pick<ReadonlyMap<string, unknown>, 'has' | 'keys'>,
): readonly { readonly what: string; readonly place: Place }[] {
  if (files.some(({ text }) => /\bsys\.path\b/.test(text))) return []
  return files.flatMap(({ path, imports }) =>
    imports
      .filter(({ optional, module }) => !optional && isForeign(module, code) && isBeside(code, path, module))
      .filter(
        ({ module }) => !isKnown(module) && !isItself(path, module) && !isInNoPackage(code, path, module),
      )
      .filter(() => !isOfProgram(code, path))
      // `from glom import glom` beside `glom.py`, in a project whose list names glom: the package is meant.
      .filter(({ module }) => !isNamed(module, named))
      .map(({ module, line }) => ({ what: `import ${module}`, place: { file: path, line } })),
  )
}

/** Be it as `python-ovh`, `pyovh` or `ovh-api`. */
function isNamed(module: string, named: Pick<ReadonlyMap<string, unknown>, 'has' | 'keys'>): boolean {
  const name = normalised(module.split('.')[0] ?? '')
  if ([name, `python-${name}`, `py${name}`].some((each) => named.has(each))) return true
  return [...named.keys()].some((each) => each.startsWith(`${name}-`))
}

/** `import ovh` in `ovh.py`: a module never means itself, so the package of that name is meant. */
function isItself(path: string, module: string): boolean {
  return path.endsWith(`/${module.split('.')[0]}.py`)
}

/** `python install` runs its `__main__.py`, and looks for modules in that directory first. */
function isOfProgram({ there }: OwnCode, path: string): boolean {
  return there.has(joined(directoryOf(path), '__main__.py'))
}

/** `import ovh.client` beside a plain `ovh.py`, which contains no `client`. */
function isInNoPackage({ there }: OwnCode, path: string, module: string): boolean {
  const [first = '', ...rest] = module.split('.')
  return rest.length > 0 && !there.has(joined(directoryOf(path), `${first}/__init__.py`))
}

/**
 * Classes that settings name as texts: `'whitenoise.middleware.WhiteNoiseMiddleware'`, `'colorlog.ColoredFormatter'`.
 */
export function classesNamed(
  tree: Tree,
  settings: readonly string[],
): readonly { readonly name: string; readonly place: Place }[] {
  const dotted = /^[^#]*?['"]([a-z_]\w{1,60}(?:\.\w{1,60}){0,6}\.[A-Z]\w{1,80})['"]/
  return settings.flatMap((file) =>
    (tree.text(file) ?? '').split('\n').flatMap((line, index) => {
      const name = dotted.exec(line.slice(0, 300))?.[1]
      return name === undefined || !isKnown(name) ? [] : [{ name, place: { file, line: index + 1 } }]
    }),
  )
}

function isKnown(name: string): boolean {
  return distributionsByModule.has(name.split('.')[0] ?? '')
}

/** Django's checks require Pillow for each ImageField, although nothing imports it. */
export function imageFields(files: readonly SourceFile[]): readonly Foreign[] {
  const field = /\bmodels\.ImageField\(/
  const file = files.find(({ text }) => field.test(text))
  if (file === undefined) return []
  const line = file.lines.find((each) => field.test(each.text))?.line
  const place = { file: file.path, ...(line === undefined ? {} : { line }) }
  return [{ module: 'PIL', distribution: 'pillow', known: true, atStart: true, place }]
}

export function applicationModules(
  applications: readonly { readonly name: string; readonly place: Place }[],
  code: OwnCode,
): readonly Foreign[] {
  return applications
    .filter(({ name }) => isForeign(name, code))
    .flatMap(({ name, place }) => foreign({ module: name, names: [] }, place))
}

function isForeign(module: string, { modules, anywhere }: OwnCode): boolean {
  const [top = ''] = module.split('.')
  if (top === '' || standardLibrary.has(top) || modules.has(top)) return false
  // A module of that name elsewhere in the repository may be reachable in a way that cannot be seen here.
  return !anywhere.has(top)
}

function foreign(
  { module, names, lazy }: Pick<Import, 'module' | 'names'> & { lazy?: boolean },
  place: Place,
): Foreign[] {
  const deeper = names.map((name) => `${module}.${name}`)
  const dotted = [...deeper.filter((each) => distributionsByModule.has(each)), module]
  const atStart = lazy !== true
  return dotted.slice(0, 1).flatMap((each) => {
    const found = distributionOf(each, names)
    return found === null ? [] : [{ module: each, place, atStart, ...found }]
  })
}

function distributionOf(
  module: string,
  names: readonly string[],
): Pick<Foreign, 'distribution' | 'known'> | null {
  // Two packages share this module, and the imported names tell them apart.
  if (module.startsWith('captcha')) {
    const google = names.some((name) => name.startsWith('ReCaptcha'))
    return { distribution: google ? 'django-recaptcha' : 'django-simple-captcha', known: true }
  }
  for (let path = module; path !== ''; path = path.slice(0, Math.max(0, path.lastIndexOf('.')))) {
    const distribution = distributionsByModule.get(path)
    if (distribution !== undefined) return { distribution, known: true }
  }
  const [top = ''] = module.split('.')
  return namespaces.has(top) ? null : { distribution: normalised(top), known: false }
}

/** Shared by many distributions, so the first name alone says nothing. */
const namespaces = new Set([
  'google',
  'azure',
  'zope',
  'backports',
  'ruamel',
  'sphinxcontrib',
  'paste',
  'zc',
  'opentelemetry',
  'aws_cdk',
])
