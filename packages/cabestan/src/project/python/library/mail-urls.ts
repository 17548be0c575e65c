import { boolean, none, number, type Thing, text, textDict } from '../things/thing.ts'
import { parsedUrl } from './urls.ts'

const mailers: Readonly<Record<string, string>> = {
  console: 'console',
  consolemail: 'console',
  dummy: 'dummy',
  dummymail: 'dummy',
  file: 'filebased',
  filemail: 'filebased',
  memory: 'locmem',
  memorymail: 'locmem',
}

/** What django-environ and dj-email-url make of a mail server's address; they say the same in different words. */
export function emailDict(url: string): Thing {
  const { scheme, host, port, user, password, path, query } = parsedUrl(url)
  const backend = `django.core.mail.backends.${mailers[scheme] ?? 'smtp'}.EmailBackend`
  return textDict({
    EMAIL_BACKEND: text(backend),
    EMAIL_FILE_PATH: text(path.replace(/^\//, '')),
    EMAIL_HOST: host === '' ? none : text(host),
    EMAIL_PORT: port === '' ? none : number(Number(port)),
    EMAIL_HOST_USER: user === '' ? none : text(user),
    EMAIL_HOST_PASSWORD: password === '' ? none : text(password),
    EMAIL_USE_TLS: boolean(/tls|submission/.test(scheme) || asks(query, 'tls')),
    EMAIL_USE_SSL: boolean(/ssl|smtps$/.test(scheme) || asks(query, 'ssl')),
    ...senders(query),
  })
}

type Query = ReadonlyMap<string, string>

/** `?tls=True` of dj-email-url, `?EMAIL_USE_TLS=True` of django-environ. */
function asks(query: Query, name: 'tls' | 'ssl'): boolean {
  const word = query.get(name) ?? query.get(`EMAIL_USE_${name.toUpperCase()}`) ?? ''
  return /^(?:1|y|yes|t|true|on)$/i.test(word)
}

/** The sender is only set if the address says so. */
function senders(query: Query): Record<string, Thing> {
  const named = {
    SERVER_EMAIL: query.get('_server_email'),
    DEFAULT_FROM_EMAIL: query.get('_default_from_email'),
  }
  return Object.fromEntries(
    Object.entries(named).flatMap(([name, sender]) => (sender === undefined ? [] : [[name, text(sender)]])),
  )
}
