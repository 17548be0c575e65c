import { apply } from '../expressions/call.ts'
import { argument, type Call, type Library, textArgument } from '../expressions/given.ts'
import { literalIn } from '../expressions/literal.ts'
import { learnCast } from '../machine/environment.ts'
import { fail } from '../machine/fail.ts'
import { written } from '../things/formatting.ts'
import { type Visible, visible } from '../things/iterate.ts'
import { concretes, each } from '../things/join.ts'
import type { Kind } from '../things/kinds.ts'
import { hope } from '../things/subscripts.ts'
import {
  box,
  type ClassThing,
  type Content,
  dict,
  list,
  native,
  none,
  type Pair,
  scope,
  type Thing,
  text,
  textDict,
  unknown,
} from '../things/thing.ts'
import { cast } from './casts.ts'
import { plain, queryDict, urlObject } from './urls.ts'

/** The parts of Python's standard library that settings use. */
export const standard: Library = {
  'distutils.util.strtobool': strtobool,
  'str2bool.str2bool': strtobool,
  'strtobool.strtobool': strtobool,
  'setuptools.distutils.util.strtobool': strtobool,
  'django.utils.encoding.force_str': (call) => call.positional[0] ?? null,
  'django.utils.encoding.force_text': (call) => call.positional[0] ?? null,
  'django.utils.text.slugify': () => null,
  'six.text_type': (call) => call.positional[0] ?? null,
  'six.u': (call) => call.positional[0] ?? null,
  'textwrap.dedent': (call) => call.positional[0] ?? null,
  'urllib.parse.urlparse': (call) => urlParsed(call),
  'urllib.parse.urlsplit': (call) => urlParsed(call),
  'urllib.parse.uses_netloc.append': () => none,
  'urllib.parse.quote': (call) => encoded(call, (value) => encodeURIComponent(value).replaceAll('%2F', '/')),
  'urllib.parse.quote_plus': (call) =>
    encoded(call, (value) => encodeURIComponent(value).replaceAll('%20', '+')),
  'urllib.parse.unquote': (call) => encoded(call, plain),
  'urllib.parse.unquote_plus': (call) => encoded(call, (value) => plain(value.replaceAll('+', ' '))),
  'urllib.parse.parse_qs': (call) => {
    const query = written(call.positional[0])
    return query === null ? null : queryDict(query)
  },
  'urllib.parse.urljoin': (call) => urlJoined(call),
  'ast.literal_eval': (call) => literal(call),
  'copy.copy': (call) => copied(call, 1),
  'copy.deepcopy': (call) => copied(call, 20),
  'collections.OrderedDict': (call) => ordered(call),
  'collections.defaultdict': () => dict([], true),
  'functools.partial': (call) => partial(call),
  'types.SimpleNamespace': ({ named, open }) => (open ? null : namespaceOf(named)),
  'itertools.chain': (call) => chained(call, { items: call.positional, open: call.open }),
  'itertools.chain.from_iterable': (call) =>
    call.positional[0] ? chained(call, visible(call.frame, call.positional[0])) : null,
  'django.conf.locale.LANG_INFO': () => unknown('languages'),
  'warnings.filterwarnings': () => none,
  'operator.itemgetter': () => null,
  ...needing([
    'datetime.datetime.strptime',
    'datetime.datetime.fromisoformat',
    'datetime.date.fromisoformat',
    'dateutil.parser.parse',
    'dateutil.parser.isoparse',
    'django.utils.dateparse.parse_datetime',
    'decimal.Decimal',
    'base64.b64decode',
    'base64.b64encode',
    're.compile',
    're.split',
    'shlex.split',
  ]),
}

function strtobool(call: Call): Thing | null {
  const [given] = call.positional
  if (!given) return null
  return cast(call, given, 'boolean')
}

function urlParsed(call: Call): Thing | null {
  const given = argument(call, 'urlstring', 0) ?? argument(call, 'url', 0)
  if (!given) return null
  learnCast(given, 'url')
  return each(given, (one) => {
    if (one.type === 'text') return urlObject(one.text)
    return one.type === 'environment' ? one : unknown('a URL')
  })
}

function encoded(call: Call, change: (value: string) => string): Thing | null {
  const given = call.positional[0]
  if (!given) return null
  return each(given, (one) => {
    if (one.type === 'text') return text(change(one.text))
    return one.type === 'environment' ? one : unknown('a text')
  })
}

