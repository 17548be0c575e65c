import * as z from 'zod'
import { issueSorts } from '../contract/issue.ts'

const id = z.number().int().positive()
const email = z.email().max(200)
const password = z.string().min(10).max(200)
const language = z.enum(['en', 'fr'])
const name = z.string().trim().min(1).max(100)

export const signInInput = z.strictObject({ email: z.string().max(200), password: z.string().max(200) })

const invitation = z.string().max(100)

export const invitationInput = z.strictObject({ token: invitation })

export const invitedInput = z.strictObject({
  token: invitation,
  email,
  name,
  password,
  language,
})

export const profileInput = z.strictObject({
  name: name.optional(),
  email: email.optional(),
  language: language.optional(),
  wantsMail: z.boolean().optional(),
  password: password.optional(),
  currentPassword: z.string().max(200).optional(),
})

export const tokenInput = z.strictObject({ name, mayWrite: z.boolean() })

const platform = z.string().regex(/^[\w.-]{1,40}$/)
export const projectInput = z.strictObject({
  name,
  slug: z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/),
  platform,
})

const words = z.array(z.string().trim().min(1).max(200)).max(100)
export const scrubInput = z.strictObject({
  fields: words,
  patterns: words,
  keep: words,
  addresses: z.boolean(),
})

export const projectChange = z.strictObject({
  name: name.optional(),
  platform: platform.optional(),
  scrub: scrubInput.optional(),
  eventsAMinute: z.number().int().min(1).max(1_000_000).nullable().optional(),
})

const project = z.coerce.number().int().positive().nullable().default(null)
const cursor = z.string().max(200).nullable().default(null)
const limit = z.coerce.number().int().min(1).max(100)

export const issueQuery = z.strictObject({
  query: z.string().max(1000).default(''),
  project,
  sort: z.enum(issueSorts).default('last-seen'),
  hours: z.coerce
    .number()
    .int()
    .min(1)
    .max(24 * 366 * 5)
    .nullable()
    .default(null),
  cursor,
  limit: limit.default(25),
})

export const pageQuery = z.strictObject({ cursor, limit: limit.default(50) })
export const ofProject = z.strictObject({ project })
export const feedbackQuery = z.strictObject({ project, cursor, limit: limit.default(50) })
export const periodQuery = z.strictObject({
  hours: z.coerce
    .number()
    .int()
    .min(1)
    .nullable()
    .default(24 * 14),
})

export const actInput = z.strictObject({
  issues: z.array(id).min(1).max(1000),
  action: z.discriminatedUnion('action', [
    z.strictObject({ action: z.literal('resolve'), inNextRelease: z.boolean() }),
    z.strictObject({ action: z.literal('reopen') }),
    z.strictObject({
      action: z.literal('mute'),
      until: z.number().int().nullable(),
      events: z.number().int().positive().nullable(),
    }),
    z.strictObject({ action: z.literal('assign'), account: id.nullable() }),
    z.strictObject({ action: z.literal('merge') }),
    z.strictObject({ action: z.literal('split'), hashes: z.array(z.string().max(200)).min(1).max(1000) }),
    z.strictObject({ action: z.literal('delete') }),
  ]),
})

export const mailInput = z
  .strictObject({
    host: z.string().trim().min(1).max(250),
    port: z.number().int().min(1).max(65_535),
    security: z.enum(['none', 'starttls', 'tls']),
    username: z.string().max(250).nullable(),
    password: z.string().max(500).optional(),
    from: z
      .string()
      .trim()
      .min(3)
      .max(250)
      .regex(/^[^\r\n]+@[^\r\n]+$/),
  })
  .nullable()

/** Less than this holds no useful history. */
const leastBudget = 32 * 1024 * 1024
export const diskInput = z.strictObject({ bytes: z.number().int().min(leastBudget) })
