/**
 * What a command says, without what the server’s shell says before it: on many a server `.bashrc` greets whoever comes, and the
 * greeting would stand at the head of a dump that somebody saves. The line with the mark is where it begins; where none comes,
 * no command was started, and all there is to read is why.
 */
export async function* behind(mark: string, pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const line = Buffer.from(`${mark}\n`)
  let held: Buffer | null = Buffer.alloc(0)
  for await (const piece of pieces) {
    const all: Buffer = held === null ? piece : Buffer.concat([held, piece])
    const at: number = held === null ? 0 : all.indexOf(line)
    const from = held === null ? 0 : at + line.length
    held = at === -1 ? all : null
    if (held === null && all.length > from) yield all.subarray(from)
  }
  if (held !== null && held.length > 0) yield held
}

/** The same for a text that is complete. */
export function textBehind(mark: string, text: string): string {
  const at = text.indexOf(`${mark}\n`)
  return at === -1 ? '' : text.slice(at + mark.length + 1)
}
