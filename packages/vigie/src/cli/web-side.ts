import { existsSync } from 'node:fs'
import { getRequestListener } from '@hono/node-server'
import { createWeb } from '../web/app.ts'
import { pagesIn } from '../web/pages.ts'
import type { WebSurroundings } from '../web/surroundings.ts'
import type { Answer } from './server.ts'

/** Pages and API: loaded when somebody first asks for one. Taking events alone needs half the memory. */
export function openWebSide(surroundings: WebSurroundings): Answer {
  const web = createWeb(surroundings, pagesIn(dashboard()))
  const answer = getRequestListener((request, bindings) => web.fetch(request, bindings))
  return async (request, response) => answer(request, response)
}

/** Beside the bundle; from the source, where the build puts it. */
function dashboard(): string {
  const beside = new URL('./dashboard/', import.meta.url)
  const isBuilt = existsSync(new URL('index.html', beside))
  return (isBuilt ? beside : new URL('../../dist/dashboard/', import.meta.url)).pathname
}
