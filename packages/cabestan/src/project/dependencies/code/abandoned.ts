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
  // They may be found by looking for directories.
  if (installed.length === 0 || files.some(({ text }) => /INSTALLED_APPS/.test(text) && looks.test(text)))
    return []
  const parts = new Set(installed.flatMap((name) => name.split('.')))
  return files
    .filter(({ path }) => fileNameOf(path) === 'models.py')
    .map(({ path }) => directoryOf(path))
    .filter((directory) => !parts.has(fileNameOf(directory)) && !isNamed(files, directory))
}

const looks = /\b(?:listdir|scandir|walk|iterdir|r?glob|find_packages|iter_modules|walk_packages)\(/

/** Be it in an import, or in a text that is imported later: `include('shop.urls')`. */
function isNamed(files: readonly SourceFile[], directory: string): boolean {
  const name = new RegExp(`\\b${fileNameOf(directory).replace(/\W/g, '\\$&')}\\b`)
  return files.some(({ path, text }) => !isBelow(path, directory) && name.test(text))
}
