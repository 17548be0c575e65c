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
  const route = [...(routes ?? '').matchAll(/\b(?:re_)?(?:path|url)\(([^\n]*?)\badmin\.site\.urls/g)]
    .map(([, words = '']) => words)
    .find((words) => names.some((name) => new RegExp(`\\bsettings\\.${name}\\b`).test(words)))
  if (route === undefined) return null
  return text(route.includes('/') ? 'admin' : 'admin/')
}
