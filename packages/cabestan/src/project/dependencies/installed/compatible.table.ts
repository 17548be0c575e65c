/**
 * Versions that go with an older Django, for packages that do not say so themselves and would be installed in
 * a version for a newer one: the first row whose series is not older than Django's holds. Where a package names its
 * Django in its metadata, the installer finds the right one alone. As their changelogs tell it; written down by
 * hand on 2026-11-24, and tried where a test says so.
 */
export const suitingDjango: Readonly<
  Record<string, readonly (readonly [upTo: string, specifier: string])[]>
> = {
  'django-ckeditor': [
    ['1.11', '<5.9'],
    ['2.1', '<6.1'],
    ['3.1', '<6.6'],
  ],
  'django-countries': [
    ['1.10', '<5.4'],
    ['1.11', '<6'],
    ['2.1', '<7'],
    ['3.1', '<7.6'],
  ],
  'django-crispy-forms': [
    ['1.10', '<1.8'],
    ['1.11', '<1.9'],
    ['2.1', '<1.12'],
    ['3.1', '<2'],
  ],
  'django-filter': [
    ['1.10', '<2'],
    ['1.11', '<3'],
    ['2.1', '<21.1'],
    ['3.1', '<23.1'],
  ],
  'django-grappelli': [
    ['1.11', '<2.11'],
    ['2.0', '<2.12'],
    ['2.1', '<2.13'],
    ['2.2', '<2.14'],
    ['3.1', '<2.15'],
    ['3.2', '<3'],
    ['4.2', '<4'],
  ],
  'django-model-utils': [
    ['1.11', '<4'],
    ['2.1', '<4.1'],
    ['3.1', '<4.4'],
  ],
  'django-mptt': [
    ['1.10', '<0.9'],
    ['1.11', '<0.10'],
    ['2.1', '<0.12'],
    ['3.1', '<0.14'],
  ],
  'django-redis': [
    ['1.11', '<4.12'],
    ['2.1', '<5'],
    ['3.1', '<5.3'],
  ],
  'django-simple-history': [
    ['1.11', '<2.8'],
    ['2.1', '<2.12'],
    ['3.1', '<3.2'],
  ],
  'django-storages': [
    ['1.10', '<1.8'],
    ['1.11', '<1.10'],
    ['2.1', '<1.12'],
    ['3.1', '<1.14'],
  ],
  'django-taggit': [
    ['1.10', '<1'],
    ['2.1', '<1.3'],
    ['3.1', '<3'],
  ],
  'django-widget-tweaks': [
    ['1.10', '<1.4.4'],
    ['2.1', '<1.4.9'],
  ],
  'djangorestframework-simplejwt': [
    ['1.11', '<4.5'],
    ['2.1', '<4.7'],
    ['3.1', '<5.2'],
  ],
  'sorl-thumbnail': [
    ['1.11', '<12.6'],
    ['2.1', '<12.7'],
    ['3.1', '<12.9'],
    // From then on it wants STORAGES, which Django has since 4.2.
    ['4.1', '<12.11'],
  ],
  whitenoise: [
    ['1.10', '<5'],
    ['2.1', '<6'],
    ['3.1', '<6.3'],
  ],
}

/** A package in an old version beside which another one must stay old too. */
interface Companion {
  readonly of: string
  readonly below: string
  /** Up to this Django the newest that can be had of it is older than that. */
  readonly upTo?: string
  /** Where nobody asks for what is held back, it would only be brought along: this one asks for it. */
  readonly beside?: string
  readonly name: string
  readonly specifier: string
}

/**
 * Each was tried on 2026-11-24 with Python 3.11 in an empty venv: it has no setuptools, and those of today have no
 * `pkg_resources`, which older packages import. MarkupSafe 2.1 dropped what Jinja2 2 imports.
 */
