import { onceFor } from '../../once-for.ts'
import type { Expression, Statement } from '../parse/syntax.ts'
import { expressionsOf, topLevel, withInner } from '../parse/walk.ts'
import { extend } from '../statements/assign.ts'
import { type Frame, type FunctionThing, list, type Thing, unknown } from '../things/thing.ts'
import { fold } from './fold.ts'

/** Not a possible name in code: the list of what a generator yields, which grows as it runs. */
const given = '(yield)'

/** A generator is run at once, as far as it goes; one that makes a context manager is not a list. */
export function beginGenerator(frame: Frame, { body, decorators }: FunctionThing): void {
  const isContext = decorators.some((name) => /contextmanager$/i.test(name))
  if (!('type' in body) && !isContext && yields(body)) frame.scope.names.set(given, list([]))
}

export function whatWasYielded(frame: Frame): Thing | undefined {
  return frame.scope.names.get(given)
}

export function yieldOne(frame: Frame, { value, from }: Extract<Expression, { type: 'yield' }>): Thing {
  const thing = value === null ? unknown('nothing') : fold(frame, value)
  const into = whatWasYielded(frame)
  if (into) extend(frame, into, from ? thing : list([thing]))
  return unknown('yield')
}

const yields = onceFor((body: readonly Statement[]) =>
  topLevel(body).some((statement) =>
    expressionsOf(statement)
      .flatMap(withInner)
      .some(({ type }) => type === 'yield'),
  ),
)
