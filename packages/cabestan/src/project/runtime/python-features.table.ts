/** What a line of code, its strings emptied, tells of the Python that it needs: of "What's New in Python 3.x". */
export interface SyntaxFeature {
  readonly name: string
  readonly from: string
  /** Stands in the file whenever the pattern matches a line of it. */
  readonly hint: string
  readonly pattern: RegExp
  /** Harmless where annotations are not evaluated: `from __future__ import annotations`. */
  readonly annotation?: true
}

export const syntax: readonly SyntaxFeature[] = [
  { name: 'f-string', hint: '', from: '3.6', pattern: /(?<![\w"'])(?:f|rf|fr)(?:""|'')/i },
  { name: ':=', hint: ':=', from: '3.8', pattern: /[(,=[ ](?:not )?\(?\w+ ?:= ?[\w("'[{]/ },
  { name: 'def f(a, /)', hint: '/', from: '3.8', pattern: /^(?:async )?def \w+\([^()]*, ?\/ ?[,)]/ },
  {
    name: 'list[…]',
    hint: '[',
    from: '3.9',
    pattern: /^(?:async )?def .*(?::|->) ?(?:list|dict|tuple|set|type)\[|^\w+ ?: ?(?:list|dict|tuple|set)\[/,
    annotation: true,
  },
  {
    name: 'X | None',
    hint: '| ',
    from: '3.10',
    pattern:
      /^(?:async )?def .*(?:(?::|->) ?[\w.[\]]+ ?\| ?None\b|\bNone ?\| ?\w)|^\w+ ?: ?[\w.[\]]+ ?\| ?None\b/,
    annotation: true,
  },
  { name: 'match', hint: 'match ', from: '3.10', pattern: /^match [^=:]+:$/ },
  { name: 'except*', hint: 'except', from: '3.11', pattern: /^except ?\* ?\w/ },
  // Only such an f-string keeps its braces in a line of code.
  {
    name: `f"{a["b"]}"`,
    hint: '{',
    from: '3.12',
    pattern: /(?<![\w"'])(?:f|rf|fr)(?:"\{\}"|'\{\}')/i,
  },
  { name: 'type X = …', hint: 'type ', from: '3.12', pattern: /^type \w+(?:\[[^\]]*\])? ?= / },
  { name: 'def f[T]()', hint: '[', from: '3.12', pattern: /^(?:async )?(?:def|class) \w+\[/ },
  { name: 't-string', hint: 't', from: '3.14', pattern: /(?<![\w"'])(?:t|rt|tr)(?:""|'')/i },
  // In small letters the last one is the error's name, in Python 2.
  {
    name: 'except A, B:',
    hint: 'except',
    from: '3.14',
    pattern: /^except(?: [\w.]*\b[A-Z]\w*,)+ [\w.]*\b[A-Z]\w*:/,
  },
]

/** Modules of the standard library, with the Python that brought them. */
export const newModules: Readonly<Record<string, string>> = {
  secrets: '3.6',
  dataclasses: '3.7',
  contextvars: '3.7',
  'importlib.resources': '3.7',
  'importlib.metadata': '3.8',
  zoneinfo: '3.9',
  graphlib: '3.9',
  tomllib: '3.11',
  annotationlib: '3.14',
  compression: '3.14',
  'string.templatelib': '3.14',
}

export const newNames: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  typing: {
    Literal: '3.8',
    Final: '3.8',
    Protocol: '3.8',
    TypedDict: '3.8',
    Annotated: '3.9',
    ParamSpec: '3.10',
    TypeAlias: '3.10',
    Concatenate: '3.10',
    TypeGuard: '3.10',
    Self: '3.11',
    NotRequired: '3.11',
    Never: '3.11',
    assert_never: '3.11',
    LiteralString: '3.11',
    Unpack: '3.11',
    override: '3.12',
    ReadOnly: '3.13',
    TypeIs: '3.13',
  },
  enum: { StrEnum: '3.11' },
  datetime: { UTC: '3.11' },
  functools: { cached_property: '3.8', cache: '3.9' },
  itertools: { pairwise: '3.10', batched: '3.12' },
  warnings: { deprecated: '3.13' },
}

/** Modules that are gone, with the last Python that had them. */
export const goneModules: Readonly<Record<string, string>> = {
  formatter: '3.9',
  parser: '3.9',
  symbol: '3.9',
  asynchat: '3.11',
  asyncore: '3.11',
  imp: '3.11',
  smtpd: '3.11',
  aifc: '3.12',
  audioop: '3.12',
  cgi: '3.12',
  cgitb: '3.12',
  chunk: '3.12',
  crypt: '3.12',
  imghdr: '3.12',
  mailcap: '3.12',
  nntplib: '3.12',
  pipes: '3.12',
  sndhdr: '3.12',
  spwd: '3.12',
  sunau: '3.12',
  telnetlib: '3.12',
  uu: '3.12',
  xdrlib: '3.12',
}

const abstract =
  'Callable Container Hashable Iterable Iterator ItemsView KeysView Mapping MappingView MutableMapping MutableSequence MutableSet Sequence Set Sized ValuesView'

export const goneNames: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  collections: Object.fromEntries(abstract.split(' ').map((name) => [name, '3.9'])),
  fractions: { gcd: '3.8' },
  inspect: { getargspec: '3.10' },
  cgi: { escape: '3.7' },
  time: { clock: '3.7' },
}

/** What only Python 2 understands. */
export const python2Syntax: readonly { readonly name: string; readonly pattern: RegExp }[] = [
  { name: 'print', pattern: /^print +(?:["'\w>`]|[urbURB]+["'])(?!n\b|s\b)/ },
  { name: 'except …, e', pattern: /^except [\w.() ,]{1,200}, ?(?:e|ex|exc|err|error|exception) ?:/ },
  { name: 'raise …, …', pattern: /^raise [\w.]+ ?, ?\S/ },
  { name: 'exec', pattern: /^exec +["'\w]/ },
  { name: 'ur""', pattern: /(?<![\w"'])ur(?:""|'')/i },
  { name: '<>', pattern: /[\w)\]"'] ?<> ?[\w("']/ },
  // Of zeros alone Python 3 takes as many as there are.
  { name: '0777', pattern: /[(,= ]0(?=0*[1-7])[0-7]{2,4}(?=[),\s]|$)/ },
]

export const python2Modules: ReadonlySet<string> = new Set([
  'ConfigParser',
  'Cookie',
  'HTMLParser',
  'Queue',
  'SocketServer',
  'StringIO',
  '__builtin__',
  'cPickle',
  'cStringIO',
  'cookielib',
  'htmlentitydefs',
  'httplib',
  'md5',
  'robotparser',
  'sets',
  'sha',
  'urllib2',
  'urlparse',
  'xmlrpclib',
])

export const python2Names: Readonly<Record<string, readonly string[]>> = {
  urllib: ['urlencode', 'quote', 'quote_plus', 'unquote', 'unquote_plus', 'urlopen', 'urlretrieve'],
  itertools: ['izip', 'imap', 'ifilter', 'izip_longest'],
  types: ['StringType', 'ListType', 'DictType', 'UnicodeType'],
}
