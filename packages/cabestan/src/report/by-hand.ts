import type { Step } from '@cabestan/protocol/steps'
import { accessByHand } from './by-hand-access.ts'
import { databasesByHand } from './by-hand-databases.ts'
import { filesByHand } from './by-hand-files.ts'
import { systemByHand } from './by-hand-system.ts'
import type { ByHand, HandMove } from './hand-moves.ts'

const byHandOf: ByHand = { ...accessByHand, ...systemByHand, ...filesByHand, ...databasesByHand }

export function byHand(step: Step): HandMove[] {
  const moves = byHandOf[step.kind] as (step: Step) => HandMove[]
  return moves(step)
}
