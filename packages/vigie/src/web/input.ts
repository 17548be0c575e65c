import type { Context, MiddlewareHandler, TypedResponse } from 'hono'
import * as z from 'zod'
import { ApiRefusal } from './refusal.ts'
import type { Environment } from './surroundings.ts'

/** A body or a query by its schema: what does not fit is told field by field. */
function fitting<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const problems = result.error.issues.map(({ path, message }) => ({
    field: path.join('.'),
    problem: message,
  }))
  throw new ApiRefusal('invalid', { problems })
}

/** What a schema lets through, as the pages may give it: nothing of theirs is changed. */
type Given<Value> = Value extends object ? { readonly [Key in keyof Value]: Given<Value[Key]> } : Value

/** The pages’ calls are typed by what stands here: see `Api`. */
type Takes<Target extends 'json' | 'query', In, Out> = MiddlewareHandler<
  Environment,
  string,
  { in: { [Key in Target]: In }; out: { [Key in Target]: Out } }
>

export function takesBody<Schema extends z.ZodType>(
  schema: Schema,
): Takes<'json', Given<z.input<Schema>>, z.output<Schema>> {
  return async (context, next) => {
    const type = context.req.header('content-type') ?? ''
    // A form of another site can send no JSON.
    if (!/^application\/json\b/i.test(type))
      throw new ApiRefusal('invalid', { problems: ['the body is to be JSON'] })
    const body = parsed(await context.req.text())
    context.req.addValidatedData('json', fitting(schema, body) as object)
    await next()
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** What is left out of a query is as usual, and numbers are written as text. */
export function takesQuery<Schema extends z.ZodType>(
  schema: Schema,
): Takes<'query', Given<Partial<z.output<Schema>>>, z.output<Schema>> {
  return async (context, next) => {
    context.req.addValidatedData('query', fitting(schema, context.req.query()) as object)
    await next()
  }
}

/** JSON, known by the type that it was made of. Hono's own answer would lose types that hold themselves. */
export function answer<Value>(context: Context, value: Value) {
  return context.json(value as null) as Response & TypedResponse<Value, 200, 'json'>
}

export function idIn(context: Context, name = 'id'): number {
  return fitting(z.coerce.number().int().positive(), context.req.param(name))
}
