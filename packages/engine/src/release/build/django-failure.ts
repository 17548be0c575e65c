import { CabestanError, type FailureCode } from '@cabestan/protocol/failures'
import type { ExecResult } from '../../host/host.ts'
import { endOf } from '../../host/run.ts'
import { missingLibrary } from '../venv/missing-library.ts'
import { lastTraceback } from './traceback.ts'

type Own = 'build.static' | 'build.compress' | 'build.check'

export interface Commanded {
  /** The code that a failure of the command itself gets. */
  readonly code: Own
  readonly argv: readonly string[]
  readonly result: ExecResult
}

/** Finds out why a command of Django's failed: because of the server, the settings, or the command itself. */
export function djangoFailure({ code, argv, result }: Commanded): CabestanError {
  const output = `${result.stdout}${result.stderr}`
  const detail = { argv: [...argv], exitCode: result.code, tail: endOf(output) }
  const [meant, values] = meaning(code, output)
  return new CabestanError(meant, values, { detail })
}

function meaning(code: Own, output: string): [FailureCode, Record<string, string>] {
  if (/No space left on device|\[Errno 28\]/.test(output)) return ['disk.full', { path: pathOf(output) }]
  const missing = missingLibrary(output)
  if (missing)
    return ['venv.library-missing', { file: missing.file, packages: missing.packages, package: '' }]
  const { error, place, isLoading } = lastTraceback(output)
  const meant = isLoading ? 'build.settings' : code
  const key = wantedKey(error) ?? /^KeyError: '(\w+)'$/.exec(asksEnvironment.test(output) ? error : '')?.[1]
  const wants = key === undefined ? wanted(output, isLoading) : { wants: 'key', key }
  return [meant, { error, place, ...wants }]
}

/** A missing value that the code asks for while it loads, or a module or file that does not exist. */
function wanted(output: string, isLoading: boolean): { wants?: string; module?: string } {
  const module = /(?:^|\n)ModuleNotFoundError: No module named '([\w.]+)'\s*$/.exec(output)?.[1]
  if (isLoading && module !== undefined) return { wants: 'module', module }
  if (wantsNetwork(output)) return { wants: 'network' }
  if (!isLoading && saysFileLacks.test(output)) return { wants: 'file' }
  return isLoading && asksForTables(output) ? { wants: 'tables' } : {}
}

const saysFileLacks = /The file '[^'\n]+' could not be found with </

/** collectstatic with a storage that requires each file that a style sheet names. */
export function lacksFile({ code, stdout, stderr }: ExecResult): boolean {
  return code !== 0 && saysFileLacks.test(`${stdout}${stderr}`)
}

/**
 * What the error says is missing in the environment, in the words of django-environ, decouple and the clients of
 * services.
 */
function wantedKey(error: string): string | undefined {
  const name = '[\'"]?([A-Z][A-Z0-9_]{2,})[\'"]?'
  const found = [
    new RegExp(`${name} environment variable`),
    new RegExp(`[Ee]nvironment variables?:? (?:named )?${name}`),
    /^UndefinedValueError: (\w+) not found/,
  ]
  if (!ofCode.test(error) && saysLacking.test(error)) found.push(keyAlone)
  return found.map((each) => each.exec(error)?.[1]).find((each) => each !== undefined)
}

/** `os.environ['MAPS_KEY']` raises inside one of Python's own modules. */
const asksEnvironment =
  /File "(?:<frozen os>|[^"\n]*\/os\.py)", line \d+, in __getitem__\n(?:[ \t].*\n)*KeyError: [^\n]*\s*$/

/** These errors are about names in the code, not about variables of the environment. */
const ofCode = /^(?:Name|Attribute|Import|ModuleNotFound|Key|Type)Error\b/
const saysLacking =
  /\bnot found\b|\bmissing\b|\b(?:must be|is not|not) (?:set|given|configured|provided)\b|\brequired\b/i
/** Looks like `MAPS_API_KEY`: neither a path nor one of Django's settings. */
const keyAlone = /(?<![\w./-])([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)(?![\w/-]|\.\w| setting)/

/** A host name that does not resolve, or a refused connection, in the words of Python, libpq, curl and urllib3. */
function wantsNetwork(output: string): boolean {
  return /gaierror|Name or service not known|[Nn]ame resolution|NameResolutionError|could not translate host name|Could not resolve host|Connection refused|ConnectionRefusedError|NewConnectionError|Network is unreachable|No route to host|ConnectTimeout/.test(
    output,
  )
}

function pathOf(output: string): string {
  return /\[Errno 28\][^\n]*?'([^'\n]+)'/.exec(output)?.[1] ?? '/'
}

/** The database has no tables yet. Before the first migrations that is not the project's fault. */
export function asksForTables(output: string): boolean {
  return /relation "[^"]+" does not exist|no such table: |UndefinedTable|Table '[^']+' doesn't exist/.test(
    output,
  )
}
