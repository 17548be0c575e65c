import { keysBehind } from '../python/access.ts'
import { lookForced } from '../settings/look.ts'
import { composed, type DerivedValue, type KeyQuestion } from './derived-value.ts'

/** The site's secret key. A second one is derived from it if the settings refuse to use the same twice. */
export function keyValue(question: KeyQuestion): DerivedValue {
  const { name } = question.key
  if (name === 'SECRET_KEY') return { type: 'generated', what: 'django-key' }
  return isRefused(question)
    ? composed(`${name.toLowerCase()}-`, { key: 'SECRET_KEY' })
    : composed({ key: 'SECRET_KEY' })
}

/** Whether the settings stop if this key equals the site's, and go on with another value. */
function isRefused({ key, settings, subject, switches }: KeyQuestion): boolean {
  const ofSite = keysBehind(settings.values.get('SECRET_KEY')).filter((name) => name !== key.name)
  if (ofSite.length === 0) return false
  const site = Object.fromEntries(ofSite.map((name) => [name, 'one-key']))
  const stops = (value: string) => {
    const effects = lookForced(subject, { ...switches, ...site, [key.name]: value })?.evaluation.effects ?? []
    return effects.flatMap(({ type, place }) => (type === 'raises' ? [`${place.file}:${place.line}`] : []))
  }
  const otherwise = stops('another-key')
  return stops('one-key').some((place) => !otherwise.includes(place))
}
