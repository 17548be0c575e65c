import { type Fields, isFields } from './json.ts'
import { malformed } from './refusal.ts'

/**
 * What browsers report of their own accord, as an event. `{"csp-report": …}` and its kin of old, or the list of the
 * Reporting API, whose first report of a known kind counts, since an answer has one id.
 */
export function eventOfReport(report: unknown, query: URLSearchParams): Fields {
  const [field, body] = Array.isArray(report) ? fromReportingApi(report) : fromOldForm(report)
  const release = query.get('sentry_release')
  const environment = query.get('sentry_environment')
  return {
    platform: 'javascript',
    logger: field,
    level: 'error',
    [field]: body,
    ...(release ? { release } : {}),
    ...(environment ? { environment } : {}),
  }
}

const oldForms: readonly (readonly [name: string, field: string])[] = [
  ['csp-report', 'csp'],
  ['expect-ct-report', 'expectct'],
  ['expect-staple-report', 'expectstaple'],
]

function fromOldForm(report: unknown): [field: string, body: Fields] {
  if (!isFields(report)) throw malformed('a security report is a JSON object or a list of them', 'security')
  for (const [name, field] of oldForms) {
    const body = report[name]
    if (isFields(body)) return [field, body]
  }
  if ('known-pins' in report || 'noted-hostname' in report) return ['hpkp', report]
  if ('blocked-uri' in report || 'violated-directive' in report) return ['csp', report]
  if ('type' in report && 'body' in report) return fromReportingApi([report])
  throw malformed('this kind of security report is not known', 'security')
}

function fromReportingApi(reports: readonly unknown[]): [field: string, body: Fields] {
  for (const report of reports) {
    if (!isFields(report) || !isFields(report['body'])) continue
    const { type, url, user_agent, body } = report as Fields & { body: Fields }
    const named = { ...body, ...(url ? { url } : {}), ...(user_agent ? { user_agent } : {}) }
    if (type === 'csp-violation') return ['csp', named]
    if (type === 'network-error') return ['nel', named]
    return ['security', { type, ...named }]
  }
  throw malformed('the list holds no security report', 'security')
}
