import { argument, lastName, nameOf, textOf } from '../python/parse/nodes.ts'
import type { Expression, FunctionDefinition, Statement } from '../python/parse/syntax.ts'
import { expressionsOf } from '../python/parse/walk.ts'
import type { Value } from '../python/values.ts'
import { isAsked, truthOfTest } from './anonymous.ts'
import { isFirstOfQuery, riskOf } from './risk.ts'
import { answers, fails, login, perhaps, type Verdict } from './route.ts'

type Values = ReadonlyMap<string, Value>

/**
 * What the function answers to an anonymous GET on an empty database, found by walking through it with what is known
 * of such a database.
 */
export function functionVerdict({ body }: FunctionDefinition, values: Values): Verdict {
  const flow = run(body, { values, truths: new Map(), nothings: new Set() })
  const ends = [...flow.ends, ...(flow.raises || flow.falls ? [fails] : [])]
  const [first] = ends
  if (!first) return perhaps
  if (ends.some(({ type }) => type !== first.type)) return perhaps
  return flow.uncertain && first.type === 'answers' ? perhaps : first
}

/** Whether a method fails on its way, for methods whose value is not the answer. */
export function methodBreaks({ body }: FunctionDefinition, values: Values): boolean {
  const flow = run(body, { values, truths: new Map(), nothings: new Set() })
  return flow.raises && flow.ends.length === 0
}

interface State {
  readonly values: Values
  readonly truths: Map<string, boolean | null>
  /** Names that hold None, because the database is empty. */
  readonly nothings: Set<string>
}

interface Flow {
  readonly ends: readonly Verdict[]
  /** The code after it is reached. */
  readonly falls: boolean
  readonly raises: boolean
  readonly uncertain: boolean
}

const onwards: Flow = { ends: [], falls: true, raises: false, uncertain: false }

function run(body: readonly Statement[], state: State): Flow {
  let flow = onwards
  for (const statement of body) {
    flow = after(flow, step(statement, state))
    if (!flow.falls) break
  }
  return flow
}

function after(before: Flow, next: Flow): Flow {
  return { ...either(before, next), falls: next.falls }
}

function either(one: Flow, other: Flow): Flow {
  return {
    ends: [...one.ends, ...other.ends].slice(0, 50),
    falls: one.falls || other.falls,
    raises: one.raises || other.raises,
    uncertain: one.uncertain || other.uncertain,
  }
}

function step(statement: Statement, state: State): Flow {
  if (statement.type === 'function' || statement.type === 'class') return onwards
  // `request.session['visits'] = 1` does not require a login.
  const asked = statement.type === 'assign' ? [statement.value] : expressionsOf(statement)
  const risk = riskOf(
    asked.filter((expression) => expression !== null),
    state.nothings,
  )
  if (risk === 'fails') return { ...onwards, falls: false, raises: true }
  const flow = inside(statement, state)
  return risk === 'uncertain' ? { ...flow, uncertain: true } : flow
}

function inside(statement: Statement, state: State): Flow {
  switch (statement.type) {
    case 'return':
      return { ...onwards, falls: false, ends: [returned(statement.value)] }
    case 'raise':
      return { ...onwards, falls: false, raises: true }
    case 'if':
      return branches(statement, state)
    case 'try':
      return attempt(statement, state)
    case 'with':
      return run(statement.body, state)
    case 'assign':
      return learn(statement, state)
    default:
      return onwards
  }
}

function learn(statement: Extract<Statement, { type: 'assign' }>, { values, truths, nothings }: State): Flow {
  const { value } = statement
  const nothing = value !== null && isFirstOfQuery(value)
  const truth = value === null ? null : nothing || isAsked(value) ? false : truthOfTest(value, values, truths)
  for (const target of statement.targets) {
    if (target.type !== 'name') continue
    truths.set(target.name, truth)
    if (nothing) nothings.add(target.name)
    else nothings.delete(target.name)
  }
  return onwards
}

function branches(statement: Extract<Statement, { type: 'if' }>, state: State): Flow {
  const possible: Flow[] = []
  for (const { test, body } of statement.branches) {
    const truth = truthOfTest(test, state.values, state.truths)
    if (truth !== false) possible.push(forVisitor(test, run(body, state)))
    if (truth === true) return merged(possible)
  }
  return merged([...possible, run(statement.otherwise, state)])
}

/** A redirect for people who are not logged in leads to the login page. */
function forVisitor(test: Expression, flow: Flow): Flow {
  if (!/is_authenticated|is_anonymous|is_staff/.test(JSON.stringify(test))) return flow
  return { ...flow, ends: flow.ends.map((end) => (end.type === 'redirects' ? login : end)) }
}

function merged(flows: readonly Flow[]): Flow {
  return flows.reduce(either, { ...onwards, falls: false })
}

/** If the body raises an error, a handler takes over. */
function attempt(statement: Extract<Statement, { type: 'try' }>, state: State): Flow {
  const tried = run(statement.body, state)
  if (tried.raises && statement.handlers.length > 0)
    return merged([{ ...tried, raises: false }, ...statement.handlers.map(({ body }) => run(body, state))])
  return tried.falls ? after(tried, run([...statement.otherwise, ...statement.finally], state)) : tried
}

export function returned(value: Expression | null): Verdict {
  if (value?.type !== 'call') return value?.type === 'await' ? returned(value.value) : value ? perhaps : fails
  const name = lastName(value.callee)
  if (/^(?:redirect|HttpResponse(?:Permanent)?Redirect)$/.test(name))
    return { type: 'redirects', to: redirectTarget(argument(value, 0)) }
  if (/^HttpResponse(?:NotFound|Forbidden|BadRequest|ServerError|Gone|NotAllowed)$/.test(name)) return fails
  const status = argument(value, 99, 'status')
  if (status) return status.type === 'number' && status.number < 300 ? answers : perhaps
  const responds =
    /^(?:render|render_to_response|HttpResponse|JsonResponse|TemplateResponse|Response|StreamingHttpResponse)$/.test(
      name,
    )
  return responds || /(?:^|\.)template\.render$/.test(nameOf(value.callee)) ? answers : perhaps
}

/** A path, or the name of one. */
export function redirectTarget(expression: Expression | undefined): string | null {
  const reversed = expression?.type === 'call' && /^reverse(?:_lazy)?$/.test(lastName(expression.callee))
  return textOf(reversed ? argument(expression, 0) : expression)
}
