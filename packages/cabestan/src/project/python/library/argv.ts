import type { Kind } from '../things/kinds.ts'
import { boolean, list, number, object } from '../things/thing.ts'

/** A command is given to manage.py, while a server in production is started without one. */
export const argvKind: Kind = {
  item: () => object('sys.argv[]'),
  contains: () => boolean(false),
  items: () => list([object('sys.argv[]')]),
  method: (_call, _native, name) => (name === 'copy' ? list([object('sys.argv[]')]) : number(0)),
}

/** Tests of an argument, answered as if it were none of the known ones. */
export function isOfArgument(name: string): boolean {
  return name.startsWith('sys.argv[]')
}
