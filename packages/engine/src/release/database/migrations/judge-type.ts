export type TypeChange = 'same' | 'wider' | 'narrower' | 'other'

/** What a change of a column's type means for code that reads and writes the former type. */
export function compareTypes(before: string, after: string, vendor: string): TypeChange {
  if (before === after) return 'same'
  const [one, other] = [read(before), read(after)]
  if (one.list !== other.list) return 'other'
  return wholeNumbers(one, other) ?? texts(one, other, vendor) ?? decimals(one, other) ?? 'other'
}

interface Type {
  readonly name: string
  readonly sizes: readonly number[]
  /** `varchar(20)[]` */
  readonly list: string
}

function read(type: string): Type {
  const [, name = type, sizes = '', list = ''] =
    /^([^([]+?)\s*(?:\(([\d, ]+)\))?((?:\[\d*\])*)$/.exec(type) ?? []
  return { name: name.toLowerCase(), sizes: sizes.split(',').filter(Boolean).map(Number), list }
}

const wholes: Readonly<Record<string, number>> = {
  smallserial: 2,
  smallint: 2,
  'smallint unsigned': 2,
  serial: 4,
  integer: 4,
  'integer unsigned': 4,
  int: 4,
  bigserial: 8,
  bigint: 8,
  'bigint unsigned': 8,
}

function wholeNumbers(one: Type, other: Type): TypeChange | null {
  const [before, after] = [wholes[one.name], wholes[other.name]]
  if (before === undefined || after === undefined) return null
  if (after > before) return 'wider'
  return after < before ? 'narrower' : 'same'
}

/** SQLite stores a text of any length in any column. */
function texts(one: Type, other: Type, vendor: string): TypeChange | null {
  const [before, after] = [lengthOf(one), lengthOf(other)]
  if (before === null || after === null) return null
  if (vendor === 'sqlite' || after === before) return 'same'
  return after > before ? 'wider' : 'narrower'
}

function lengthOf({ name, sizes }: Type): number | null {
  if (['text', 'longtext', 'citext'].includes(name)) return Number.POSITIVE_INFINITY
  if (!['varchar', 'char', 'character varying'].includes(name)) return null
  return sizes[0] ?? Number.POSITIVE_INFINITY
}

function decimals(one: Type, other: Type): TypeChange | null {
  const names = ['numeric', 'decimal']
  if (!names.includes(one.name) || !names.includes(other.name)) return null
  const [digits = 1000, places = 0] = one.sizes
  const [digitsAfter = 1000, placesAfter = 0] = other.sizes
  return placesAfter >= places && digitsAfter - placesAfter >= digits - places ? 'wider' : 'narrower'
}
