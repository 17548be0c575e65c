import { head } from '../head.ts'
import { quoted } from './python.ts'
import type { OverlayView } from './view.ts'

export interface EntryPoints {
  readonly wsgi: EntryPoint
  /** Null where neither the project nor its Django knows ASGI. */
  readonly asgi: EntryPoint | null
  /** The project's router of Channels handles websockets and no plain requests. */
  readonly socketsAlone: boolean
  /** The argument of `celery -A`. */
  readonly celery: string | null
}

/** `django`: the project has no module of its own, so Django makes the application. */
export type EntryPoint = { readonly module: string; readonly name: string } | 'django'

/** `__init__.py`: what all entry points share. */
export function initModule({ package: name, project }: OverlayView): string {
  return `${head('Production settings laid beside the project, as part of this release.')}
import os
import sys
from pathlib import Path

release = Path(__file__).resolve().parents[2]

# The modules of the project are found wherever a command is started.
${pathPart(project)}


def choose_settings():
    """Settings are chosen once a process: before any file of the project can name others."""
    os.environ['DJANGO_SETTINGS_MODULE'] = '${name}.settings'
    from django.conf import settings

    return settings.SETTINGS_MODULE
`
}

/** The first directory has to come first, because Python would start there. */
function pathPart({ pythonPath, appended = [] }: OverlayView['project']): string {
  const before = pythonPath.filter((directory) => !appended.includes(directory)).map(sourcePath)
  const after = appended.map((directory) => `\nsys.path.append(${sourcePath(directory)})`).join('')
  const [only, ...more] = before
  if (more.length === 0) return `sys.path.insert(0, ${only ?? "str(release / 'source')"})${after}`
  return `sys.path[:0] = [\n${before.map((path) => `    ${path},\n`).join('')}]${after}`
}

function sourcePath(directory: string): string {
  const below = directory === '' ? '' : ` / ${quoted(directory)}`
  return `str(release / 'source'${below})`
}

export const wsgiModule = (view: OverlayView): string =>
  webModule('What gunicorn runs.', 'wsgi', view.entryPoints.wsgi, view)

export function asgiModule(view: OverlayView): string | null {
  const { asgi } = view.entryPoints
  if (asgi === null) return null
  const module = webModule('What uvicorn runs.', 'asgi', asgi, view)
  return view.entryPoints.socketsAlone && asgi !== 'django' ? `${module}${plainRequests}` : module
}

function webModule(what: string, type: 'wsgi' | 'asgi', entry: EntryPoint, view: OverlayView): string {
  const source =
    entry === 'django'
      ? `from django.core.${type} import get_${type}_application  # noqa: E402

application = get_${type}_application()`
      : `${type === 'asgi' ? setup : ''}${fromProject(entry)}`
  return `${head(what, 'The settings are chosen here, before the file of the project can choose others.')}
from ${view.package} import choose_settings

choose_settings()

${source}

# For what this process starts.
choose_settings()
`
}

const plainRequests = `
from django.core.asgi import get_asgi_application  # noqa: E402

# The project routes websockets alone. Up to version 3 Channels gave all else to Django by itself.
routes = getattr(application, 'application_mapping', {})
routes.setdefault('http', get_asgi_application())
`

const setup = `import django  # noqa: E402

# Consumers are often imported before Django is asked for its part, and want their models.
django.setup()

`

/** A directory with a dash in its name can only be imported by import_module. */
function fromProject({ module, name }: Exclude<EntryPoint, 'django'>): string {
  if (/^[\w.]+$/.test(module)) return `from ${module} import ${imported(name)}  # noqa: E402`
  return `from importlib import import_module  # noqa: E402

application = import_module(${quoted(module)}).${name}`
}

const imported = (name: string): string => (name === 'application' ? name : `${name} as application`)

export function celeryModule({ package: name, entryPoints: { celery } }: OverlayView): string | null {
  if (celery === null) return null
  return `${head(`What \`celery -A ${name}\` finds: what is behind \`celery -A ${celery}\`.`)}
import gc

from celery import signals
from celery.app.utils import find_app

from ${name} import choose_settings

choose_settings()
app = find_app(${quoted(celery)})
choose_settings()


def share_memory(**_):
    """Looking for garbage writes to whatever is looked at, and each child would have a copy of all the code."""
    gc.collect()
    gc.freeze()


# Older versions of Celery do not have it, nor does Python 3.6 have the other.
if hasattr(signals, 'worker_before_create_process') and hasattr(gc, 'freeze'):
    signals.worker_before_create_process.connect(share_memory)
`
}

export function manageModule({ package: name }: OverlayView): string {
  return `${head('manage.py of the project, with the settings of production.')}
import os
import sys

# Started by its path, Python would take the modules beside this file for settings, celery, ….
here = os.path.dirname(os.path.abspath(__file__))
if os.path.abspath(sys.path[0]) == here:
    sys.path[0] = os.path.dirname(here)

from ${name} import choose_settings  # noqa: E402

if __name__ == '__main__':
    choose_settings()
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
`
}
