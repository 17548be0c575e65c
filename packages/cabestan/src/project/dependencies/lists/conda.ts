import { directoryOf } from '../../tree/source-paths.ts'
import type { Tree } from '../../tree/tree.ts'
import { at, linesOf, list, table, text, texts, tomlOf, yamlOf } from './documents.ts'
import { requirementsOf } from './pipenv.ts'
import { requirementOf } from './requirement-text.ts'
import { readRequirementsFile, type Wanted, within } from './requirements-file.ts'

interface CondaEnvironment {
  readonly wanted: readonly Wanted[]
  readonly python: string | null
  /** The requirements files that it passes to pip. */
  readonly included: readonly string[]
}

/** Packages of conda that are not on PyPI: C libraries, its own tools. */
const notOfPypi =
  /^(?:_.*|lib.*|python|python_abi|pip|setuptools|wheel|ca-certificates|openssl|sqlite|tk|tzdata|xz|zlib|ncurses|readline|bzip2|vc|vs20\d\d.*|vs_runtime|wincertstore|conda.*|icu|jpeg|zstd|lz4-c|mkl|blas|.*-base|nodejs|postgresql|redis|icc_rt|intel-openmp|m2w64.*|msys2.*|ld_impl.*|yaml|krb5|gdal|geos|proj|brotli-bin|c-ares|cairo|dbus|expat|ffmpeg|fontconfig|freetype|gettext|glib|gmp|nspr|nss|pcre2?|pixman|pthread-stubs|unixodbc|xorg-.*)$/

export function readCondaEnvironment(tree: Tree, path: string): CondaEnvironment | null {
  const document = yamlOf(tree, path)
  if (document === null) return null
  const dependencies = list(document['dependencies'])
  const lines = linesOf(tree, path, /^\s*-\s*["']?([A-Za-z0-9._-]+)/)
  const ofConda = texts(dependencies).filter((each) => !notOfPypi.test(nameOf(each)))
  const ofPip = dependencies.flatMap((each) => texts(at(each, 'pip')))
  const stated = [...ofConda.map(asRequirement), ...ofPip]
  const included = ofPip.flatMap((each) => includedIn(path, each))
  const own = stated.flatMap((each): Wanted[] => {
    const requirement = requirementOf(each)
    if (requirement === null) return []
    return [{ ...requirement, place: { file: path, line: lines.get(nameOf(each)) ?? 1 }, editable: false }]
  })
  const python = texts(dependencies).find((each) => nameOf(each) === 'python')
  return {
    wanted: [...own, ...included.flatMap((file) => readRequirementsFile(tree, file).wanted)],
    included,
    python: python === undefined ? null : (text(asRequirement(python).slice('python'.length)) ?? null),
  }
}

/** `-r requirements.txt`, relative to the environment file. */
function includedIn(path: string, stated: string): readonly string[] {
  const [, named] = /^(?:-r|--requirement)[\s=]*(\S+)$/.exec(stated.trim()) ?? []
  const file = named === undefined ? null : within(directoryOf(path), named)
  return file === null ? [] : [file]
}

/** `[pypi-dependencies]` of a pixi.toml, and what PyPI also has of its `[dependencies]`, which come from conda. */
export function readPixi(tree: Tree, path: string): CondaEnvironment | null {
  const document = tomlOf(tree, path)
  if (document === null) return null
  const ofConda = Object.entries(table(document['dependencies']))
  const shared = ofConda.filter(([name]) => !notOfPypi.test(name.toLowerCase()))
  const named = { ...Object.fromEntries(shared), ...table(document['pypi-dependencies']) }
  const python = ofConda.find(([name]) => name === 'python')?.[1]
  return {
    wanted: requirementsOf(named, path, linesOf(tree, path, /^\s*["']?([A-Za-z0-9._-]+)["']?\s*=/)),
    python: text(python) ?? text(at(python, 'version')),
    included: [],
  }
}

/** Names that conda and PyPI give to the same thing. */
const namesOnPypi: Readonly<Record<string, string>> = {
  'brotli-python': 'brotli',
  'matplotlib-base': 'matplotlib',
  'msgpack-python': 'msgpack',
  opencv: 'opencv-python-headless',
  'py-opencv': 'opencv-python-headless',
  'python-graphviz': 'graphviz',
  'python-tzdata': 'tzdata',
  'redis-py': 'redis',
  pytables: 'tables',
  pytorch: 'torch',
  'tensorflow-base': 'tensorflow',
}

function nameOf(stated: string): string {
  return (/^(?:[\w.-]+::)?([A-Za-z0-9._-]+)/.exec(stated)?.[1] ?? '').toLowerCase()
}

/** `conda-forge::django=3.2.5=py39h06a4308_0` means `django==3.2.5`; the fuzzy `=3.2` means `==3.2.*`. */
function asRequirement(stated: string): string {
  const [, written = '', rest = ''] = /^(?:[\w.-]+::)?([A-Za-z0-9._-]+)\s*(.*)$/.exec(stated) ?? []
  const name = namesOnPypi[written.toLowerCase()] ?? written
  const exact = /^=([^=<>,\s]+)(=.*)?$/.exec(rest)
  if (exact?.[1] === undefined) return `${name}${rest}`
  const fuzzy = exact[2] === undefined && exact[1].split('.').length < 3 && !exact[1].endsWith('*')
  return `${name}==${exact[1]}${fuzzy ? '.*' : ''}`
}
