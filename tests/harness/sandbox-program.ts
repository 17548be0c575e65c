const rooms = new URL('../../packages/cabestan/src/sandbox/', import.meta.url)

/** A program of its own that does something in a room of the sandbox's and prints its events, or its failure. */
export function program(room: string, code: string): [string, ...string[]] {
  const script = `const m = await import('${new URL(room, rooms).href}')
    const onProgress = (event) => console.log(JSON.stringify(event))
    try { ${code} } catch (error) { console.log(JSON.stringify(error.failure ?? String(error))); process.exit(1) }`
  return [process.execPath, '--input-type=module', '-e', script]
}
