import type { Read } from './problems.ts'

/**
 * One command as its words. Nothing of it goes to a shell, so what only a shell understands is refused rather
 * than handed to the program as an argument: who wants it says `sh -c '…'`.
 */
export function readCommand(text: string): Read<readonly string[]> {
  if (!/^[^\p{Cc}]{1,1000}$/u.test(text)) return { problem: 'command-line' }
  const words = text.match(word) ?? []
  // A character that is part of no word is a quotation mark without its partner.
  if (words.length === 0 || text.replaceAll(word, '').trim() !== '') return { problem: 'command-line' }
  if (words.some(isForShell)) return { problem: 'command-shell' }
  return { value: words.map(unquoted) }
}

const word = /(?:[^\s'"\\]|\\.|'[^']*'|"(?:[^"\\]|\\.)*")+/g

function isForShell(written: string): boolean {
  const open = written.replace(/'[^']*'/g, '').replace(/\\./g, '')
  const bare = open.replace(/"[^"]*"/g, '')
  return /[$`]/.test(open) || /[;&|<>]/.test(bare) || /^[A-Za-z_]\w*=/.test(bare)
}

function unquoted(written: string): string {
  return written.replace(/\\(.)|'([^']*)'|"((?:[^"\\]|\\.)*)"/g, (_all, escaped, single, double) => {
    if (escaped !== undefined) return escaped
    return single ?? double.replace(/\\(["\\])/g, '$1')
  })
}
