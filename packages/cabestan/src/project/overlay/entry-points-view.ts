import type { EntryPoint, EntryPoints } from '../../render/settings/entry-points.ts'
import type { ProjectView } from '../../render/settings/view.ts'
import type { Reading } from '../reading.ts'
import { moduleOf } from '../where/module-name.ts'
import type { OverlayDecisions } from './decisions.ts'
import { atLeast, type ProjectSettings } from './project-settings.ts'

export function entryPointsView(
  { reading, django }: ProjectSettings,
  { interface: kind }: OverlayDecisions,
): EntryPoints {
  const { wsgi, asgi } = reading.settings
  return {
    wsgi: entryPoint(wsgi.value) ?? 'django',
    asgi: entryPoint(asgi.value) ?? (kind === 'asgi' || atLeast(django, 3, 0) === true ? 'django' : null),
    socketsAlone: reading.processes.socketsAlone === true,
    celery: celeryApplication(reading),
  }
}

export function projectView({ settings, where }: Reading): ProjectView {
  const module = settings.module.value ?? 'settings'
  const read = settings.files.flatMap((file) => moduleOf(where.pythonPath, file) ?? [])
  const home = module.split('.').slice(0, -1).join('.')
  // `shop.settings` for `shop.settings.production`, and what is beside that; but not `shop` for `shop.settings`.
  const isSettings = (other: string) =>
    other === module ||
    other.startsWith(`${module}.`) ||
    (/(^|\.)(settings|conf|config)\w*$/.test(home) && (other === home || other.startsWith(`${home}.`)))
  const modules = [...new Set([module, ...read.filter(isSettings)])]
  return {
    module,
    form: settings.form,
    className: settings.className,
    modules,
    sources: read.filter((other) => !modules.includes(other) && !module.startsWith(`${other}.`)),
    pythonPath: where.pythonPath,
    ...(where.appended ? { appended: where.appended } : {}),
    startsDjango: settings.effects.some(({ type }) => type === 'sets-up'),
  }
}

/** `shop.wsgi`, or `shop.wsgi:app`. */
function entryPoint(path: string | null): EntryPoint | null {
  const [module = '', name = 'application'] = (path ?? '').split(':')
  return module === '' ? null : { module, name }
}

/** `-A shop`, `-Ashop`, `--app shop`, `--app=shop`. */
function celeryApplication({ processes: { programs } }: Reading): string | null {
  for (const { type, argv } of programs) {
    if (!type.startsWith('celery')) continue
    const at = argv.findIndex((word) => /^(-A|--app)/.test(word))
    const [word = '', next] = [argv[at], argv[at + 1]]
    const name = /^(?:-A|--app=?)(.+)$/.exec(word)?.[1] ?? (at === -1 ? undefined : next)
    if (name && /^[\w.]+(:\w+)?$/.test(name)) return name
  }
  return null
}
