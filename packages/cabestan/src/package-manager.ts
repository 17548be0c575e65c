export interface ManagerCommand {
  readonly file: string
  readonly argv: readonly string[]
  /** The last word is a line for Windows' shell and is passed on unchanged. */
  readonly windowsVerbatimArguments: boolean
}

/**
 * How npm and its kin are started: on Windows they are batch files, which its shell alone can start. Whoever names a
 * script there also says what it runs. The line is made here, because Node warns people of arguments that it has to
 * put beside a shell by itself.
 */
export function managerCommand(
  manager: string,
  argv: readonly string[],
  platform: NodeJS.Platform = process.platform,
): ManagerCommand {
  if (platform !== 'win32') return { file: manager, argv, windowsVerbatimArguments: false }
  const line = [`${manager}.cmd`, ...argv].map(quoted).join(' ')
  return { file: 'cmd.exe', argv: ['/d', '/s', '/c', `"${line}"`], windowsVerbatimArguments: true }
}

function quoted(word: string): string {
  return /^[\w@:,./~-]+$/.test(word) ? word : `"${word.replaceAll('"', '\\"')}"`
}
