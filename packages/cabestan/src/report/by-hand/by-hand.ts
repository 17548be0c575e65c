import type { Step } from '@cabestan/protocol/steps'
import { accessByHand } from './access.ts'
import { databasesByHand } from './databases.ts'
import { filesByHand } from './files.ts'
import type { ByHand, HandMove } from './hand-moves.ts'
import { systemByHand } from './system.ts'

const byHandOf: ByHand = { ...accessByHand, ...systemByHand, ...filesByHand, ...databasesByHand }

export function byHand(step: Step): HandMove[] {
  const moves = byHandOf[step.kind] as (step: Step) => HandMove[]
  return moves(step)
}
