import type { SecurityReport } from '../../contract/event.ts'
import { isObject, type Json, type JsonObject } from '../../contract/json.ts'
import { namedOf } from '../reading/collections.ts'
import type { Reading } from '../reading/reading.ts'

const kinds: readonly (readonly [field: string, kind: SecurityReport['kind']])[] = [
  ['csp', 'csp'],
  ['sentry.interfaces.Csp', 'csp'],
  ['csp-report', 'csp'],
  ['expectct', 'expect-ct'],
  ['expect_ct', 'expect-ct'],
  ['expect-ct-report', 'expect-ct'],
  ['expectstaple', 'expect-staple'],
  ['expect_staple', 'expect-staple'],
  ['expect-staple-report', 'expect-staple'],
  ['hpkp', 'hpkp'],
  ['nel', 'nel'],
  ['security', 'other'],
]

export function readSecurity(event: JsonObject, reading: Reading): SecurityReport | null {
  for (const [field, kind] of kinds) {
    const value = event[field]
    if (isObject(value)) return { kind, fields: fieldsOf(value, reading) }
  }
  return null
}

function fieldsOf(report: JsonObject, reading: Reading): SecurityReport['fields'] {
  // Browsers write `blocked-uri` and, since Reporting v1, `blockedURL`; Sentry keeps `blocked_uri`.
  return namedOf(report, 'security', reading).map(({ name, value }) => ({ name: underscored(name), value }))
}

function underscored(name: string): string {
  const words = name
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replaceAll('-', '_')
  return words === 'blocked_url' ? 'blocked_uri' : words === 'document_url' ? 'document_uri' : words
}

export function fieldOf(report: SecurityReport, name: string): string {
  const value: Json | undefined = report.fields.find((field) => field.name === name)?.value
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}
