const browsers = [
  ['Edge', /Edg\//],
  ['Opera', /OPR\//],
  ['Firefox', /Firefox\//],
  ['Chrome', /Chrom(e|ium)\//],
  ['Safari', /Safari\//],
] as const

const systems = [
  ['Android', /Android/],
  ['iPhone', /iPhone/],
  ['iPad', /iPad/],
  ['Windows', /Windows/],
  ['macOS', /Macintosh/],
  ['Linux', /Linux/],
] as const

/** `Firefox, Linux`: enough to recognise one's own devices. */
export function agentName(agent: string): string | null {
  const name = [browsers, systems].flatMap((list) => list.find(([, sign]) => sign.test(agent))?.[0] ?? [])
  return name.length > 0 ? name.join(', ') : null
}
