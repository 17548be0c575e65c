import { keysBehind, textOf } from '../python/access.ts'
import { findModule } from '../where/modules.ts'
import { type DerivedValue, type KeyQuestion, text } from './derived-value.ts'

/**
 * `path(settings.ADMIN_URL, admin.site.urls)`: where Django's own tutorial has it. The login guards it there as
 * anywhere, and who wants it elsewhere says so.
 */
export function adminValue({ key, settings, subject }: KeyQuestion): DerivedValue | null {
  if (!key.needed || key.type !== 'text') return null
  const file = findModule(subject.tree, subject.pythonPath, textOf(settings.values.get('ROOT_URLCONF')) ?? '')
  const routes = file === null ? null : subject.tree.text(file)
  const names = [...settings.values].flatMap(([name, value]) => {
    const keys = keysBehind(value)
    return keys.length === 1 && keys[0] === key.name ? [name] : []
  })
  for (const { behind, place } of administrations) {
    const route = [...(routes ?? '').matchAll(behind)]
      .map(([, words = '']) => words)
      .find((words) => names.some((name) => new RegExp(`\\bsettings\\.${name}\\b`).test(words)))
    if (route !== undefined) return text(route.includes('/') ? place : `${place}/`)
  }
  return null
}

/** Wagtail's documentation has its administration at `cms/`, beside Django's. */
const administrations = [
  { behind: /\b(?:re_)?(?:path|url)\(([^\n]*?)\badmin\.site\.urls/g, place: 'admin' },
  { behind: /\b(?:re_)?(?:path|url)\(([^\n]*?)\binclude\(["'\s]*[\w.]*admin[._]urls\b/g, place: 'cms' },
]
