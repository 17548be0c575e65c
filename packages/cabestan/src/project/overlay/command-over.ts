import type { OverlayView } from '../../render/settings/view.ts'

/**
 * A command of the project, made to start through the overlay: what names the project's own manage.py, Celery
 * application or WSGI module would choose the project's own settings. Others find them in the environment.
 */
export function commandOver(argv: readonly string[], view: OverlayView): string[] {
  return throughManage(argv, view) ?? throughModules(argv, view)
}

/** `python manage.py x`, `./manage.py x`, `django-admin x`. */
function throughManage(argv: readonly string[], { package: name }: OverlayView): string[] | null {
  const at = argv.findIndex((word) => /(?:^|\/)(?:manage\.py|django-admin(?:\.py)?)$/.test(word))
  const isStart = at === 0 || (at === 1 && /(?:^|\/)python[\d.]*$/.test(argv[0] ?? ''))
  if (!isStart) return null
  const rest = argv.slice(at + 1).filter((word) => !word.startsWith('--settings='))
  return ['python', '-m', `${name}.manage`, ...rest]
}

/** `celery -A shop worker`, `gunicorn shop.wsgi:application`, `daphne shop.asgi:application`. */
function throughModules(argv: readonly string[], view: OverlayView): string[] {
  const { package: name, entryPoints } = view
  const isCelery = argv.slice(0, 3).some((word) => /(?:^|\/)celery$/.test(word))
  const modules = new Map<string, string>()
  for (const [kind, entry] of [
    ['wsgi', entryPoints.wsgi],
    ['asgi', entryPoints.asgi],
  ] as const) {
    if (entry === null || entry === 'django') continue
    modules.set(entry.module, `${name}.${kind}:application`)
    modules.set(`${entry.module}:${entry.name}`, `${name}.${kind}:application`)
  }
  return argv.map((word, index) => {
    if (!isCelery) return modules.get(word) ?? word
    const before = argv[index - 1] ?? ''
    if (before === '-A' || before === '--app') return name
    return word.replace(/^(-A|--app=)(?=.).*/, `$1${name}`)
  })
}
