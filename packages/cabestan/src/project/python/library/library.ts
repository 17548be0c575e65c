import { pythonsOfUv } from '../../runtime/python.table.ts'
import type { Call, Library } from '../expressions/given.ts'
import { join } from '../things/join.ts'
import { list, native, number, object, type Thing, text, unknown } from '../things/thing.ts'
import { builtins } from './builtins.ts'
import { configparser } from './configparser.ts'
import { configurations } from './configurations.ts'
import { dataFormats } from './data-formats.ts'
import { databaseUrls } from './database-urls.ts'
import { decouple } from './decouple.ts'
import { djangoEnviron } from './django-environ.ts'
import { dotenv } from './dotenv.ts'
import { environ } from './environ.ts'
import { environs } from './environs.ts'
import { execution } from './execution.ts'
import { files } from './files.ts'
import { heroku } from './heroku.ts'
import { introspection } from './introspection.ts'
import { osPaths } from './os-paths.ts'
import { outsideWorld } from './outside-world.ts'
import { requirementLists } from './requirement-lists.ts'
import { splitSettings } from './split-settings.ts'
import { standard } from './standard.ts'

/** The result of a library's function; null where only its name is known. */
export function libraryCall(name: string, call: Call): Thing | null {
  return functionOf(name)?.(call) ?? null
}

export function isLibrary(name: string): boolean {
  return functionOf(name) !== undefined
}

function functionOf(name: string): Library[string] | undefined {
  const known = canonical(name)
  for (const table of tables()) if (Object.hasOwn(table, known)) return table[known]
  return undefined
}

/** Imported late, because the libraries' modules lead back here. */
function tables(): readonly Library[] {
  return [
    builtins,
    introspection,
    osPaths,
    environ,
    djangoEnviron,
    configurations,
    decouple,
    configparser,
    environs,
    databaseUrls,
    dotenv,
    standard,
    files,
    outsideWorld,
    dataFormats,
    execution,
    splitSettings,
    heroku,
    requirementLists,
  ]
}

/** Python 2 and `six` have other names for the same things. */
function canonical(name: string): string {
  return (
    name
      .replace(/^__builtin__\./, 'builtins.')
      .replace(/^(?:django\.utils\.)?six\.moves\.urllib(?:_parse|\.parse|\.request)?\./, 'urllib.parse.')
      .replace(/^urlparse\./, 'urllib.parse.')
      .replace(/^urllib\.(quote|quote_plus|unquote|urlencode)$/, 'urllib.parse.$1')
      .replace(/^posixpath\./, 'os.path.')
      .replace(/^pip(?:\.\w+)*\.parse_requirements$/, 'pip.parse_requirements')
      // Many packages have such an object, and all of them are asked alike.
      .replace(/^(?!environs?\.)\w+\.(Env|env)$/, 'environs.$1')
  )
}

/** A name in a module outside of the project. */
export function outsideName(name: string): Thing {
  const known = canonical(name)
  return constants[known] ?? object(known)
}

/** All five items, because a longer tuple is greater. */
function versionInfo(series: string): Thing {
  const [major = 3, minor = 0] = series.split('.').map(Number)
  return list([number(major), number(minor), unknown('micro'), text('final'), number(0)], 'tuple')
}

const constants: Readonly<Record<string, Thing | undefined>> = {
  'os.environ': native('os.environ'),
  'os.sep': text('/'),
  'os.path.sep': text('/'),
  'os.pathsep': text(':'),
  'os.name': text('posix'),
  'os.linesep': text('\n'),
  'os.curdir': text('.'),
  'os.pardir': text('..'),
  'os.path.pardir': text('..'),
  'sys.platform': text('linux'),
  'sys.modules': native('sys.modules'),
  'sys.argv': native('sys.argv'),
  'sys.maxsize': number(Number.MAX_SAFE_INTEGER),
  // Which of them applies is decided elsewhere, and later.
  'sys.version_info': join(pythonsOfUv.map(versionInfo)),
  'six.PY2': { type: 'boolean', boolean: false },
  'six.PY3': { type: 'boolean', boolean: true },
  'six.string_types': object('builtins.str'),
  'string.ascii_letters': text('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'),
  'string.ascii_lowercase': text('abcdefghijklmnopqrstuvwxyz'),
  'string.digits': text('0123456789'),
  'string.punctuation': text('!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~'),
  'typing.TYPE_CHECKING': { type: 'boolean', boolean: false },
  'builtins.True': { type: 'boolean', boolean: true },
  'sys.version': unknown('the version of Python'),
}
