/** Lines that belong together. */
export type NginxBlock = readonly string[]

/** The inside of a `server { … }`, with an empty line between blocks. */
export function indented(blocks: readonly NginxBlock[]): string {
  const inside = blocks.map((lines) => lines.map((line) => (line === '' ? '' : `    ${line}`)).join('\n'))
  return inside.join('\n\n')
}
