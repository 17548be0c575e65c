/**
 * What a project's code tells of its Django. `before`: it is gone from this series on; `from`: there since this
 * series. Of Django's release notes ("Features removed in …", "What's new in …").
 */
export interface DjangoFeature {
  readonly name: string
  readonly before?: string
  readonly from?: string
}

/** Whole modules, as `from MODULE import …` or `import MODULE` names them. */
export const modules: Readonly<Record<string, DjangoFeature>> = Object.fromEntries(
  [
    ['1.6', 'django.conf.urls.defaults', 'django.views.generic.simple', 'django.views.generic.list_detail'],
    ['1.7', 'django.utils.simplejson', 'django.utils.hashcompat'],
    ['1.8', 'django.contrib.comments', 'django.contrib.formtools', 'django.contrib.localflavor'],
    [
      '1.9',
      'django.utils.importlib',
      'django.utils.tzinfo',
      'django.utils.unittest',
      'django.utils.dictconfig',
      'django.forms.util',
      'django.contrib.admin.util',
      'django.contrib.contenttypes.generic',
      'django.db.models.loading',
    ],
    ['1.10', 'django.core.context_processors'],
    ['2.0', 'django.core.urlresolvers', 'django.contrib.gis.geoip'],
    [
      '3.0',
      'django.utils.six',
      'django.utils.lru_cache',
      'django.contrib.staticfiles.templatetags',
      'django.contrib.staticfiles.templatetags.staticfiles',
      'django.contrib.admin.templatetags.admin_static',
    ],
    ['6.0', 'django.utils.itercompat'],
  ].flatMap(([before = '', ...names]) => names.map((name) => [name, { name, before }])),
)

export const newModules: Readonly<Record<string, string>> = {
  'django.urls': '1.10',
  'django.contrib.postgres.indexes': '1.11',
  'django.tasks': '6.0',
  'django.utils.csp': '6.0',
}

/** Names out of modules: `from MODULE import NAME`. */
export const names: Readonly<Record<string, Readonly<Record<string, DjangoFeature>>>> = {
  'django.conf.urls': gone('1.10', 'patterns', '4.0', 'url'),
  'django.shortcuts': gone('3.0', 'render_to_response'),
  'django.template': gone('1.9', 'add_to_builtins'),
  'django.core.cache': gone('1.9', 'get_cache'),
  'django.core.files.storage': gone('5.1', 'get_storage_class'),
  'django.contrib.sites.models': gone('1.9', 'RequestSite'),
  'django.contrib.auth.views': gone(
    '2.1',
    'login logout password_change password_change_done password_reset password_reset_done password_reset_confirm password_reset_complete',
  ),
  'django.contrib.admin': gone('3.1', 'ACTION_CHECKBOX_NAME'),
  'django.contrib.postgres.fields': gone('4.0', 'JSONField', '5.1', 'CICharField CIEmailField CITextField'),
  'django.db.models': {
    ...gone(
      '1.9',
      'get_model get_models get_app',
      '2.1',
      'permalink',
      '3.1',
      'FieldDoesNotExist',
      '4.0',
      'NullBooleanField',
    ),
    ...come(
      '2.2',
      'UniqueConstraint CheckConstraint',
      '3.0',
      'TextChoices IntegerChoices',
      '3.1',
      'JSONField',
      '5.0',
      'GeneratedField',
      '5.2',
      'CompositePrimaryKey',
    ),
  },
  'django.db.models.fields': gone('3.1', 'FieldDoesNotExist'),
  'django.utils.datastructures': gone('1.9', 'SortedDict MergeDict'),
  'django.utils.decorators': gone('3.0', 'available_attrs ContextDecorator', '3.1', 'classproperty'),
  'django.utils.encoding': gone(
    '2.0',
    'force_unicode smart_unicode StrAndUnicode',
    '3.0',
    'python_2_unicode_compatible',
    '4.0',
    'force_text smart_text',
  ),
  'django.utils.functional': gone('1.9', 'memoize', '3.0', 'curry'),
  'django.utils.html': gone('3.0', 'remove_tags'),
  'django.utils.http': gone(
    '3.0',
    'cookie_date',
    '4.0',
    'urlquote urlquote_plus urlunquote urlunquote_plus is_safe_url',
  ),
  'django.utils.text': gone('4.0', 'unescape_entities'),
  'django.utils.timezone': gone('3.1', 'FixedOffset', '5.0', 'utc'),
  'django.utils.translation': gone(
    '2.1',
    'string_concat',
    '4.0',
    'ugettext ugettext_lazy ugettext_noop ungettext ungettext_lazy',
  ),
  'django.urls': come('2.0', 'path re_path register_converter'),
  'django.contrib.admin.utils': gone('4.0', 'lookup_needs_distinct'),
  'django.views.i18n': gone('2.0', 'javascript_catalog json_catalog'),
}

