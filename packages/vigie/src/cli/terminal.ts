/** Names from strangers (a project's) must not control the terminal. */
export function say(line: string): void {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  process.stdout.write(`${line.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '?')}\n`)
}

/** An unforeseen error, for whoever reads the log. */
export function report(error: unknown): void {
  process.stderr.write(`vigie: ${error instanceof Error ? error.stack : error}\n`)
}
