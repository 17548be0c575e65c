import type { Call } from '../expressions/given.ts'
import { argvKind } from '../library/argv.ts'
import { configparserKind, sectionKind } from '../library/configparser.ts'
import { decoupleKind } from '../library/decouple.ts'
import { djangoEnvironKind } from '../library/django-environ.ts'
import { environKind } from '../library/environ.ts'
import { environsKind } from '../library/environs.ts'
import { fileKind } from '../library/files.ts'
import { namespaceKind, sysModulesKind } from '../library/namespace.ts'
import { processKind } from '../library/outside-world.ts'
import { partialKind } from '../library/standard.ts'
import type { Asked } from './attributes.ts'
import type { Site } from './compare.ts'
import { boolean, type Frame, type NativeThing, type Pair, type Thing } from './thing.ts'

/** How the interpreter treats one kind of library object. Null: it does not know. */
export interface Kind {
  readonly attribute?: (frame: Frame, native: NativeThing, asked: Asked) => Thing | null
  readonly call?: (call: Call, native: NativeThing) => Thing | null
  readonly method?: (call: Call, native: NativeThing, name: string) => Thing | null
  readonly item?: (site: Site, native: NativeThing, key: Thing) => Thing | null
  readonly setItem?: (site: Site, native: NativeThing, pair: Pair) => void
  readonly deleteItem?: (site: Site, native: NativeThing, key: Thing) => void
  readonly contains?: (site: Site, native: NativeThing, key: Thing) => Thing
  /** What a loop over it visits. */
  readonly items?: (frame: Frame, native: NativeThing) => Thing | null
}

/** Imported by name, because the libraries' modules lead back here. */
export function kindOf(name: string): Kind | null {
  switch (name) {
    case 'os.environ':
      return environKind
    case 'sys.argv':
      return argvKind
    case 'sys.modules':
      return sysModulesKind
    case 'file':
      return fileKind
    case 'namespace':
      return namespaceKind
    case 'environ.Env':
      return djangoEnvironKind
    case 'configparser':
      return configparserKind
    case 'configparser.section':
      return sectionKind
    case 'decouple.config':
      return decoupleKind
    case 'functools.partial':
      return partialKind
    case 'subprocess.process':
      return processKind
    case 'environs.Env':
      return environsKind
    default:
      return null
  }
}

export function contains(site: Site, key: Thing, native: NativeThing): Thing {
  return kindOf(native.kind)?.contains?.(site, native, key) ?? boolean(null)
}
