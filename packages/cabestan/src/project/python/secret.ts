import type { Given } from './expressions/given.ts'
import { type Facts, type Frame, made, type Read, type Thing } from './things/thing.ts'

/** Stands in `from` of a value that was made from the assumed secret. */
export const ofSecret = '(the secret)'

const read: Read = {
  key: ofSecret,
  place: { file: '' },
  state: 'given',
  cast: 'text',
  default: null,
  needed: false,
  reached: 'yes',
  comparedWith: new Set(),
  late: null,
}

/** Wherever the code gets this text: written literally, under a name, or read from a file. */
export function marked({ machine }: Frame, thing: Thing): Thing {
  return thing.type === 'text' && thing.text === machine.world.secret ? mark(thing) : thing
}

/** The result of a function with it would differ without it; a container says so for each of its parts. */
export function madeFrom({ positional, named }: Given, thing: Thing): Thing {
  return thing.type !== 'box' && [...positional, ...Object.values(named)].some(isMarked) ? mark(thing) : thing
}

export function mark(thing: Thing): Thing {
  return made(thing, { via: [read] })
}

/** What only decides is not part of the result. */
export function unmarked({ via }: Facts): Facts {
  return { via: via?.filter((one) => one !== read) }
}

export function isMarked({ via }: Facts): boolean {
  return via?.includes(read) === true
}
