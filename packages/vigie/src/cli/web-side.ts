import { createWeb, longestBody } from '../web/app.ts'
import { answering } from '../web/exchange/answering.ts'
import { answerWithSmallObjects } from '../web/exchange/response.ts'
import { pagesIn } from '../web/pages.ts'
import type { WebSurroundings } from '../web/surroundings.ts'
import { builtPages } from './built-pages.ts'
import type { Answer } from './server.ts'

/** Pages and API are loaded when somebody first asks for one: taking events alone needs half the memory. */
export function openWebSide(surroundings: WebSurroundings): Answer {
  answerWithSmallObjects()
  return answering(createWeb(surroundings, pagesIn(builtPages())), longestBody)
}
