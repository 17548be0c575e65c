import { isObject } from '../../contract/json.ts'
import type { Route } from '../address/route.ts'
import { malformed } from '../refusal.ts'

const statuses = new Set(['ok', 'error', 'in_progress'])

/** What a scheduled task says by an address alone (`curl …/cron/nightly/KEY?status=ok`), or with JSON besides. */
export function checkInOf({ slug, query }: Route, body: unknown): Readonly<Record<string, unknown>> {
  if (slug === null || slug.length > 100) throw malformed('a check-in names its monitor', 'monitor')
  const given = isObject(body) ? body : {}
  const status = query.get('status')
  if (status !== null && !statuses.has(status))
    throw malformed('status is ok, error or in_progress', 'monitor')
  const duration = query.get('duration')
  const id = query.get('check_in_id')
  const environment = query.get('environment')
  return {
    ...given,
    monitor_slug: slug,
    status: status ?? ('status' in given ? given['status'] : 'ok'),
    ...(id === null ? {} : { check_in_id: id }),
    ...(environment === null ? {} : { environment }),
    ...(duration === null || !(Number(duration) >= 0) ? {} : { duration: Number(duration) }),
  }
}
