/**
 * Where a submodule is, as git reads `.gitmodules`: `./` and `../` start at the repository above, which may be
 * an address of ssh's short form (`git@host:anna/site.git`).
 */
export function submoduleUrl(above: string, url: string): string {
  if (!url.startsWith('./') && !url.startsWith('../')) return url
  let base = above.replace(/\/+$/, '')
  let rest = url
  for (;;) {
    if (rest.startsWith('./')) rest = rest.slice(2)
    else if (rest.startsWith('../')) {
      rest = rest.slice(3)
      base = parentOf(base)
    } else return joined(base, rest).replace(/\/+$/, '')
  }
}

function parentOf(base: string): string {
  const slash = base.lastIndexOf('/')
  if (slash !== -1) return base.slice(0, slash)
  const colon = base.lastIndexOf(':')
  return colon === -1 ? base : base.slice(0, colon + 1)
}

function joined(base: string, rest: string): string {
  return base.endsWith(':') ? base + rest : `${base}/${rest}`
}
