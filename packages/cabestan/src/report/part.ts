import type { Reason } from '@cabestan/protocol/reasons'
import type { Part } from './catalogue/catalogue.ts'

export function partOf(reason: Reason): Part {
  return reason.slice(0, reason.indexOf('.')) as Part
}
