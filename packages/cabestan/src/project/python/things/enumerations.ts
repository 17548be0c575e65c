import { fail } from '../machine/fail.ts'
import { placeAt } from '../machine/machine.ts'
import { lineageOf, outsideBases } from './classes.ts'
import { compare, type Site } from './compare.ts'
import { hope } from './subscripts.ts'
import { type ClassThing, type Concrete, type Thing, unknown } from './thing.ts'
import { truth } from './truth.ts'

/** `class Mode(Enum)`, `TextChoices` and their like: each member stands for its value. */
export function isEnumeration(of: ClassThing): boolean {
  return outsideBases(of).some((name) => /(?:^|\.)(?:(?:Str|Int)?Enum|(?:Text|Integer)?Choices)$/.test(name))
}

export function membersOf(of: ClassThing): ReadonlyMap<string, Thing> {
  const names = lineageOf(of).flatMap(({ scope }) => [...scope.names])
  return new Map(names.filter(([name, { type }]) => !name.startsWith('_') && type !== 'function'))
}

/** `Mode('dev')`, for one alternative of what it is called with. */
export function memberByValue(site: Site, of: ClassThing, value: Concrete): Thing {
  if (value.type === 'environment' || value.type === 'unknown') return value
  const thing = value.type === 'list' || value.type === 'dict' ? unknown('a value') : value
  const matches = [...membersOf(of).values()].map((member) => truth(compare(site, '==', [member, thing])))
  if (matches.includes(true) || matches.includes(null)) return thing
  return fail(
    site.frame,
    { name: 'ValueError', at: placeAt(site.frame, site.line), because: [value] },
    hope(value),
  )
}

/** `Mode['DEV']` */
export function memberByName(of: ClassThing, key: Thing): Thing | null {
  return key.type === 'text' && isEnumeration(of) ? (membersOf(of).get(key.text) ?? null) : null
}
