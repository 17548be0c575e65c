import type { Catalogue, FailureSentences } from '../catalogue.ts'
import { changes } from './changes.ts'
import { commands } from './commands.ts'
import { failuresOfTheDatabase } from './failures-database.ts'
import { failuresOnTheLaptop } from './failures-laptop.ts'
import { failuresOfSandboxes } from './failures-sandbox.ts'
import { failuresOnTheServer } from './failures-server.ts'
import { failuresOfTheSource } from './failures-source.ts'
import { failuresOfTheStart } from './failures-start.ts'
import { failuresOfUsage } from './failures-usage.ts'
import { failuresOfTheVenv } from './failures-venv.ts'
import { failuresOnTheWay } from './failures-way.ts'
import { failuresAtWork } from './failures-work.ts'
import { findings } from './findings/findings.ts'
import { kinds } from './kinds.ts'
import { overlay } from './overlay.ts'
import { project } from './project.ts'
import { parts, reasons } from './reasons.ts'
import { changeOver, notices, stages, unsafe } from './release.ts'
import { environment, releases } from './release-words.ts'
import { arrival, failure, plan, progress, questions, removal, status } from './words.ts'

const failures: FailureSentences = {
  ...failuresOnTheWay,
  ...failuresOnTheServer,
  ...failuresAtWork,
  ...failuresOfTheSource,
  ...failuresOfTheVenv,
  ...failuresOfTheDatabase,
  ...failuresOfTheStart,
  ...failuresOnTheLaptop,
  ...failuresOfUsage,
  ...failuresOfSandboxes,
}

export const french: Catalogue = {
  failures,
  failure,
  findings,
  reasons,
  parts,
  kinds,
  changes,
  changeOver,
  notices,
  stages,
  unsafe,
  commands,
  overlay,
  plan,
  project,
  progress,
  questions,
  arrival,
  status,
  removal,
  environment,
  releases,
}
