import type { Call, Library } from '../expressions/given.ts'
import { ask } from '../machine/environment.ts'
import { fail } from '../machine/fail.ts'
import { note } from '../machine/machine.ts'
import { store } from '../machine/names.ts'
import { surelyEqual } from '../things/entries.ts'
import { concretes } from '../things/join.ts'
import { setItem } from '../things/subscripts.ts'
import { boolean, dict, list, none, type Scope, type Thing, text } from '../things/thing.ts'
import { truth } from '../things/truth.ts'
import { cast } from './casts.ts'

/** `django_heroku.settings(locals())`, which changes settings behind their back. */
export const heroku: Library = {
  'django_heroku.settings': settings,
  'django_on_heroku.settings': settings,
}

function settings(call: Call): Thing {
  const [config] = concretes(call.positional[0] ?? none)
  if (config?.type !== 'native' || !config.scope) return none
  const on = (name: string) => truth(call.named[name] ?? boolean(true)) !== false
  if (on('databases')) databases(call, config.scope)
  if (on('allowed_hosts')) put(call, config.scope, 'ALLOWED_HOSTS', list([text('*')]))
  if (on('staticfiles')) staticFiles(call, config.scope)
  if (on('secret_key')) secretKey(call, config.scope)
  return none
}

function put(call: Call, scope: Scope, name: string, thing: Thing): void {
  store(call.frame, scope, name, { ...thing, place: call.place })
}

function question(call: Call, key: string) {
  return { line: call.line, literal: true, key, default: null, raises: null }
}

function databases(call: Call, scope: Scope): void {
  const { thing } = ask(call.frame, { ...question(call, 'DATABASE_URL'), cast: 'url' })
  if (thing.type === 'none') return
  const held = scope.names.get('DATABASES') ?? dict([])
  if (!scope.names.has('DATABASES')) put(call, scope, 'DATABASES', held)
  const age = {
    named: { conn_max_age: { type: 'number', number: 600 } },
    positional: [],
    open: false,
  } as const
  setItem(call, held, [text('default'), cast({ ...call, ...age }, thing, 'database')])
}

function staticFiles(call: Call, scope: Scope): void {
  const base = scope.names.get('BASE_DIR')
  const [root] = concretes(base ?? none)
  if (root?.type === 'text') {
    put(call, scope, 'STATIC_ROOT', text(`${root.text}/staticfiles`))
    note(call.frame.machine, { type: 'makes-directory', what: `${root.text}/staticfiles`, place: call.place })
  }
  put(call, scope, 'STATIC_URL', text('/static/'))
  put(call, scope, 'STATICFILES_STORAGE', text('whitenoise.storage.CompressedManifestStaticFilesStorage'))
  const name = scope.names.has('MIDDLEWARE') ? 'MIDDLEWARE' : 'MIDDLEWARE_CLASSES'
  // Called too early: it takes for granted that the list is there.
  if (!scope.names.has(name) && scope.starred.length === 0)
    fail(call.frame, { name: 'KeyError', at: call.place, because: [] }, none)
  const [before] = concretes(scope.names.get(name) ?? none)
  if (before?.type !== 'list') return
  const whitenoise: Thing = { ...text('whitenoise.middleware.WhiteNoiseMiddleware'), place: call.place }
  if (before.items.some((item) => surelyEqual(item, whitenoise))) return
  put(call, scope, name, list([whitenoise, ...before.items], before.flavour, before.open))
}

function secretKey(call: Call, scope: Scope): void {
  const { thing } = ask(call.frame, {
    ...question(call, 'SECRET_KEY'),
    default: scope.names.get('SECRET_KEY') ?? null,
  })
  if (thing.type !== 'none') put(call, scope, 'SECRET_KEY', thing)
}
