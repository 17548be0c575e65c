/** The comment at the top of each file that we write on a server: whose file it is, and why it is as it is. */
export function head(...lines: readonly string[]): string {
  const [first = '', ...rest] = lines
  return [`# Managed by Cabestan. ${first}`, ...rest.map((line) => `# ${line}`)].join('\n')
}
