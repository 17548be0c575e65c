import { directoryOf, fileNameOf, isBelow, joined, sourcePaths } from '../tree/source-paths.ts'
import { linkOutside, type Tree } from '../tree/tree.ts'
import type { Where } from '../where/reading.ts'
import type { SettingsReading } from './reading.ts'

type Missing = NonNullable<SettingsReading['missing']>

/** Settings that are in no commit, with the template to copy and fill in, where there is one. */
export function missingSettings(tree: Tree, where: Where, { module, places }: Asked): Missing {
  const link = linkFor(tree, where, module)
  const template = templateFor(tree, where, module)
  return { module, template, places, ...(link === null ? {} : { link }) }
}

export type Asked = Pick<Missing, 'module' | 'places'>

export function linkFor(tree: Tree, { pythonPath }: Where, module: string): string | null {
  const bases = pythonPath.map((root) => joined(root, module.replaceAll('.', '/')))
  const links = bases.flatMap((base) => linkOutside(tree, `${base}.py`) ?? linkOutside(tree, base) ?? [])
  return links[0] ?? null
}

const marks =
  /(?:^|[._-])(?:example|exemple|sample|dist|template|tmpl|tpl|default|defaults|skel|skeleton|orig|base|model|dummy|ex|j2|jinja2?|in)(?:[._-]|$)/i

function templateFor(tree: Tree, { pythonPath, directory }: Where, module: string): string | null {
  const stem = module.slice(module.lastIndexOf('.') + 1)
  const path = module.replaceAll('.', '/')
  const homes = pythonPath.map((root) => directoryOf(joined(root, path)))
  const near = sourcePaths(tree).filter((file) => isTemplateOf(fileNameOf(file), stem))
  const beside = near.find((file) => homes.includes(directoryOf(file)))
  return beside ?? near.find((file) => isBelow(file, directory.value ?? '')) ?? near[0] ?? null
}

/** `settings.py.dist`, `local_settings.example.py`, `settings_example.py`, `example_settings.py`, `settings.py.j2`. */
function isTemplateOf(name: string, stem: string): boolean {
  const rest = name.toLowerCase().replace(stem.toLowerCase(), '')
  return (
    rest.length < name.length &&
    marks.test(rest) &&
    /\.(?:py|dist|example|sample|template|tmpl|tpl|default|txt|orig|j2|jinja2?|in)(?:$|\.)/i.test(name)
  )
}
