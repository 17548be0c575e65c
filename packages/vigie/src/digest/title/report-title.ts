import type { SecurityReport } from '../../contract/event.ts'
import { fieldOf } from '../event/security.ts'

export function reportTitle(report: SecurityReport): string {
  return titles[report.kind](report)
}

const titles: Readonly<Record<SecurityReport['kind'], (report: SecurityReport) => string>> = {
  csp: (report) => {
    const subject = blockedBy(report)
    return `Blocked ${directiveOf(report) || 'content'}${subject ? ` from ${subject}` : ''}`
  },
  'expect-ct': (report) => `Expect-CT failed for ${hostOf(report)}`,
  'expect-staple': (report) => `Expect-Staple failed for ${hostOf(report)}`,
  hpkp: (report) => `Public key pinning validation failed for ${hostOf(report)}`,
  nel: (report) => `Network error ${fieldOf(report, 'type') || 'unknown'} for ${hostOf(report)}`,
  other: (report) => {
    const what = particularsOf(report)[0]
    const type = fieldOf(report, 'type') || 'unknown'
    return fieldOf(report, 'message') || `Browser report: ${type}${what ? ` (${what})` : ''}`
  },
}

/** Tells two reports of one type apart if neither has a message: why it crashed, what was blocked. */
function particularsOf(report: SecurityReport): readonly string[] {
  return [fieldOf(report, 'reason'), blockedBy(report), ...kindOf(report)].filter(Boolean)
}

/** Which deprecation or intervention it was, or which policy. */
export function kindOf(report: SecurityReport): readonly string[] {
  return ['id', 'feature_id', 'policy_id', 'violation'].map((name) => fieldOf(report, name))
}

/** `script-src`, from `script-src 'self' https://…` as old browsers report it. */
export function directiveOf(report: SecurityReport): string {
  const directive = fieldOf(report, 'effective_directive') || fieldOf(report, 'violated_directive')
  return directive.trim().split(/\s/)[0] ?? ''
}

export function blockedBy(report: SecurityReport): string {
  return originOf(fieldOf(report, 'blocked_uri'))
}

export function hostOf(report: SecurityReport): string {
  return fieldOf(report, 'hostname') || originOf(fieldOf(report, 'url')) || 'unknown host'
}

/** The host of an address, or the word that browsers write instead (`inline`, `eval`, `self`, `data`). */
function originOf(uri: string): string {
  const host = /^[a-z][a-z0-9+.-]*:\/\/([^/?#]+)/i.exec(uri)?.[1]
  return host ?? uri.split(/[:/?#]/)[0] ?? ''
}
