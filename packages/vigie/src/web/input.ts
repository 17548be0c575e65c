import type { Context } from 'hono'
import * as z from 'zod'
import { ApiRefusal } from './refusal.ts'

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

export async function bodyBy<Schema extends z.ZodType>(
  context: Context,
  schema: Schema,
): Promise<z.output<Schema>> {
  const type = context.req.header('content-type') ?? ''
  // A form of another site can send no JSON.
  if (!/^application\/json\b/i.test(type))
    throw new ApiRefusal('invalid', { problems: ['the body is to be JSON'] })
  const body: unknown = await context.req.json().catch(() => undefined)
  return fitting(schema, body)
}

export function queryBy<Schema extends z.ZodType>(context: Context, schema: Schema): z.output<Schema> {
  return fitting(schema, context.req.query())
}

export function idIn(context: Context, name = 'id'): number {
  return fitting(z.coerce.number().int().positive(), context.req.param(name))
}
