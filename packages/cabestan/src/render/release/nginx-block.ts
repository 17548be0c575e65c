/** Lines that belong together. */
export type NginxBlock = readonly string[]

/** Inside a `server { … }`, with an empty line between two blocks. */
export function indented(blocks: readonly NginxBlock[]): string {
  const inside = blocks.map((lines) => lines.map((line) => (line === '' ? '' : `    ${line}`)).join('\n'))
  return inside.join('\n\n')
}