/** What no import tells: calls and settings, as they stand in a line whose strings are emptied. */
/** `hint` stands in the file whenever the pattern matches a line of it: most files are passed over by it. */
export const lines: readonly (DjangoFeature & { readonly hint: string; readonly pattern: RegExp })[] = [
  {
    name: 'MIDDLEWARE_CLASSES',
    before: '2.0',
    hint: 'MIDDLEWARE_CLASSES',
    pattern: /^MIDDLEWARE_CLASSES\s*\+?=/,
  },
  { name: 'context_instance', before: '1.10', hint: 'context_instance', pattern: /\bcontext_instance\s*=/ },
  {
    name: 'is_authenticated()',
    before: '2.0',
    hint: 'user.is_a',
    pattern: /\buser\.is_(?:authenticated|anonymous)\(\)/,
  },
  { name: 'assignment_tag', before: '2.0', hint: 'assignment_tag', pattern: /^@register\.assignment_tag\b/ },
  { name: 'models.permalink', before: '2.1', hint: 'permalink', pattern: /^@models\.permalink\b/ },
  {
    name: 'auth_views.login',
    before: '2.1',
    hint: 'from django.contrib.auth import views as auth_views',
    pattern: /\bauth_views\.(?:login|logout|password_(?:change|reset)\w*)\b/,
  },
  {
    name: 'Signal(providing_args)',
    before: '4.0',
    hint: 'providing_args',
    pattern: /\bSignal\(\s*providing_args\b/,
  },
  {
    name: 'models.NullBooleanField',
    before: '4.0',
    hint: 'NullBooleanField',
    pattern: /\bmodels\.NullBooleanField\(/,
  },
  { name: 'request.is_ajax()', before: '4.0', hint: 'is_ajax', pattern: /\brequest\.is_ajax\(\)/ },
  { name: 'index_together', before: '5.1', hint: 'index_together', pattern: /^index_together\s*=/ },
  {
    name: 'CheckConstraint(check)',
    before: '6.0',
    hint: 'CheckConstraint',
    pattern: /\bCheckConstraint\(\s*check\s*=/,
  },
  { name: 'models.JSONField', from: '3.1', hint: 'JSONField', pattern: /\bmodels\.JSONField\(/ },
  {
    name: 'models.TextChoices',
    from: '3.0',
    hint: 'Choices',
    pattern: /\bmodels\.(?:Text|Integer)Choices\b/,
  },
  {
    name: 'models.UniqueConstraint',
    from: '2.2',
    hint: 'Constraint',
    pattern: /\bmodels\.(?:Unique|Check)Constraint\(/,
  },
  { name: 'admin.display', from: '3.2', hint: '@admin.', pattern: /^@admin\.(?:display|action)\b/ },
  {
    name: 'models.GeneratedField',
    from: '5.0',
    hint: 'models.GeneratedField',
    pattern: /\bmodels\.GeneratedField\(/,
  },
  {
    name: 'CheckConstraint(condition)',
    from: '5.1',
    hint: 'CheckConstraint',
    pattern: /\bCheckConstraint\(\s*condition\s*=/,
  },
  {
    name: 'models.CompositePrimaryKey',
    from: '5.2',
    hint: 'CompositePrimaryKey',
    pattern: /\bmodels\.CompositePrimaryKey\(/,
  },
]

/** What stands in texts: settings and templates. */
export const literals: readonly (DjangoFeature & { readonly text: string })[] = [
  {
    name: 'SessionAuthenticationMiddleware',
    before: '2.0',
    text: 'django.contrib.auth.middleware.SessionAuthenticationMiddleware',
  },
  { name: 'django.core.context_processors', before: '1.10', text: 'django.core.context_processors.' },
  {
    name: 'CachedStaticFilesStorage',
    before: '3.1',
    text: 'django.contrib.staticfiles.storage.CachedStaticFilesStorage',
  },
]

function gone(...pairs: readonly string[]): Readonly<Record<string, DjangoFeature>> {
  return named(pairs, (before, name) => ({ name, before }))
}

function come(...pairs: readonly string[]): Readonly<Record<string, DjangoFeature>> {
  return named(pairs, (from, name) => ({ name, from }))
}

function named(pairs: readonly string[], feature: (series: string, name: string) => DjangoFeature) {
  const entries = pairs.flatMap((series, index) =>
    index % 2 === 0
      ? (pairs[index + 1] ?? '').split(' ').map((name) => [name, feature(series, name)] as const)
      : [],
  )
  return Object.fromEntries(entries)
}
