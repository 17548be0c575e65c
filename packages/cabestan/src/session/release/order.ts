import type { ApplicationState } from '@cabestan/protocol/applications'
import type { Facts } from '@cabestan/protocol/facts'
import type { ReleaseFile, ReleaseOrder } from '@cabestan/protocol/orders'
import { redisPasswordKey, redisPortKey } from '../../project/environment/own-redis.ts'
import { buildOrder } from '../../project/order/build-order.ts'
import { dataFiles } from '../../project/order/data-files.ts'
import { databaseOrder } from '../../project/order/database-order.ts'
import { environmentOrder } from '../../project/order/environment-order.ts'
import { hostFor, probeOrder } from '../../project/order/probe-order.ts'
import { uploadsInGit } from '../../project/order/uploads.ts'
import { venvOrder } from '../../project/order/venv-order.ts'
import { overlayFor } from '../../project/overlay/overlay-view.ts'
import { overlayFiles } from '../../render/settings/overlay-files.ts'
import type { OverlayView } from '../../render/settings/view.ts'
import type { Decided } from '../../stack/needs.ts'
import { releaseFiles } from '../../stack/release-files.ts'
import { releaseSteps } from '../../stack/release-steps.ts'
import { releaseView } from '../../stack/release-view.ts'
import { releaseOf } from '../../stack/releases.ts'
import { namesBeside } from '../../stack/site-names.ts'
import { constraintsOn } from '../../stack/too-new.ts'
import { overlayDecisions } from '../project/overlay-decisions.ts'
import type { ProjectAt } from '../project/project.ts'
import type { Material } from './release-material.ts'

/** What was asked for on the command line, for this one release. */
export interface Wishes {
  readonly allowUnsafe: boolean
  readonly maintenance: boolean
  readonly fixtures: readonly string[]
}

/** Everything that an order is made of. */
export interface Ingredients {
  readonly configuration: Decided
  readonly material: Material
  /** Read with this server in mind. */
  readonly project: ProjectAt
  readonly facts: Facts
  readonly state: ApplicationState
  /** Addresses by which visitors reach the server, where there is no domain. */
  readonly addresses: readonly string[]
  readonly wishes: Wishes
}

/** What a release of this project is on this server. A pure function, so that equal ingredients make equal orders. */
export function releaseOrder(ingredients: Ingredients): ReleaseOrder {
  const { configuration, material, project, facts, state, addresses, wishes } = ingredients
  const { reading } = project
  const { tree } = material.folder
  const { name, domains, release } = configuration
  const decisions = {
    ...overlayDecisions(project, configuration),
    addresses: namesBeside(domains, { addresses, hostname: facts.system.hostname }),
    given: [...Object.keys(configuration.project.env), ...state.keys.filter(isOfTheOwner)],
  }
  const view = overlayFor(reading, decisions)
  const served = releaseView({ configuration, facts, reading, overlay: view, scale: state.scale, addresses })
  return {
    commit: material.commit,
    ref: material.ref,
    name,
    package: view.package,
    source: material.source.source,
    venv: venvOrder(reading, tree, constraintsOn(releaseOf(facts), reading.dependencies)),
    files: [...overlay(view), ...releaseFiles(served)],
    ...environmentOrder(reading, tree, { names: decisions, ...configuration.project }),
    build: {
      ...buildOrder(reading, configuration.project.frontEnd),
      ...homeOf(configuration),
      ...dataFiles(reading, view.files, decisions.paths),
      ...uploadsInGit(reading, view.files, decisions.paths.media),
    },
    database: databaseOrder(reading, {
      ...wishes,
      type: decisions.database,
      view: view.database,
      lockSeconds: release.lockSeconds,
      migrateSeconds: release.migrateSeconds,
    }),
    steps: releaseSteps(served),
    probe: probeOrder(reading, {
      host: hostFor(configuration.web.canonical, domains, addresses),
      https: decisions.https,
      seconds: release.probeSeconds,
      watchSeconds: release.watchSeconds,
    }),
    ...served.order,
  }
}

/** Values that the server generated are nobody's decision: the order must be the same before and after that. */
export function isOfTheOwner(key: string): boolean {
  return !['SECRET_KEY', redisPasswordKey, redisPortKey].includes(key)
}

function homeOf({ web: { home } }: Decided): Pick<ReleaseOrder['build'], 'home'> {
  return home === null ? {} : { home }
}

function overlay(view: OverlayView): ReleaseFile[] {
  return overlayFiles(view).map(({ path, content }) => ({
    path: `overlay/${path}`,
    content,
    executable: false,
  }))
}
