import type { ReleaseStage } from '@cabestan/protocol/releases'
import type { Stage } from '../context.ts'
import { buildStage } from './build-stage.ts'
import { databaseStage } from './database-stage.ts'
import { drainStage } from './drain-stage.ts'
import { preflightStage } from './preflight-stage.ts'
import { probeStage } from './probe-stage.ts'
import { pruneStage } from './prune-stage.ts'
import { sourceStage } from './source-stage.ts'
import { startStage } from './start-stage.ts'
import { switchStage } from './switch-stage.ts'
import { venvStage } from './venv-stage.ts'

export const stages: Readonly<Record<ReleaseStage, Stage>> = {
  preflight: preflightStage,
  source: sourceStage,
  venv: venvStage,
  build: buildStage,
  database: databaseStage,
  start: startStage,
  probe: probeStage,
  switch: switchStage,
  drain: drainStage,
  prune: pruneStage,
}
