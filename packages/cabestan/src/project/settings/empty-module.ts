import { parseFile } from '../python/parse/parse.ts'
import { fileNameOf } from '../tree/source-paths.ts'
import { findModule } from '../where/modules.ts'
import type { Evidence } from './evidence.ts'
import type { SettingsInput } from './input.ts'
import { purposeOf } from './purpose-words.ts'
import type { SettingsReading } from './reading.ts'

/** An empty `__init__.py` only makes a package, whatever still names it; nobody means it as production's settings. */
export function emptyModule(
  { tree, where: { pythonPath } }: SettingsInput,
  evidence: readonly Evidence[],
  chosen: string,
): SettingsReading['empty'] {
  const isEmpty = (module: string) => {
    const file = findModule(tree, pythonPath, module)
    if (file === null || fileNameOf(file) === '__init__.py') return false
    return parseFile(tree, file)?.body.length === 0
  }
  const serves = ({ module, from }: Evidence) =>
    from === 'server' || from === 'production' || purposeOf(module) === 'production'
  const named = evidence.filter((one) => one.module !== chosen && serves(one) && isEmpty(one.module))
  const [first] = named
  if (first === undefined) return null
  const places = named.filter(({ module }) => module === first.module).map(({ place }) => place)
  return { module: first.module, places }
}
