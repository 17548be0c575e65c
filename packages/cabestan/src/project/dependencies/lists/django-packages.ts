/** Distributions that depend on Django, so that nobody needs to list it. */
const others = new Set([
  'wagtail',
  'drf-spectacular',
  'drf-yasg',
  'graphene-django',
  'channels',
  'mezzanine',
  'wagtail-localize',
  'social-auth-app-django',
  'dj-rest-auth',
  'dj-stripe',
  'easy-thumbnails',
  'coderedcms',
  'puput',
])

export function bringsDjango(name: string): boolean {
  return /^(?:django-|djangorestframework)/.test(name) ? !lonely.has(name) : others.has(name)
}

/** Named after Django, and installable without it. */
const lonely = new Set([
  'django-environ',
  'django-dotenv',
  'django-prometheus',
  'django-cache-url',
  'django-types',
  'django-stubs',
  'django-stubs-ext',
])
