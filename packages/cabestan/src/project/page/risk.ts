import { type Call, lastName, nameOf } from '../python/parse/nodes.ts'
import type { Expression } from '../python/parse/syntax.ts'
import { withInner } from '../python/parse/walk.ts'
import { isParameters } from './anonymous.ts'

export type Risk = 'fails' | 'uncertain' | null

/** Whether this fails on an empty database, or for somebody who is not logged in. */
export function riskOf(expressions: readonly Expression[], nothings: ReadonlySet<string>): Risk {
  const parts = expressions.flatMap((expression) => withoutDeferred(expression))
  if (parts.some((part) => breaks(part) || isOfNothing(part, nothings))) return 'fails'
  return parts.some(isElsewhere) ? 'uncertain' : null
}

/** Code in a lambda, or in a loop over items, does not run where there are no items. */
function withoutDeferred(expression: Expression): readonly Expression[] {
  const all = withInner(expression)
  const deferred = new Set(
    all.flatMap((part) =>
      part.type === 'lambda'
        ? withInner(part.body)
        : part.type === 'comprehension'
          ? withInner(part.element)
          : [],
    ),
  )
  return all.filter((part) => !deferred.has(part))
}

function breaks(part: Expression): boolean {
  if (part.type === 'call') return wantsObject(part) || filtersByVisitor(part) || isNumberOfNothing(part)
  if (part.type === 'subscript')
    return isParameters(part.object) || (part.index.type === 'number' && isQuery(part.object))
  return part.type === 'attribute' && (isProfile(part) || isOfFirst(part) || isAnswerless(part.object))
}

/** `int(request.GET.get('page'))` */
function isNumberOfNothing({ callee, arguments: given }: Call): boolean {
  return /^(?:int|float|len)$/.test(nameOf(callee)) && given.some(({ value }) => isAnswerless(value))
}

/** `request.GET.get('q')` is None for an address without a query. */
function isAnswerless(expression: Expression): boolean {
  return (
    expression.type === 'call' &&
    expression.arguments.length === 1 &&
    expression.callee.type === 'attribute' &&
    expression.callee.name === 'get' &&
    isParameters(expression.callee.object)
  )
}

function wantsObject(call: Call): boolean {
  const name = lastName(call.callee)
  if (/^(?:get_object_or_404|get_list_or_404|aget_object_or_404)$/.test(name)) return true
  if (name === 'choice' || name === 'sample') return /(?:^|\.)random\./.test(`${nameOf(call.callee)}.`)
  if (call.callee.type !== 'attribute') return false
  return (
    /^a?(?:get|latest|earliest)$/.test(name) &&
    isQuery(call.callee.object) &&
    call.callee.object.type !== 'name'
  )
}

/** `Post.objects.filter(…)`, `self.get_queryset().order_by('x')`. */
function isQuery(expression: Expression): boolean {
  return withInner(expression).some(
    (part) =>
      part.type === 'attribute' &&
      /^(?:objects|published|active|get_queryset|order_by|filter|exclude|all)$/.test(part.name),
  )
}

/** Filtering by an anonymous user raises TypeError. */
function filtersByVisitor({ callee, arguments: given }: Call): boolean {
  const asks =
    callee.type === 'attribute' && /^a?(?:filter|get|exclude|get_or_create|create)$/.test(callee.name)
  return asks && given.some(({ value }) => /(?:^|\.)request\.user$/.test(nameOf(value)))
}

const ofNobody =
  /^(?:id|pk|username|is_\w+|groups|user_permissions|has_\w+|get_username|get_\w*permissions|check_password|set_password|save|delete)$/

/** `request.user.profile` */
function isProfile({ object, name }: Extract<Expression, { type: 'attribute' }>): boolean {
  return /(?:^|\.)request\.user$/.test(nameOf(object)) && !ofNobody.test(name)
}

/** `Post.objects.first().title` */
function isOfFirst({ object }: Extract<Expression, { type: 'attribute' }>): boolean {
  return (
    object.type === 'call' &&
    object.callee.type === 'attribute' &&
    /^(?:first|last)$/.test(object.callee.name) &&
    isQuery(object.callee.object)
  )
}

/** Asks another server or sends a mail, which nobody wants for each visit; it may work or not. */
function isElsewhere(part: Expression): boolean {
  return (
    part.type === 'call' &&
    /^(?:requests|urllib|httpx|redis|boto3)\b|urlopen$|(?:^|\.)(?:send_mail|send_mass_mail|mail_admins|mail_managers)$/.test(
      nameOf(part.callee),
    )
  )
}

/** A name that holds the result of `.first()` on an empty table. */
function isOfNothing(part: Expression, nothings: ReadonlySet<string>): boolean {
  return part.type === 'attribute' && part.object.type === 'name' && nothings.has(part.object.name)
}

export function isFirstOfQuery(expression: Expression): boolean {
  if (expression.type !== 'call' || expression.callee.type !== 'attribute') return false
  return /^(?:first|last)$/.test(expression.callee.name) && isQuery(expression.callee.object)
}
