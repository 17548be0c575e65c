import type { Finding } from '../findings/finding.ts'
import { someNames } from '../findings/some-names.ts'
import { findModule } from '../where/modules.ts'
import { purposeOf } from './purpose-words.ts'
import type { SettingsQuestion } from './settings-question.ts'

/** Whether there are settings at all, and whether they are the intended ones. */
export function judgeChoice(question: SettingsQuestion): Finding[] {
  const { settings } = question
  if (question.named && settings.module.value === null) return [notThere(question)]
  if (settings.missing !== null) return [missing(settings.missing, settings.module.value !== null)]
  if (settings.module.value === null) return none(question)
  return [
    ...empty(question, settings.module.value),
    ...guessed(question, settings.module.value),
    ...notDefault(question, settings.module.value),
    ...bypasses(question),
  ]
}

/** The owner named a module that no commit has: most often a letter is wrong. */
function notThere({ tree, where, settings: { missing: lost } }: SettingsQuestion): Finding {
  const project = where.projects.find(({ directory }) => directory === where.directory.value)
  const named = [...new Set(project?.settingsNamed.map(({ module }) => module))]
  const there = named.filter((module) => findModule(tree, where.pythonPath, module) !== null)
  return {
    ...{ code: 'settings.not-there', severity: 'error', wants: 'question' },
    places: [{ file: 'cabestan.yaml' }],
    values: { module: lost?.module ?? '', ...(there.length > 0 ? { modules: someNames(there) } : {}) },
  }
}

/** Without a project there can be no settings, which was reported already. */
function none({ where }: SettingsQuestion): Finding[] {
  if (where.directory.value === null) return []
  return [
    { code: 'settings.none', severity: 'error', wants: 'change', places: where.directory.places, values: {} },
  ]
}

/** A part that only this computer has can be supplied; if nothing exists at all, it is unknown what to ask for. */
function missing(
  { module, template, places, importedBy, link }: NonNullable<SettingsQuestion['settings']['missing']>,
  isPart: boolean,
): Finding {
  if (link !== undefined)
    return {
      ...{ code: 'settings.link-outside', severity: 'error', wants: 'change', places: [{ file: link }] },
      values: { module, link },
    }
  if (importedBy !== undefined && template === null)
    return {
      ...{ code: 'settings.import-missing', severity: 'error', wants: 'change', places: [importedBy] },
      values: { module, file: importedBy.file },
    }
  const common = { severity: 'error', wants: isPart || template ? 'question' : 'change' } as const
  if (template === null) return { code: 'settings.missing', ...common, places, values: { module } }
  return {
    code: 'settings.missing-template',
    ...common,
    places: [{ file: template }, ...places],
    values: { module, template },
  }
}

function guessed({ settings: { module, candidates }, named }: SettingsQuestion, chosen: string): Finding[] {
  if (named || module.certainty !== 'guessed' || candidates.length === 0) return []
  const values = { module: chosen, candidates: candidates.slice(0, 8).join(', ') }
  const rivals = candidates.filter((candidate) => purposeOf(candidate.replace(':', '.')) === 'production')
  const isOpen = rivals.length > 0 && purposeOf(chosen) === 'production'
  return [
    {
      code: 'settings.guessed',
      places: module.places,
      values,
      ...(isOpen ? { severity: 'error', wants: 'question' } : { severity: 'warning' }),
    },
  ]
}

/** Most often it was never filled in, or its content is only on one computer. */
function empty({ settings: { empty: found }, named }: SettingsQuestion, chosen: string): Finding[] {
  if (found === null || named) return []
  const { module, places } = found
  return [{ code: 'settings.empty', severity: 'warning', places, values: { module, chosen } }]
}

/** manage.py or wsgi.py would use another one. */
function notDefault({ settings, where, named }: SettingsQuestion, chosen: string): Finding[] {
  const project = where.projects.find(({ directory }) => directory === where.directory.value)
  const entries = project?.settingsNamed ?? []
  if (named || entries.length === 0 || entries.some(({ module }) => module === chosen)) return []
  const first = entries.find(({ module }) => purposeOf(module) === 'development') ?? entries[0]
  if (!first) return []
  const values = { module: chosen, default: first.module }
  return [
    {
      code: 'settings.not-the-default',
      severity: 'note',
      places: [first.place, ...settings.module.places],
      values,
    },
  ]
}

function bypasses({ settings: { bypasses } }: SettingsQuestion): Finding[] {
  if (bypasses.length === 0) return []
  const files = [...new Set(bypasses.map(({ place }) => place.file))].slice(0, 6).join(', ')
  const places = bypasses.map(({ place }) => place).slice(0, 20)
  return [{ code: 'settings.bypass', severity: 'note', places, values: { files } }]
}
