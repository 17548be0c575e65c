/** Common names of directories, and combinations of them, which do not tell one project from another. */
const general =
  /^(?:my|the|api|apps?|back-?end|code|core|django|main|packages?|projects?|server|services?|sites?|source|srcs?|web|www|[\s._-])+$/i

/**
 * How a project is called, by the repository's directory and that of manage.py in it: `disquaire` for
 * `disquaire/backend`, and `disquaire-api` where `disquaire/web` holds another one.
 */
export function projectName(
  top: string,
  directory: string,
  { isAlone }: { readonly isAlone: boolean },
): string {
  const repository = lastPart(top)
  const own = lastPart(directory)
  if (own === '') return repository
  const telling = directory.split('/').findLast((part) => !general.test(part))
  if (isAlone) return telling ?? repository
  return telling === own ? own : `${telling ?? repository}-${own}`
}

function lastPart(path: string): string {
  return path.split(/[/\\]/).findLast((part) => part !== '') ?? ''
}
