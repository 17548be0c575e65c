import { needs } from './libraries.table.ts'

export interface MissingLibrary {
  readonly file: string
  /** The package of Debian that has it; '' where the table knows none. */
  readonly packages: string
}

/** Which part of the system is missing, according to the program that looked for it; null where nothing says so. */
export function missingLibrary(output: string): MissingLibrary | null {
  for (const { says, packages } of needs) {
    const found = says.exec(output)
    if (found) return { file: found.slice(1).find((part) => part !== undefined) ?? '', packages }
  }
  const header = /fatal error: ([\w./+-]+\.h(?:pp)?): No such file/.exec(output)?.[1]
  const shared = /\b(lib[\w.+-]+\.so[\w.]*): cannot open shared object file/.exec(output)?.[1]
  const file = header ?? shared
  return file === undefined ? null : { file, packages: '' }
}
