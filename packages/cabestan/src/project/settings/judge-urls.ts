import { distributionsByModule } from '../dependencies/code/distributions.table.ts'
import type { Finding } from '../findings/finding.ts'
import { placesOf, textOf } from '../python/access.ts'
import { joined } from '../tree/source-paths.ts'
import type { SettingsQuestion } from './settings-question.ts'

/** A directory that was renamed, while everything goes on naming it as before: no page answers. */
export function judgeUrls({ tree, where, settings }: SettingsQuestion): Finding[] {
  const value = settings.values.get('ROOT_URLCONF')
  const urls = textOf(value) ?? ''
  const [former = ''] = urls.split('.')
  const [now = ''] = (settings.module.value ?? '').split('.')
  const isThere = (path: string) =>
    where.pythonPath.some((directory) => {
      const whole = joined(directory, path)
      return tree.paths.some((each) => each === whole || each.startsWith(`${whole}/`))
    })
  // A package may bring all addresses of a site.
  if (former === '' || distributionsByModule.has(former)) return []
  if (isThere(former) || isThere(`${former}.py`) || !isThere(`${now}/urls.py`)) return []
  const values = { urls, former, now }
  return [
    {
      code: 'settings.urls-elsewhere',
      severity: 'error',
      wants: 'change',
      places: placesOf(value),
      values,
    },
  ]
}
