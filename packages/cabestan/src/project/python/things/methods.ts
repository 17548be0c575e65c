import type { Call } from '../expressions/given.ts'
import { learnCast } from '../machine/environment.ts'
import { fail } from '../machine/fail.ts'
import { eachOrRaise } from './alternatives.ts'
import { isRandom } from './formatting.ts'
import { thingOf } from './join.ts'
import { kindOf } from './kinds.ts'
import { dictMethods, updated } from './methods-dict.ts'
import { listMethods } from './methods-list.ts'
import { textMethods } from './methods-text.ts'
import { pathMethod } from './paths.ts'
import { hope } from './subscripts.ts'
import { beyond, boolean, type Concrete, type Content, none, type Thing, unknown } from './thing.ts'

export function methodCall(
  call: Call,
  { self, name }: { readonly self: Thing; readonly name: string },
): Thing {
  if (name === 'split') learnCast(self, 'list')
  const [content, ...others] = self.type === 'box' ? self.cell.contents : []
  if (content && others.length > 0 && inPlace.has(name))
    return onContent(call, { self, content }, name) ?? none
  return eachOrRaise(
    call.frame.machine,
    self,
    (one) => ofOne(call, one, name) ?? beyond(`.${name}()`, one, unknown('')),
  )
}

function ofOne(call: Call, one: Concrete, name: string): Thing | null {
  switch (one.type) {
    case 'text':
      if (one.flavour === 'path')
        return pathMethod(call, one.text, name) ?? table(textMethods, name)?.(call, one.text) ?? null
      return table(textMethods, name)?.(call, one.text) ?? null
    case 'list':
    case 'dict':
      return onContent(call, { self: thingOf(one), content: one }, name)
    case 'native':
      // A dict that has taken in the environment is changed itself, not the environment.
      if (name === 'update' && 'cell' in one) return updated(call, thingOf(one))
      return kindOf(one.kind)?.method?.(call, one, name) ?? null
    case 'environment':
      return tests.test(name) ? boolean(null) : one
    case 'object':
      return isRandom(one) ? one : null
    case 'none':
      return fail(call.frame, { name: 'AttributeError', at: call.place, because: [one] }, hope(one))
    default:
      return null
  }
}

/** Answered by yes or no; the others make another text of it. */
const tests = /^(?:startswith|endswith|is[a-z]+)$/

function onContent(
  call: Call,
  { self, content }: { readonly self: Thing; readonly content: Content },
  name: string,
): Thing | null {
  if (content.type === 'native') return kindOf(content.kind)?.method?.(call, content, name) ?? null
  if (content.type === 'list') return table(listMethods, name)?.(call, { self, content }) ?? null
  return table(dictMethods, name)?.(call, { self, content }) ?? null
}

/** Done once, these reach all that the list or dict may hold. */
const inPlace = new Set(
  'append add insert extend update remove discard clear reverse sort pop setdefault'.split(' '),
)

function table<T>(methods: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(methods, name) ? methods[name] : undefined
}
