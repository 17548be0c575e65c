import { list, native, none, number, type Thing, text, textDict } from '../things/thing.ts'

export interface Url {
  readonly scheme: string
  readonly user: string
  readonly password: string
  readonly host: string
  readonly port: string
  readonly path: string
  readonly query: ReadonlyMap<string, string>
}

/** As `urllib.parse` takes it apart, which forgives much more than a browser. */
export function parsedUrl(url: string): Url {
  const [, scheme = '', rest = ''] = /^([A-Za-z][\w+.-]*):(.*)$/s.exec(url) ?? [undefined, '', url]
  const [beforeHash = ''] = rest.split('#')
  const question = beforeHash.indexOf('?')
  const main = question === -1 ? beforeHash : beforeHash.slice(0, question)
  const query = question === -1 ? '' : beforeHash.slice(question + 1)
  const [authority, path] = main.startsWith('//') ? cut(main.slice(2), '/') : ['', main]
  const at = authority.lastIndexOf('@')
  const [user, password] = cutAfter(at === -1 ? '' : authority.slice(0, at), ':')
  const [host, port] = hostAndPort(authority.slice(at + 1))
  return {
    scheme,
    user: plain(user),
    password: plain(password),
    host: plain(host),
    port,
    path,
    query: queryOf(query),
  }
}

function cut(value: string, mark: string): readonly [string, string] {
  const at = value.indexOf(mark)
  return at === -1 ? [value, ''] : [value.slice(0, at), value.slice(at)]
}

function cutAfter(value: string, mark: string): readonly [string, string] {
  const [head, tail] = cut(value, mark)
  return [head, tail.slice(1)]
}

function hostAndPort(authority: string): readonly [string, string] {
  const six = /^\[([^\]]*)\](?::(\d*))?$/.exec(authority)
  return six ? [six[1] ?? '', six[2] ?? ''] : cutAfter(authority, ':')
}

export function plain(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}

function queryOf(query: string): ReadonlyMap<string, string> {
  const parts = query.split('&').filter((part) => part !== '')
  return new Map(
    parts.map((part) => {
      const [name, value] = cutAfter(part, '=')
      return [plain(name), plain(value.replaceAll('+', ' '))]
    }),
  )
}

/** What `urlparse` returns: attributes, none of them required. */
export function urlObject(written: string): Thing {
  const url = parsedUrl(written)
  const or = (value: string) => (value === '' ? none : text(value))
  const host = url.host.toLowerCase()
  return {
    ...native('urllib.parse.ParseResult'),
    data: {
      scheme: text(url.scheme.toLowerCase()),
      netloc: text(host + (url.port && `:${url.port}`)),
      hostname: or(host),
      port: url.port === '' ? none : number(Number(url.port)),
      username: or(url.user),
      password: or(url.password),
      path: text(url.path),
      query: text([...url.query].map(([name, value]) => `${name}=${value}`).join('&')),
      fragment: text(''),
      text: text(written),
    },
  }
}

export function queryDict(written: string): Thing {
  const pairs = [...queryOf(written.replace(/^\?/, ''))]
  return textDict(Object.fromEntries(pairs.map(([name, value]) => [name, list([text(value)])])))
}
