import { hash } from 'node:crypto'

const kinds = ['id', 'email', 'name', 'address']

/** Opaque words under which a person may have been counted; see `personOf` in the room digest. */
export function personsOf(sought: string): readonly string[] {
  const [, kind, value] = /^(id|email|name|username|address|ip):(.+)$/s.exec(sought) ?? []
  if (kind !== undefined && value !== undefined) return [personOf(named[kind] ?? kind, value)]
  return kinds.map((each) => personOf(each, sought))
}

const named: Readonly<Record<string, string>> = { username: 'name', ip: 'address' }

function personOf(kind: string, value: string): string {
  return hash('sha1', `${kind}:${kind === 'email' ? value.toLowerCase() : value}`).slice(0, 16)
}
