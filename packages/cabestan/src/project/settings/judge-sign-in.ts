import type { Finding } from '../findings/finding.ts'
import { installedApps, itemsOf, keysBehind, placesOf, textOf } from '../python/access.ts'
import type { Value } from '../python/values.ts'
import type { SettingsQuestion } from './settings-question.ts'

/** Settings from which mozilla-django-oidc takes its provider's keys; one of them is enough. */
const sources = ['OIDC_OP_JWKS_ENDPOINT', 'OIDC_RP_IDP_SIGN_KEY'] as const

/** It raises an error when Django loads its backends, which is at each sign-in, even to the admin. */
export function judgeSignIn(question: SettingsQuestion): Finding[] {
  const { values } = question.settings
  const backends = values.get('AUTHENTICATION_BACKENDS')
  const isUsed =
    installedApps(values).includes('mozilla_django_oidc') &&
    itemsOf(backends).items.some((name) => /oidc/i.test(name))
  const wantsKeys = /^RS/.test(textOf(values.get('OIDC_RP_SIGN_ALGO')) ?? '')
  if (!isUsed || !wantsKeys || sources.some((name) => isGiven(values.get(name), question))) return []
  const keys = values.get(sources[0])
  const key = keysBehind(keys)[0] ?? sources[0]
  const places = placesOf(keys ?? backends)
  return [{ code: 'settings.sign-in-keys', severity: 'error', wants: 'question', places, values: { key } }]
}

function isGiven(value: Value | undefined, { environment, given }: SettingsQuestion): boolean {
  const keys = keysBehind(value)
  if (value === undefined || keys.length === 0) return value !== undefined && value.type !== 'none'
  return keys.some(
    (name) => given.includes(name) || environment.some((key) => key.name === name && key.default !== null),
  )
}
