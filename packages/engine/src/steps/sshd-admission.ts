import { CabestanError } from '@cabestan/protocol/failures'
import type { Files } from '../host/host.ts'
import { type Directive, readDirectives } from './sshd-config.ts'

interface Person {
  readonly name: string
  readonly groups: readonly string[]
}

/**
 * A list of who may come in is the owner's own: whoever is not on it has no use for a key. The guard would find out by a
 * login that is refused, when everything else is done. What a Match says is for some connections, and left to it.
 */
export async function refuseShutOut(files: Files, person: Person): Promise<void> {
  const directives = (await readDirectives(files)).filter(({ conditional }) => !conditional)
  const wall = walls.find(({ shutsOut, keyword }) => shutsOut(valuesOf(directives, keyword), person))
  if (!wall) return
  const lines = directives.filter(({ keyword }) => keyword === wall.keyword)
  throw new CabestanError('access.shut-out', {
    login: person.name,
    place: lines.map(({ path, line }) => `${path}:${line}`).join(', '),
    list: `${wall.written} ${valuesOf(directives, wall.keyword).join(' ')}`,
  })
}

interface Wall {
  readonly keyword: string
  /** Keywords as people write them. */
  readonly written: string
  readonly shutsOut: (list: readonly string[], person: Person) => boolean
}

const walls: readonly Wall[] = [
  // An entry USER@HOST only counts for some connections.
  denial('DenyUsers', (list, { name }) => isListed(list.filter(isOfEveryHost), [name])),
  denial('DenyGroups', (list, { groups }) => isListed(list, groups)),
  permit('AllowUsers', (list, { name }) => isListed(list.map(withoutHost), [name])),
  permit('AllowGroups', (list, { groups }) => isListed(list, groups)),
]

function isOfEveryHost(pattern: string): boolean {
  return !pattern.includes('@')
}

function withoutHost(pattern: string): string {
  return pattern.replace(/@.*/, '')
}

function denial(written: string, shutsOut: Wall['shutsOut']): Wall {
  return { keyword: written.toLowerCase(), written, shutsOut }
}

/** Without any list everybody is let in. */
function permit(written: string, lets: Wall['shutsOut']): Wall {
  return denial(written, (list, person) => list.length > 0 && !lets(list, person))
}

/** Several lines form one list. */
function valuesOf(directives: readonly Directive[], wanted: string): string[] {
  const values = directives.filter(({ keyword }) => keyword === wanted).map(({ value }) => value)
  return values.flatMap((value) => value.replaceAll('"', '').split(/\s+/))
}

/** Patterns as sshd reads them: `*`, `?`, and `!` before what is excluded. */
function isListed(list: readonly string[], names: readonly string[]): boolean {
  const fits = (pattern: string) => names.some((name) => expression(pattern).test(name))
  if (list.some((each) => each.startsWith('!') && fits(each.slice(1)))) return false
  return list.some((each) => !each.startsWith('!') && fits(each))
}

function expression(pattern: string): RegExp {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`)
}
