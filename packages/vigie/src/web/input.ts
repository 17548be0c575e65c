import type { Context, MiddlewareHandler, TypedResponse } from 'hono'
import * as z from 'zod'
import { ApiRefusal } from './refusal.ts'
import type { Environment } from './surroundings.ts'

/** Checks a body or a query against its schema and reports what does not fit, field by field. */
function fitting<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const problems = result.error.issues.map(({ path, message }) => ({
    field: path.join('.'),
    problem: message,
  }))
  throw new ApiRefusal('invalid', { problems })
}

/** What a schema accepts from the pages, without changing it. */
type Given<Value> = Value extends object ? { readonly [Key in keyof Value]: Given<Value[Key]> } : Value

/** The calls of the pages are typed by this: see `Api`. */
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
    // A form on another site cannot send JSON.
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

/** Parts that a query leaves out get their defaults, and numbers arrive as text. */
export function takesQuery<Schema extends z.ZodType>(
  schema: Schema,
): Takes<'query', Given<Partial<z.output<Schema>>>, z.output<Schema>> {
  return async (context, next) => {
    context.req.addValidatedData('query', fitting(schema, context.req.query()) as object)
    await next()
  }
}

/** JSON that keeps the type it was made from; hono's own answer would lose recursive types. */
export function answer<Value>(context: Context, value: Value) {
  return context.json(value as null) as Response & TypedResponse<Value, 200, 'json'>
}

export function idIn(context: Context, name = 'id'): number {
  return fitting(z.coerce.number().int().positive(), context.req.param(name))
}
