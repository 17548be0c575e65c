import { head } from '../head.ts'
import { type Block, blockText } from './block.ts'
import { databaseBlocks, databaseHelpers, libraryBlocks, searchBlocks, sessionBlocks } from './database.ts'
import { fileBlocks } from './files.ts'
import { hostBlocks, httpsBlocks } from './hosts.ts'
import { debugBlocks, keyBlocks } from './key.ts'
import { mailBlocks } from './mail.ts'
import { pythonText, quoted, texts } from './python.ts'
import { rabbitmqBlocks } from './rabbitmq.ts'
import { redisBlocks } from './redis.ts'
import { reportBlocks } from './reports.ts'
import type { OverlayView, ProjectView } from './view.ts'

/** Everything that the overlay sets, in the order of the file. */
export function overlayBlocks(view: OverlayView): Block[] {
  return [
    ...debugBlocks(view),
    ...keyBlocks(view),
    ...hostBlocks(view),
    ...httpsBlocks(view),
    ...databaseBlocks(view),
    ...libraryBlocks(view),
    ...searchBlocks(view),
    ...redisBlocks(view),
    ...rabbitmqBlocks(view),
    ...sessionBlocks(view),
    ...fileBlocks(view),
    ...mailBlocks(view),
    ...reportBlocks(view),
  ]
}

/** `settings.py`: the module that DJANGO_SETTINGS_MODULE names in production. */
export function settingsModule(view: OverlayView): string {
  const body = [projectPart(view.project), ...overlayBlocks(view).map(blockText), writtenBack(view.project)]
  const text = body.join('\n\n')
  return `${top(view)}\n${imports(text, view)}\n\n${text}\n`
}

function top({ project, name }: OverlayView): string {
  return head(
    `The settings of ${name} in production.`,
    `What the project says in ${project.module} stands, except for what is said again here.`,
  )
}

/** A settings class is turned into a module by its own package, as in development. */
function projectPart({ form, module, className, startsDjango }: ProjectView): string {
  const materialised = `# django-configurations makes a module of the class.
os.environ['DJANGO_CONFIGURATION'] = ${quoted(className ?? '')}
importer.install()
`
  const wait = `# Django starts once its settings are whole: what starts it while they are read, waits for that.
set_up, django.setup = django.setup, lambda set_prefix=True: None
`
  return `# While they are read, the project's settings are the settings: some look up their own name.
os.environ['DJANGO_SETTINGS_MODULE'] = ${quoted(module)}
${form === 'class' ? materialised : ''}${startsDjango ? wait : ''}project = import_module(${quoted(module)})
${startsDjango ? 'django.setup = set_up\n' : ''}os.environ['DJANGO_SETTINGS_MODULE'] = __name__
# Every name in capitals, as Django itself takes them: \`import *\` would heed __all__.
globals().update({name: getattr(project, name) for name in dir(project) if name.isupper()})`
}

function writtenBack({ module, modules, sources }: ProjectView): string {
  const list = (names: readonly string[]) => pythonText(texts(names), 16)
  const behind = modules.filter((each) => each !== module)
  const theirs = `
# So do the modules that it takes its own from.
for module in ${list(behind)}:
    names = vars(sys.modules.get(module, project))
    names.update({n: v for n, v in in_force.items() if n in names})`
  const others = `
# So do modules that the same value came from, or went to.
for module in ${list(sources)}:
    names = vars(sys.modules.get(module, project))
    names.update({n: v for n, v in in_force.items() if n in names and names[n] is own.get(n)})`
  return `# Code that imports the project's settings by name finds what is in force, and names that only this file has.
in_force = {name: value for name, value in globals().items() if name.isupper()}
own = dict(vars(project))
vars(project).update(in_force)${behind.length > 0 ? theirs : ''}${sources.length > 0 ? others : ''}`
}

function imports(text: string, view: OverlayView): string {
  const code = text.replace(/^\s*#.*$/gm, '')
  const uses = (pattern: RegExp) => pattern.test(code)
  const standard = [
    'import os',
    uses(/\bre\./) ? 'import re' : '',
    'import sys',
    'from importlib import import_module',
    uses(/\bfind_spec\(/) ? 'from importlib.util import find_spec' : '',
    uses(/\bPath\(/) ? 'from pathlib import Path' : '',
  ]
  const outside = [
    uses(/\bdjango\.(?:VERSION|setup)/) ? 'import django' : '',
    view.project.form === 'class' ? 'from configurations import importer' : '',
    uses(/\bglobal_settings\./) ? 'from django.conf import global_settings' : '',
  ]
  return [standard, outside, [own(view, uses(/\brelease\b/))]].map(lines).filter(Boolean).join('\n\n')
}

function own(view: OverlayView, release: boolean): string {
  const helper = databaseHelpers(view) === null ? [] : ['database']
  const names = [...helper, 'logs', ...(release ? ['release'] : [])]
  return `from ${view.package} import ${names.join(', ')}${helper.length > 0 ? '  # noqa: F401' : ''}`
}

const lines = (all: readonly string[]): string => all.filter(Boolean).join('\n')
