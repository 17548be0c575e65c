import { eq, ge, gt, le, lt, ne, satisfies, valid } from '@renovatebot/pep440'

/** The target of the installation: Linux, and a series of Python once that is decided. */
export interface Target {
  readonly python: string | null
  /** The newest version of the series, where one of two possible branches has to be taken. */
  readonly newest?: boolean
}

/**
 * PEP 508 markers. What cannot be decided holds (a Python that is not chosen yet, a marker that makes no sense):
 * a package too many does less harm than one too few.
 */
export function holds(marker: string, target: Target): boolean {
  if (marker === '' || marker.length > 2_000) return true
  const tokens = marker.match(/"[^"]*"|'[^']*'|[()]|[<>=!~]=?=?|[\w.]+/g) ?? []
  return disjunction({ tokens, at: 0, depth: 0, target })
}

interface Reader {
  readonly tokens: readonly string[]
  at: number
  depth: number
  readonly target: Target
}

function disjunction(reader: Reader): boolean {
  let result = conjunction(reader)
  while (reader.tokens[reader.at] === 'or') {
    reader.at += 1
    const next = conjunction(reader)
    result = result || next
  }
  return result
}

function conjunction(reader: Reader): boolean {
  let result = term(reader)
  while (reader.tokens[reader.at] === 'and') {
    reader.at += 1
    const next = term(reader)
    result = result && next
  }
  return result
}

function term(reader: Reader): boolean {
  if (reader.tokens[reader.at] !== '(') return comparison(reader)
  if (reader.depth > 20) return true
  reader.at += 1
  reader.depth += 1
  const result = disjunction(reader)
  reader.depth -= 1
  if (reader.tokens[reader.at] === ')') reader.at += 1
  return result
}

function comparison(reader: Reader): boolean {
  const left = reader.tokens[reader.at++] ?? ''
  let operator = reader.tokens[reader.at++] ?? ''
  if (operator === 'not') operator = `not ${reader.tokens[reader.at++] ?? ''}`
  const right = reader.tokens[reader.at++] ?? ''
  return pairs(left, right, reader.target).some(([a, b]) => {
    if (a === null || b === null) return true
    return left.startsWith('python') || right.startsWith('python') || left === 'implementation_version'
      ? comparesVersions(a, operator, b)
      : comparesTexts(a, operator, b)
  })
}

type Value = string | null

function pairs(left: string, right: string, target: Target): readonly (readonly [Value, Value])[] {
  if (isRelease(left)) return releases(target, right).map((release) => [release, valued(right, target)])
  if (isRelease(right)) return releases(target, left).map((release) => [valued(left, target), release])
  return [[valued(left, target), valued(right, target)]]
}

const isRelease = (token: string) => token === 'python_full_version' || token === 'implementation_version'

/** Debian 12 has 3.11.2 and uv the last of that series: the first one, the one in question and a late one. */
function releases({ python, newest = false }: Target, other: string): readonly Value[] {
  if (python === null) return [null]
  const late = `${python}.20`
  const asked = other.slice(1, -1)
  return newest ? [late] : [`${python}.0`, ...(asked.startsWith(`${python}.`) ? [asked] : []), late]
}

function valued(token: string, { python }: Target): Value {
  if (/^['"]/.test(token)) return token.slice(1, -1)
  return token === 'python_version' ? python : (variables[token] ?? null)
}

const variables: Readonly<Record<string, string>> = {
  os_name: 'posix',
  'os.name': 'posix',
  sys_platform: 'linux',
  'sys.platform': 'linux',
  platform_system: 'Linux',
  platform_machine: 'x86_64',
  'platform.machine': 'x86_64',
  platform_release: '',
  platform_version: '',
  platform_python_implementation: 'CPython',
  'platform.python_implementation': 'CPython',
  implementation_name: 'cpython',
  extra: '',
}

const versionOperators: Readonly<Record<string, (a: string, b: string) => boolean>> = {
  '==': eq,
  '!=': ne,
  '<': lt,
  '<=': le,
  '>': gt,
  '>=': ge,
}

function comparesVersions(a: string, operator: string, b: string): boolean {
  if (operator === 'in') return b.split(/[\s,]+/).includes(a)
  if (operator === 'not in') return !b.split(/[\s,]+/).includes(a)
  const compare = versionOperators[operator]
  if (valid(a) && valid(b) && compare !== undefined) return compare(a, b)
  return valid(a) ? satisfies(a, `${operator}${b}`) : true
}

function comparesTexts(a: string, operator: string, b: string): boolean {
  switch (operator) {
    case '==':
    case '===':
      return a === b
    case '!=':
      return a !== b
    case 'in':
      return b.includes(a)
    case 'not in':
      return !b.includes(a)
    default:
      return true
  }
}
