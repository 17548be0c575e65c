import type { Given } from './expressions/given.ts'
import { type Facts, type Frame, made, type Read, type Thing } from './things/thing.ts'

/** What stands in `from` of a value that was made from the world's secret. */
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

/** Wherever the code comes to this text: written down, under a name, or read from a file. */
export function marked({ machine }: Frame, thing: Thing): Thing {
  return thing.type === 'text' && thing.text === machine.world.secret ? mark(thing) : thing
}

/** What a function makes of it would be another thing without it; what holds others says so of each. */
export function madeFrom({ positional, named }: Given, thing: Thing): Thing {
  return thing.type !== 'box' && [...positional, ...Object.values(named)].some(isMarked) ? mark(thing) : thing
}

export function mark(thing: Thing): Thing {
  return made(thing, { via: [read] })
}

/** What only decides is not in what comes out. */
export function unmarked({ via }: Facts): Facts {
  return { via: via?.filter((one) => one !== read) }
}

export function isMarked({ via }: Facts): boolean {
  return via?.includes(read) === true
}
