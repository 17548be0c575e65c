import type { Category, TakenKind } from '../../contract/taken.ts'
import { limits } from '../limits.ts'
import type { ItemHeader } from './envelope.ts'

export interface ItemKind {
  /** The kind that it is kept as; null where it is only counted. */
  readonly kept: TakenKind | null
  readonly category: Category
  readonly most: number
}

const counted = (category: Category): ItemKind => ({ kept: null, category, most: 0 })

/** What an envelope may contain. Types that are not listed are skipped, as the protocol demands, and counted. */
const items: Readonly<Record<string, ItemKind>> = {
  event: { kept: 'event', category: 'error', most: limits.event },
  security: { kept: 'event', category: 'security', most: limits.event },
  raw_security: { kept: 'event', category: 'security', most: limits.event },
  nel: { kept: 'event', category: 'security', most: limits.event },
  feedback: { kept: 'feedback', category: 'feedback', most: limits.event },
  user_report: { kept: 'feedback', category: 'feedback', most: limits.small },
  check_in: { kept: 'check-in', category: 'monitor', most: limits.checkIn },
  session: { kept: 'sessions', category: 'session', most: limits.small },
  sessions: { kept: 'sessions', category: 'session', most: limits.small },
  client_report: { kept: 'client-report', category: 'internal', most: limits.small },
  transaction: counted('transaction'),
  span: counted('span'),
  otel_span: counted('span'),
  profile: counted('profile'),
  profile_chunk: counted('profile'),
  replay_event: counted('replay'),
  replay_recording: counted('replay'),
  replay_video: counted('replay'),
  attachment: counted('attachment'),
  form_data: counted('attachment'),
  unreal_report: counted('attachment'),
  log: counted('log_item'),
  otel_log: counted('log_item'),
  trace_metric: counted('trace_metric'),
  statsd: counted('trace_metric'),
  metric_buckets: counted('trace_metric'),
}
const unknown = counted('unknown')

export function itemKind(type: string): ItemKind {
  return (Object.hasOwn(items, type) ? items[type] : undefined) ?? unknown
}

/** Dumps of processes that come with a crash's event or in its place, by their names in the protocol. */
const dumps: Readonly<Record<string, string>> = {
  'event.minidump': 'Minidump',
  'event.applecrashreport': 'AppleCrashReport',
}

export function dumpIn({ type, fields }: ItemHeader): string | null {
  const kind = fields['attachment_type']
  if (type !== 'attachment' || typeof kind !== 'string' || !Object.hasOwn(dumps, kind)) return null
  return dumps[kind] ?? null
}
