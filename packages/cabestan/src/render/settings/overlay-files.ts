import { databaseModule } from './database-module.ts'
import { asgiModule, celeryModule, initModule, manageModule, wsgiModule } from './entry-points.ts'
import { logsModule } from './logs-module.ts'
import { middlewareModule } from './middleware-module.ts'
import { reportingModule } from './reporting-module.ts'
import { settingsModule } from './settings-module.ts'
import { storageModule } from './storage-module.ts'
import type { OverlayView } from './view.ts'

export interface OverlayFile {
  /** Paths below the release's `overlay/`. */
  readonly path: string
  readonly content: string
}

/** The Python package that is put beside the project, never inside it. */
export function overlayFiles(view: OverlayView): OverlayFile[] {
  const modules: Record<string, string | null> = {
    __init__: initModule(view),
    asgi: asgiModule(view),
    celery: celeryModule(view),
    database: databaseModule(view),
    logs: logsModule(view),
    manage: manageModule(view),
    middleware: middlewareModule(view),
    reporting: reportingModule(view),
    settings: settingsModule(view),
    storage: view.files.static?.hashed ? storageModule() : null,
    wsgi: wsgiModule(view),
  }
  return Object.entries(modules).flatMap(([module, content]) =>
    content === null ? [] : [{ path: `${view.package}/${module}.py`, content }],
  )
}