export const companions: readonly Companion[] = [
  { of: 'jinja2', below: '3.0', name: 'markupsafe', specifier: '<2.1' },
  { of: 'apscheduler', below: '3.10.2', name: 'setuptools', specifier: '<81' },
  { of: 'django-q', below: '2', name: 'setuptools', specifier: '<81' },
  {
    ...{ of: 'djangorestframework-simplejwt', below: '5.3.1', upTo: '3.1' },
    ...{ name: 'setuptools', specifier: '<81' },
  },
  { of: 'drf-yasg', below: '1.21.8', name: 'setuptools', specifier: '<81' },
  { of: 'google-api-core', below: '2.8', name: 'setuptools', specifier: '<81' },
  { of: 'gunicorn', below: '21', name: 'setuptools', specifier: '<81' },
  { of: 'razorpay', below: '2', name: 'setuptools', specifier: '<81' },
  { of: 'sorl-thumbnail', below: '12.10', name: 'setuptools', specifier: '<81' },
  // Celery takes the newest, which refuses such a client at the first task and not while it is installed.
  { of: 'redis', below: '6.1', beside: 'celery', name: 'kombu', specifier: '<5.7' },
  // Its importmap went with 4.0.
  { of: 'django-prose-editor', below: '0.26', name: 'django-js-asset', specifier: '<4' },
]

/** What the code says of the version that it was written for: it imports what a later one no longer has. */
interface SuitingCode {
  readonly name: string
  readonly module: string
  /** Where only some names of the module are gone. */
  readonly imports?: RegExp
  readonly specifier: string
}

/** From the release notes of each; the strictest stands first. */
export const suitingCode: readonly SuitingCode[] = [
  { name: 'wagtail', module: 'wagtail.wagtailcore', specifier: '<2' },
  { name: 'wagtail', module: 'wagtail.core', specifier: '<5' },
  { name: 'wagtail', module: 'wagtail.admin.edit_handlers', specifier: '<5' },
  { name: 'wagtail', module: 'wagtail.contrib.modeladmin', specifier: '<6' },
  { name: 'django-ratelimit', module: 'ratelimit', specifier: '<4' },
  { name: 'django-recaptcha', module: 'captcha', specifier: '<4' },
  {
    name: 'djangorestframework',
    module: 'rest_framework.decorators',
    imports: /^(?:list|detail)_route$/,
    specifier: '<3.10',
  },
  {
    name: 'djangorestframework',
    module: 'rest_framework.serializers',
    imports: /^NullBooleanField$/,
    specifier: '<3.14',
  },
  { name: 'celery', module: 'celery.decorators', specifier: '<4' },
  { name: 'celery', module: 'djcelery', specifier: '<4' },
  { name: 'celery', module: 'celery.task', specifier: '<5' },
  {
    name: 'channels',
    module: 'channels.routing',
    imports: /^(?:route|route_class|include)$/,
    specifier: '<2',
  },
  { name: 'channels', module: 'channels', imports: /^(?:Group|Channel)$/, specifier: '<2' },
  {
    name: 'jinja2',
    module: 'jinja2',
    imports: /^(?:Markup|escape|contextfunction|contextfilter|environmentfilter)$/,
    specifier: '<3.1',
  },
  { name: 'pypdf2', module: 'PyPDF2', imports: /^PdfFile(?:Reader|Writer|Merger)$/, specifier: '<3' },
  { name: 'pillow', module: 'PIL.Image', imports: /^(?:ANTIALIAS|LINEAR|CUBIC)$/, specifier: '<10' },
  { name: 'pyjwt', module: 'jwt.contrib', specifier: '<2' },
]

/** Versions that want a setting or an application which is not there; `unless` one of these texts stands in the settings. */
export const suitingSettings: readonly {
  readonly name: string
  readonly unless: RegExp
  readonly specifier: string
}[] = [
  {
    name: 'django-crispy-forms',
    unless: /crispy_(?:bootstrap|tailwind|bulma|forms_)|CRISPY_ALLOWED/,
    specifier: '<2',
  },
  { name: 'django-allauth', unless: /allauth\.account\.middleware\.AccountMiddleware/, specifier: '<0.56' },
]
