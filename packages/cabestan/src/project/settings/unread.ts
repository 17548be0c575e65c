import type { Finding } from '../findings/finding.ts'
import { isTooLarge, largestPython, parseFile } from '../python/parse/parse.ts'
import type { Tree } from '../tree/tree.ts'
import { findModule } from '../where/modules.ts'
import type { Evidence } from './evidence.ts'
import type { SettingsInput } from './input.ts'
import { purposeOf } from './purpose-words.ts'
import type { SettingsReading } from './reading.ts'

interface Needed {
  /** Files that could be production's settings. */
  readonly modules: readonly string[]
  readonly evidence: readonly Evidence[]
  /** Files that the chosen settings are read from. */
  readonly files: readonly string[]
}

/** Files that contain settings and cannot be read: without them, everything that is said concerns other settings. */
export function unreadSettings(
  { tree, where, module: wanted }: SettingsInput,
  { modules, evidence, files }: Needed,
): SettingsReading['unread'] {
  const named = new Set(evidence.filter(({ from }) => from !== 'test').map(({ module }) => module))
  const meant = modules.filter((module) => {
    const purpose = purposeOf(module)
    return wanted !== undefined || purpose === 'production' || (named.has(module) && !isAside(purpose))
  })
  const found = meant.flatMap((module) => findModule(tree, where.pythonPath, module) ?? [])
  return [...new Set([...found, ...files])].filter((file) => isUnread(tree, file))
}

function isAside(purpose: ReturnType<typeof purposeOf>): boolean {
  return purpose === 'test' || purpose === 'development' || purpose === 'template'
}

function isUnread(tree: Tree, file: string): boolean {
  return (tree.entry(file)?.bytes ?? 0) > 0 && (parseFile(tree, file)?.tooLarge ?? true)
}

/** A settings file that could not be read stops everything, because all that is said without it is worthless. */
export function judgeUnread(tree: Tree, files: SettingsReading['unread']): Finding[] {
  return files.map((file) => ({
    code: isTooLarge(tree, file) ? 'settings.too-large' : 'settings.no-text',
    severity: 'error',
    wants: 'change',
    places: [{ file }],
    values: { file, kilobytes: String(largestPython / 1024) },
  }))
}
