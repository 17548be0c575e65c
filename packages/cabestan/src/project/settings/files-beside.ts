import type { Place } from '../answer.ts'
import type { Finding } from '../findings/finding.ts'
import { checkout, shownPath, treePathOf } from '../python/checkout.ts'
import { joined } from '../tree/source-paths.ts'
import { isThere, type Tree } from '../tree/tree.ts'
import type { SettingsQuestion } from './settings-question.ts'

/** Files that are read at import and are in no commit, mostly with secrets. */
export function filesBeside({ tree, settings, where }: SettingsQuestion): Finding[] {
  const written = new Set(settings.effects.flatMap(({ type, what }) => (type === 'writes' ? [what] : [])))
  const opened = settings.effects.filter(
    ({ type, what, place }) => type === 'opens' && !written.has(what) && !looksFirst(tree, place),
  )
  const whole = (what: string) => fromWorkingDirectory(what, where.directory.value ?? '')
  return [...Map.groupBy(opened, ({ what }) => whole(what))].flatMap(([what, effects]): Finding[] => {
    const code = lackOf(tree, what)
    if (code === null) return []
    const values = { file: treePathOf(what) ?? shownPath(what) }
    return [{ code, severity: 'error', wants: 'question', places: effects.map(({ place }) => place), values }]
  })
}

/** Commands run in the project's directory, so relative paths start there. */
function fromWorkingDirectory(what: string, directory: string): string {
  return what === '' || /^[/{]/.test(what) ? what : `${checkout}/${joined(directory, what)}`
}

/** Files that every Debian has. */
const ofTheSystem =
  /^\/(?:dev|proc|sys|usr|lib)\/|^\/etc\/(?:hostname|hosts|machine-id|os-release|debian_version|passwd|timezone|localtime|resolv\.conf|mime\.types|ssl\/)/

/** A file in the checkout, or above it where each release has a directory of its own, is in no release. */
function lackOf(tree: Tree, what: string): 'settings.file-missing' | 'settings.file-elsewhere' | null {
  if (/\.log(?:\.|$)|(?:^|\/)logs?\//.test(what)) return null
  const file = treePathOf(what)
  if (file !== null) return file === '' || isThere(tree, file) ? null : 'settings.file-missing'
  if (what.includes('{outside}')) return 'settings.file-missing'
  return what.startsWith('/') && !ofTheSystem.test(what) ? 'settings.file-elsewhere' : null
}

/** Settings that check whether a file exists go on without it. */
function looksFirst(tree: Tree, { file, line = 1 }: Place): boolean {
  const before =
    tree
      .text(file)
      ?.split('\n')
      .slice(Math.max(0, line - 4), line) ?? []
  return before.some((each) => /^\s*(?:el)?if\b.*(?:\bexists\(|\bis_?file\(|\baccess\()/.test(each))
}
