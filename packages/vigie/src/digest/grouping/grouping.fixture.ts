import type { Json } from '../../contract/json.ts'
import { digest } from '../digest.ts'
import { context, django, exception, type JsonObject, ownFrame } from '../event.fixture.ts'

export function hashes(event: JsonObject): readonly string[] {
  return digest(event, context).digested.grouping.hashes
}

/** As the store does it: an event joins the issue that knows any of its hashes. */
export function isOneIssue(one: JsonObject, other: JsonObject): boolean {
  const known = new Set(hashes(one))
  return hashes(other).some((hash) => known.has(hash))
}

export const raised = (change: JsonObject, frames?: readonly Json[]) =>
  django({ exception: { values: [exception(change, frames)] } })

export const own = (change: JsonObject) => ({ ...ownFrame, ...change })

export const message = (text: string, more: JsonObject = {}) => ({ message: text, logger: 'shop', ...more })

export const lines = [
  'def basket(request, pk):',
  '    basket = Basket.objects.get(pk=pk)',
  '    total = basket.total / basket.count()',
  '    basket.price = total',
  '    return render(request, "basket.html")',
]

export function chain(...types: readonly string[]): JsonObject {
  return django({ exception: types.map((type) => exception({ type, value: `${Math.random()}` })) })
}
