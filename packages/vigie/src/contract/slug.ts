/** The short name that a project gets unless its owner chooses another. */
export function slugOf(name: string): string {
  return (
    name
      .normalize('NFD')
      .replace(/\p{Mark}/gu, '')
      .toLowerCase()
      // Letters that stand for two, and that Unicode does not decompose.
      .replace(/[œæ]/g, (letter) => (letter === 'œ' ? 'oe' : 'ae'))
      .replace(/[^a-z0-9]+/g, '-')
      .slice(0, 40)
      .replace(/^-|-$/g, '')
  )
}
