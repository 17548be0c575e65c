import type { Build } from '@cabestan/protocol/orders'
import { collectsStaticFiles } from '../data/static-files.ts'
import type { FrontEnd } from '../front-end/reading.ts'
import { booleanOf, itemsOf } from '../python/access.ts'
import type { Reading } from '../reading.ts'

/** Where the front end is built, as the configuration says. */
export type FrontEndPlace = 'server' | 'laptop' | 'off'

/** What has to be made of the source before it can serve. */
export function buildOrder(reading: Reading, place: FrontEndPlace): Build {
  const { frontEnd, dependencies } = reading
  const isBuilt = needsBuild(frontEnd)
  return {
    frontEnd:
      frontEnd !== null && isBuilt && place === 'server'
        ? { directory: frontEnd.directory, manager: frontEnd.manager, scripts: [...frontEnd.scripts] }
        : null,
    ...(frontEnd?.commands && place !== 'off' ? { commands: [...frontEnd.commands] } : {}),
    sentFiles: isBuilt && place === 'laptop',
    static: mayCollect(reading),
    compress: applications(reading).items.includes('compressor') && compresses(reading),
    translations: dependencies.system.some((each) => each.for === 'compilemessages'),
  }
}

/** There are scripts to run, or packages that Django serves files of. */
function needsBuild(frontEnd: FrontEnd | null): frontEnd is FrontEnd {
  return frontEnd !== null && (frontEnd.scripts.length > 0 || frontEnd.packagesServed === true)
}

/** A list that is not known whole may hold anything; what is not there is then found out by asking for it. */
function mayCollect(reading: Reading): boolean {
  const { items, complete } = applications(reading)
  return !complete || collectsStaticFiles(items)
}

function applications({ settings }: Reading) {
  return itemsOf(settings.values.get('INSTALLED_APPS'))
}

function compresses({ settings }: Reading): boolean {
  return booleanOf(settings.values.get('COMPRESS_ENABLED')) !== false
}
