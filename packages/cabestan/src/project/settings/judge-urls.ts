import { distributionsByModule } from '../dependencies/code/distributions.table.ts'
import type { Finding } from '../findings/finding.ts'
import { placesOf, textOf } from '../python/access.ts'
import { joined } from '../tree/source-paths.ts'
import { findModule } from '../where/modules.ts'
import type { SettingsQuestion } from './settings-question.ts'

/** A directory that was renamed, while everything goes on naming it as before: no page answers. Nor does any without. */
export function judgeUrls(question: SettingsQuestion): Finding[] {
  const { tree, where, settings } = question
  const value = settings.values.get('ROOT_URLCONF')
  if (value === undefined) return nameNone(question)
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

/** Where all of the settings was read, that is: packages bring some by `import *`, or write them into `locals()`. */
function nameNone({ tree, where, settings }: SettingsQuestion): Finding[] {
  const [file = ''] = settings.files
  const isBrought = settings.files.some((each) => {
    const text = tree.text(each) ?? ''
    const packages = [...text.matchAll(/^[ \t]*from (\w+)[\w.]* import[ (]*\*/gm)].map(
      ([, name = '']) => name,
    )
    return (
      packages.some((name) => findModule(tree, where.pythonPath, name) === null) ||
      /\b(?:locals|globals|vars|setattr|exec|execfile|include|import_settings_modules)\(|^import dynaconf/m.test(
        text,
      )
    )
  })
  if (!settings.values.has('INSTALLED_APPS') || settings.className !== null || isBrought) return []
  return [{ code: 'settings.urls-none', severity: 'error', wants: 'change', places: [{ file }], values: {} }]
}