function urlJoined(call: Call): Thing | null {
  const [base, path] = [textArgument(call, 'base', 0), textArgument(call, 'url', 1)]
  if (base === null || path === null) return null
  const absolute = /^[a-z][\w+.-]*:\/\//i.test(base)
  const root = absolute ? '' : 'http://relative'
  try {
    const joined = new URL(path, new URL(base, root === '' ? undefined : `${root}/`)).href
    return text(absolute ? joined : joined.slice(root.length))
  } catch {
    return null
  }
}

/** Python literals that people put into the environment: a boolean, a number, a list of texts. */
function literal(call: Call): Thing | null {
  const given = call.positional[0]
  if (!given) return null
  return each(given, (one) => {
    if (one.type !== 'text') return one.type === 'environment' ? one : unknown('a literal')
    const at = { name: 'ValueError', at: call.place, because: [one] }
    return literalIn(call.frame, one.text) ?? fail(call.frame, at, unknown('no literal'))
  })
}

function copied(call: Call, depth: number): Thing | null {
  const given = call.positional[0]
  return given ? copy(given, depth) : null
}

function copy(thing: Thing, depth: number): Thing {
  if (thing.type === 'choice') return { ...thing, of: thing.of.map((one) => copy(one, depth)) }
  if (thing.type !== 'box' || depth === 0) return thing
  const contents = thing.cell.contents.map((content) => copiedContent(content, depth - 1))
  return { ...box(...contents), place: thing.place, via: thing.via }
}

function copiedContent(content: Content, depth: number): Content {
  if (content.type === 'native') return content
  if (content.type === 'list') return { ...content, items: content.items.map((item) => copy(item, depth)) }
  return { ...content, entries: content.entries.map(([key, value]): Pair => [key, copy(value, depth)]) }
}

function ordered(call: Call): Thing {
  const [given] = call.positional
  const [one] = given ? concretes(given) : []
  if (one?.type === 'dict') return box(one)
  const { items, open } = given ? visible(call.frame, given) : { items: [], open: false }
  const pairs = items.flatMap((pair): Pair[] => {
    const [key, value] = visible(call.frame, pair).items
    return key && value ? [[key, value]] : []
  })
  const named = Object.entries(call.named).map(([name, value]): Pair => [text(name), value])
  return dict([...pairs, ...named], open || call.open)
}

function chained(call: Call, iterables: Visible): Thing {
  const parts = iterables.items.map((part) => visible(call.frame, part))
  return list(
    parts.flatMap(({ items }) => items),
    'list',
    iterables.open || parts.some(({ open }) => open),
  )
}

function namespaceOf(named: Readonly<Record<string, Thing>>): Thing {
  const of: ClassThing = {
    type: 'class',
    name: 'SimpleNamespace',
    bases: [],
    arguments: [],
    scope: scope('class', null),
  }
  const own = scope('instance', null)
  for (const [name, value] of Object.entries(named)) own.names.set(name, value)
  return { type: 'instance', of, scope: own }
}

/** `get = partial(os.environ.get, default='')`: a function with some of its arguments. */
function partial({ positional: [of, ...positional], named, open }: Call): Thing | null {
  return of && !open
    ? native('functools.partial', { of, positional: list(positional), named: textDict(named) })
    : null
}

export const partialKind: Kind = {
  call: (call, { data: { of, positional = none, named = none } }) => {
    const [held] = concretes(named)
    const before = held?.type === 'dict' ? held.entries : []
    const byName = Object.fromEntries(before.map(([key, value]) => [written(key) ?? '', value]))
    return of
      ? apply(
          {
            ...call,
            positional: [...visible(call.frame, positional).items, ...call.positional],
            named: { ...byName, ...call.named },
          },
          of,
        )
      : null
  },
}

/** Functions that raise an error for None. */
function needing(names: readonly string[]): Library {
  return Object.fromEntries(names.map((name) => [name, needsFirst]))
}

function needsFirst(call: Call): Thing | null {
  const [one] = call.positional[0] ? concretes(call.positional[0]) : []
  if (one?.type === 'environment') return one
  if (one?.type !== 'none') return null
  return fail(call.frame, { name: 'TypeError', at: call.place, because: [one] }, hope(one))
}
