import * as z from 'zod'

/**
 * What differs between a server and its description, as data. Secret values are never in it: the engine
 * writes `[secret]` in their place before a change leaves it.
 */
const TextChange = z.strictObject({
  type: z.literal('text'),
  path: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
})
const ValueChange = z.strictObject({
  type: z.literal('value'),
  /** What the value belongs to: a path, a user, a service. */
  subject: z.string(),
  name: z.enum([
    'type',
    'mode',
    'owner',
    'group',
    'target',
    'shell',
    'home',
    'groups',
    'enabled',
    'running',
    'setting',
    'time-zone',
    'locale',
    'size',
    'encoding',
    'default-policy',
  ]),
  /** The setting's own name, where `name` is `setting`. */
  key: z.string().optional(),
  before: z.string().nullable(),
  after: z.string().nullable(),
})
const ListChange = z.strictObject({
  type: z.literal('list'),
  what: z.enum(['packages', 'keys', 'rules', 'groups', 'variables']),
  subject: z.string(),
  add: z.array(z.string()),
  remove: z.array(z.string()),
})
const ActionChange = z.strictObject({
  type: z.literal('action'),
  action: z.enum([
    'create',
    'delete',
    'start',
    'stop',
    'restart',
    'reload',
    'enable',
    'disable',
    'refresh-lists',
    'activate',
    'shut',
    'finish-interrupted',
  ]),
  subject: z.string(),
})

export const ChangeItem = z.discriminatedUnion('type', [TextChange, ValueChange, ListChange, ActionChange])
export type ChangeItem = z.infer<typeof ChangeItem>

export const Change = z.strictObject({ items: z.array(ChangeItem).min(1) })
export type Change = z.infer<typeof Change>

/** Every check ends with this: no items means no change. */
export function changeOf(items: ChangeItem[]): Change | null {
  return items.length > 0 ? { items } : null
}
