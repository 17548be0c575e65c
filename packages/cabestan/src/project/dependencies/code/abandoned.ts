import { literalPattern } from '../../../literal-pattern.ts'
import { directoryOf, fileNameOf, isBelow } from '../../tree/source-paths.ts'
import type { SourceFile } from './own-code.ts'

/**
 * Applications that are in git and that nobody installs or names any more: Django loads nothing of them, so that
 * nothing in them can fail.
 */
export function abandonedApplications(
  files: readonly SourceFile[],
  installed: readonly string[],
): readonly string[] {
  const parts = new Set(installed.flatMap((name) => name.split('.')))
  const candidates = files
    .filter(({ path }) => fileNameOf(path) === 'models.py')
    .map(({ path }) => directoryOf(path))
    .filter((directory) => !parts.has(fileNameOf(directory)))
  if (installed.length === 0 || candidates.length === 0 || areLookedFor(files)) return []
  // One look at each file for all of them: a large repository may have a hundred of either.
  const anyName = asWords(candidates)
  const telling = files.filter(({ text }) => anyName.test(text))
  return candidates.filter((directory) => !isNamed(telling, directory))
}

/** Applications may be found by looking for directories. */
function areLookedFor(files: readonly SourceFile[]): boolean {
  return files.some(({ text }) => /INSTALLED_APPS/.test(text) && looks.test(text))
}

const looks = /\b(?:listdir|scandir|walk|iterdir|r?glob|find_packages|iter_modules|walk_packages)\(/

/** Be it in an import, or in a text that is imported later: `include('shop.urls')`. */
function isNamed(files: readonly SourceFile[], directory: string): boolean {
  const name = asWords([directory])
  return files.some(({ path, text }) => !isBelow(path, directory) && name.test(text.replaceAll(comments, '')))
}

/** The route of an application that was given up is often kept as a comment. */
const comments = /^[ \t]*#.*$/gm

function asWords(directories: readonly string[]): RegExp {
  const names = directories.map((directory) => literalPattern(fileNameOf(directory)))
  return new RegExp(`\\b(?:${names.join('|')})\\b`)
}
