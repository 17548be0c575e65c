import { packageBounds } from '../../runtime/package-bounds.ts'
import { compareSeries } from '../../runtime/series.ts'
import { endsBelow, isHeldBelow } from '../lists/manifest.ts'
import type { Wanted } from '../lists/requirements-file.ts'
import type { Dependencies } from '../reading.ts'
import { bringingPsycopg2 } from './kinship.table.ts'
import { compilerPackages, gisPackages, type SystemNeed, systemNeeds } from './system.table.ts'

type System = Dependencies['system']

interface SystemQuestion {
  readonly packages: readonly Wanted[]
  readonly added: Dependencies['added']
  readonly python: string | null
  readonly gis: boolean
  /** PostGIS has its own; SQLite loads this library. */
  readonly spatialite: boolean
  /** Translations that only `compilemessages` makes usable. */
  readonly uncompiled: boolean
}

/** Packages of the distribution without which something cannot be installed, or cannot start. */
export function systemPackages({
  packages,
  added,
  python,
  gis,
  spatialite,
  uncompiled,
}: SystemQuestion): System {
  const wanted = [...packages, ...added.map(asWanted)]
  const found = [
    ...wanted.flatMap((each) => ofPackage(each, wanted, python)),
    ...(gis ? gisPackages.map((name) => ({ name, for: 'django.contrib.gis' })) : []),
    ...(spatialite ? [{ name: 'libsqlite3-mod-spatialite', for: 'django.contrib.gis' }] : []),
    ...(uncompiled ? [{ name: 'gettext', for: 'compilemessages' }] : []),
    ...wanted.filter(({ url }) => url?.startsWith('git+')).map(({ name }) => ({ name: 'git', for: name })),
  ]
  const first = Map.groupBy(found, ({ name }) => name)
  return [...first.values()]
    .flatMap((several) => several.slice(0, 1))
    .sort((one, other) => (one.name < other.name ? -1 : 1))
}

function asWanted({ name, specifier }: Dependencies['added'][number]): Wanted {
  const [bare = name, extras = ''] = name.replace(']', '').split('[')
  return {
    name: bare,
    specifier,
    extras: extras.split(','),
    from: 'index',
    place: { file: '' },
    marker: '',
    url: null,
    editable: false,
  }
}

function ofPackage(wanted: Wanted, all: readonly Wanted[], python: string | null): System {
  const { name } = wanted
  const need = Object.hasOwn(systemNeeds, name)
    ? systemNeeds[name]
    : bringingPsycopg2.has(name)
      ? systemNeeds['psycopg2']
      : undefined
  if (need === undefined || (name === 'psycopg' && hasOwnLibrary(wanted, all))) return []
  return namesOf(need, isBuilt(wanted, need, python)).map((each) => ({ name: each, for: name }))
}

/** psycopg 3 only contains libpq in its `binary` extra. */
function hasOwnLibrary({ extras }: Wanted, all: readonly Wanted[]): boolean {
  return (
    extras.includes('binary') ||
    extras.includes('c') ||
    all.some(({ name }) => name === 'psycopg-binary' || name === 'psycopg-c')
  )
}

function isBuilt(wanted: Wanted, need: SystemNeed, python: string | null): boolean {
  if (need.below !== undefined) return isHeldBelow(wanted, need.below) || endsBelow(wanted, need.below)
  if (need.wheels !== true) return need.build !== undefined
  if (wanted.from !== 'index') return true
  return (
    python !== null && packageBounds([wanted]).wheels.some(({ series }) => compareSeries(python, series) > 0)
  )
}

function namesOf({ run = '', build = '' }: SystemNeed, built: boolean): string[] {
  const names = built ? [build, run, ...compilerPackages] : [run]
  return names.flatMap((each) => each.split(' ')).filter((each) => each !== '')
}
