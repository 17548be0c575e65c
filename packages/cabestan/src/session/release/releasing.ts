import { CabestanError, toFailure } from '@cabestan/protocol/failures'
import { isSettled } from '@cabestan/protocol/plans'
import type { RunSummary } from '@cabestan/protocol/runs'
import type { Invocation } from '../../invocation.ts'
import { packSource, type UploadFile } from '../../source/source.ts'
import { conclude, worst } from '../servers/conclusion.ts'
import { attempt } from '../servers/outcome.ts'
import type { Visit } from '../servers/site.ts'
import { bringBackMigrations } from './bring-back-migrations.ts'
import { builtFrontEnd } from './built-front-end.ts'
import { deploy } from './deployment.ts'
import { tellFirstSteps } from './first-steps.ts'
import { tellProof } from './public-proof.ts'
import type { Material } from './release-material.ts'
import { type Prepared, type PreparedRelease, wantsRelease } from './release-plan.ts'
import { sendFiles } from './upload.ts'

/** Works on all servers at once; one that fails does not hide the others. */
export async function deployAll(
  prepared: readonly Prepared[],
  material: Material | null,
  invocation: Invocation,
): Promise<number> {
  const unsettled = prepared.filter((each) => !isSettled(each.plan) || wantsRelease(each))
  const built = material && (await builtFrontEnd(unsettled.filter(wantsRelease), material, invocation))
  const haul = material && { material, built }
  const runs = await Promise.all(
    unsettled.map((each) => attempt(each.visit.server, () => deployOne(each, haul))),
  )
  return worst([conclude(runs, invocation)])
}

/** What this computer has for a release: its commit, and what was built from it here. */
interface Haul {
  readonly material: Material
  readonly built: UploadFile | null
}

async function deployOne(prepared: Prepared, haul: Haul | null): Promise<RunSummary> {
  const { visit, release } = prepared
  const wanted = wantsRelease(prepared) && release !== null && haul !== null
  const upload = wanted ? await send(prepared, release, haul) : null
  const run = await deploy(prepared, wanted ? { order: release.order, upload } : null)
  if (wanted) await bringBack(visit, release, haul.material)
  if (wanted) await tellAfterwards(visit, release, haul.material)
  return run
}

/** Migrations of a deploy that ended well, because from then on the database has them. */
async function bringBack(
  { site, engine, server }: Visit,
  { order }: PreparedRelease,
  { folder, project }: Material,
): Promise<void> {
  const labels = order.database.makeMigrations
  if (labels.length === 0) return
  const { app, environment } = site.configuration
  const { files } = await engine.call('madeMigrations', { owner: { app, environment }, labels: [...labels] })
  const { applications } = project.reading.data
  const written = await bringBackMigrations(files, { top: folder.tree.top, applications })
  if (written.length > 0) site.invocation.report.broughtBack(server, written)
}

/** What the outside world sees, and what is left for a person to do. */
async function tellAfterwards(
  visit: Visit,
  { addresses, order, state }: PreparedRelease,
  { project }: Material,
): Promise<void> {
  const isFirst = state.live === null
  await tellProof(visit, { addresses, path: order.probe.path, isFirst })
  const { seed, fixtures } = order.database
  if (isFirst) tellFirstSteps(visit, project.reading.data, { seed, hasFixtures: fixtures.length > 0 })
}

/** Sent before the run over the same connection, so that the run does not need this computer any more. */
async function send(
  { visit }: Prepared,
  { state }: PreparedRelease,
  { material: { source, scratch }, built }: Haul,
): Promise<string | null> {
  const packs = await packSource(source, state, scratch)
  const files = built ? [...packs, built] : packs
  if (files.length === 0) return null
  return sendFiles(visit, files).catch((thrown) => {
    throw nothingBegun(thrown, visit.server)
  })
}

/** If the connection breaks now there is no run to join yet. */
function nothingBegun(thrown: unknown, host: string): CabestanError {
  const failure = toFailure(thrown)
  if (failure.code !== 'connection.lost') return CabestanError.from(failure)
  return new CabestanError('source.cut', { host }, { detail: failure.detail, cause: thrown })
}
