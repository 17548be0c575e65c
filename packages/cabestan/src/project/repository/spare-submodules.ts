import { standardLibrary } from '../dependencies/code/standard-library.table.ts'
import type { ProjectTree } from '../tree/commit.ts'
import { fileNameOf, sourcePaths } from '../tree/source-paths.ts'

/** What a site is written, looked after or tried with, and not made of; its keys are given on the server. */
const aside =
  /^(?:docs?|documentation|wiki|secrets?|private|keys|deploy(?:ment)?|infra(?:structure)?|terraform|ansible|helm|charts?|k8s|kubernetes|ops|devops|ci|tests?|e2e|benchmarks?|\.[\w-]+)$/i

/**
 * Submodules that are not on this computer, most often because only some may have them, and that a release does
 * without: they are called like what is no part of a site, and no code asks for them.
 */
export function spareSubmodules(tree: ProjectTree): string[] {
  return tree.missingSubmodules.filter((path) => {
    const name = fileNameOf(path)
    return aside.test(name) && !isAskedFor(tree, name)
  })
}

function isAskedFor(tree: ProjectTree, name: string): boolean {
  const word = name.replaceAll('.', '\\.')
  const imported = standardLibrary.has(name) ? '' : `^\\s*(?:from|import)\\s+(?:[\\w.]+\\.)?${word}\\b|`
  // `BASE_DIR / 'secrets'`, `join(BASE_DIR, 'secrets', …)`, `open('secrets/key.json')`; not the page `path('docs/', …)`.
  const asked = new RegExp(`${imported}[/,]\\s*['"]${word}['"/]|\\bopen\\(['"](?:\\./)?${word}/`, 'm')
  return sourcePaths(tree).some((path) => path.endsWith('.py') && asked.test(tree.text(path) ?? ''))
}
