import { isObject } from '../../contract/json.ts'
import type { Fields } from '../body/json.ts'
import { malformed } from '../refusal.ts'

/** The most that is taken of one list, in which a browser collects a minute. */
const mostReports = 100

/**
 * What browsers report of their own accord, as events. `{"csp-report": …}` and its kin of old, or the list of the
 * Reporting API.
 */
export function eventsOfReport(
  report: unknown,
  query: URLSearchParams,
  agent: string | null = null,
): readonly Fields[] {
  const reports = Array.isArray(report)
    ? report.slice(0, mostReports).flatMap(fromReportingApi)
    : [fromOldForm(report)]
  if (reports.length === 0) throw malformed('the list holds no security report', 'security')
  return reports.map((each) => eventOf(each, query, agent))
}

/** How much of a list was beyond the limit. */
export function reportsBeyond(report: unknown): number {
  return Array.isArray(report) ? Math.max(report.length - mostReports, 0) : 0
}

type Report = readonly [field: string, body: Fields]

/** Something that still works, and will stop or was blocked, is no error. */
const warnings: ReadonlySet<unknown> = new Set(['deprecation', 'intervention'])

function eventOf([field, body]: Report, query: URLSearchParams, sender: string | null): Fields {
  const agent = typeof body['user_agent'] === 'string' ? body['user_agent'] : sender
  const release = query.get('sentry_release')
  const environment = query.get('sentry_environment')
  return {
    platform: 'javascript',
    logger: field,
    level: field === 'security' && warnings.has(body['type']) ? 'warning' : 'error',
    [field]: body,
    ...(agent ? { request: { headers: { 'User-Agent': agent } } } : {}),
    ...(release ? { release } : {}),
    ...(environment ? { environment } : {}),
  }
}

const oldForms: readonly (readonly [name: string, field: string])[] = [
  ['csp-report', 'csp'],
  ['expect-ct-report', 'expectct'],
  ['expect-staple-report', 'expectstaple'],
]

function fromOldForm(report: unknown): Report {
  if (!isObject(report)) throw malformed('a security report is a JSON object or a list of them', 'security')
  for (const [name, field] of oldForms) {
    const body = report[name]
    if (isObject(body)) return [field, body]
  }
  if ('known-pins' in report || 'noted-hostname' in report) return ['hpkp', report]
  if ('blocked-uri' in report || 'violated-directive' in report) return ['csp', report]
  const [alone] = fromReportingApi(report)
  if (alone) return alone
  throw malformed('this kind of security report is not known', 'security')
}

function fromReportingApi(report: unknown): readonly Report[] {
  if (!isObject(report) || !('type' in report) || !isObject(report['body'])) return []
  const { type, url, user_agent, body } = report as Fields & { body: Fields }
  const named = { ...body, ...(url ? { url } : {}), ...(user_agent ? { user_agent } : {}) }
  if (type === 'csp-violation') return [['csp', named]]
  if (type === 'network-error') return [['nel', named]]
  // Some bodies have a type of their own, which is the kind of violation.
  return [['security', { ...named, type, ...(body['type'] ? { violation: body['type'] } : {}) }]]
}
