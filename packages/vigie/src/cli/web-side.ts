import { getRequestListener } from '@hono/node-server'
import { createWeb } from '../web/app.ts'
import { pagesIn } from '../web/pages.ts'
import type { WebSurroundings } from '../web/surroundings.ts'
import { builtPages } from './built-pages.ts'
import type { Answer } from './server.ts'

/** Pages and API: loaded when somebody first asks for one. Taking events alone needs half the memory. */
export function openWebSide(surroundings: WebSurroundings): Answer {
  const web = createWeb(surroundings, pagesIn(builtPages()))
  const answer = getRequestListener((request, bindings) => web.fetch(request, bindings))
  return async (request, response) => answer(request, response)
}
