import type { Catalogue, FailureSentences } from '../catalogue.ts'
import { changes } from './changes.ts'
import { commands } from './commands.ts'
import { failuresOnTheLaptop } from './failures-laptop.ts'
import { failuresOnTheServer } from './failures-server.ts'
import { failuresOnTheWay } from './failures-way.ts'
import { failuresAtWork } from './failures-work.ts'
import { findings } from './findings/findings.ts'
import { kinds } from './kinds.ts'
import { overlay } from './overlay.ts'
import { project } from './project.ts'
import { parts, reasons } from './reasons.ts'
import { failure, plan, progress, questions, removal, status } from './words.ts'

const failures: FailureSentences = {
  ...failuresOnTheWay,
  ...failuresOnTheServer,
  ...failuresAtWork,
  ...failuresOnTheLaptop,
}

export const french: Catalogue = {
  failures,
  failure,
  findings,
  reasons,
  parts,
  kinds,
  changes,
  commands,
  overlay,
  plan,
  project,
  progress,
  questions,
  status,
  removal,
}
