import { normalize, relative } from 'node:path/posix'
import type { Place } from '../answer.ts'
import { itemsOf, placesOfItems, textOf } from '../python/access.ts'
import type { Value } from '../python/values.ts'
import { isBelow, joined, prefixes } from '../tree/source-paths.ts'
import type { Tree } from '../tree/tree.ts'
import { type Build, type BuildQuestion, buildOf } from './build.ts'
import { buildScripts, commandsOf } from './build-scripts.ts'
import { missingEntries } from './missing-entries.ts'
import { managerOf, nodeOf, type PackageFile, packageFiles } from './package-file.ts'
import type { FrontEnd } from './reading.ts'
import { servedPaths } from './served-paths.ts'

/**
 * Applications that build assets inside Django, by their names in INSTALLED_APPS; with `manifest` they need the
 * build's list of files.
 */
const djangoTools: Readonly<Record<string, { readonly tool: string; readonly manifest: boolean }>> = {
  compressor: { tool: 'compressor', manifest: false },
  pipeline: { tool: 'pipeline', manifest: false },
  sass_processor: { tool: 'sass-processor', manifest: false },
  static_precompiler: { tool: 'static-precompiler', manifest: false },
  tailwind: { tool: 'tailwind', manifest: false },
  django_tailwind_cli: { tool: 'tailwind-cli', manifest: false },
  webpack_loader: { tool: 'webpack-loader', manifest: true },
  webpack_boilerplate: { tool: 'webpack-boilerplate', manifest: true },
  manifest_loader: { tool: 'manifest-loader', manifest: true },
  django_vite: { tool: 'vite', manifest: true },
  django_vite_plugin: { tool: 'vite', manifest: true },
  vite: { tool: 'vite', manifest: true },
}

/** What has to be built before the pages of this project have their styles and scripts. */
export function readFrontEnd(
  tree: Tree,
  directory: string,
  values: ReadonlyMap<string, Value>,
): FrontEnd | null {
  const served = servedPaths(values, directory)
  const tools = toolsOf(values)
  const bundlers = tools.flatMap(({ manifest, tool }) => (manifest ? tool.replace(/-.*/, '') : []))
  const question = { tree, directory, values, served, bundlers }
  const files = packageFiles(tree)
  const [likeliest, ...less] = files
    .flatMap((file) => buildOf(question, file) ?? [])
    .sort((one, other) => other.weight - one.weight)
  const build = likeliest ? ofWhole(files, likeliest) : undefined
  const installed = servedPackages(tree, files, served)
  const file = build?.file ?? installed
  const others = build ? leftOut(build, less) : []
  const missing = build && !build.committed ? missingEntries(tree, build.file, build.scripts) : []
  const names = [...new Set(tools.map(({ tool }) => tool))]
  if (!file && names.length === 0) return null
  return {
    directory: file?.directory ?? '',
    manager: file ? managerOf(tree, file) : 'npm',
    scripts: build && !build.committed ? build.scripts : [],
    tools: names,
    committed: build?.committed ?? false,
    node: file ? nodeOf(tree, file) : null,
    ...(build && runsMake(build.file, build.scripts) ? { programs: ['make'] } : {}),
    ...(others.length > 0 ? { others } : {}),
    ...(missing.length > 0 ? { missing } : {}),
    ...(installed ? { packagesServed: true } : {}),
    ...(wantsTailwind(names, question) ? { commands: tailwindCommands } : {}),
    places: [...(file ? [{ file: file.file }] : []), ...tools.map(({ place }) => place)],
  }
}

/** It downloads Tailwind's own program, builds, and removes the program, which has a hundred megabytes. */
const tailwindCommands = ['tailwind build', 'tailwind remove_cli']

/** django-tailwind-cli makes one file below STATICFILES_DIRS; who has it in git has built it. */
function wantsTailwind(
  tools: readonly string[],
  { tree, values, served }: Pick<BuildQuestion, 'tree' | 'values' | 'served'>,
): boolean {
  const made = textOf(values.get('TAILWIND_CLI_DIST_CSS')) ?? 'css/tailwind.css'
  return (
    tools.includes('tailwind-cli') && !served.some((path) => tree.entry(joined(path, made)) !== undefined)
  )
}

function runsMake(file: PackageFile, scripts: readonly string[]): boolean {
  return /(?:^|[;&|])\s*make(?:\s|$)/m.test(commandsOf(file, scripts))
}

/** If several packages need a build, it is run from the package above that holds them together or calls them. */
function ofWhole(files: readonly PackageFile[], build: Build): Build {
  const above = files.filter(({ directory }) => isBelow(build.file.directory, directory))
  const whole = above.find((file) => file !== build.file && reaches(file, build.file))
  return whole ? { ...build, file: whole, scripts: buildScripts(whole) } : build
}

/**
 * Front ends that Django also serves, whose output is not in git, and that the build which is run does not include.
 */
function leftOut({ file: built }: Build, others: readonly Build[]): string[] {
  return others.flatMap(({ file, tied, committed }) =>
    tied && !committed && file !== built && !reaches(built, file) ? [file.file] : [],
  )
}

/** Whether building the one builds the other too. */
function reaches(one: PackageFile, { directory }: PackageFile): boolean {
  const scripts = buildScripts(one)
  if (one.workspaces && scripts.length > 0 && isBelow(directory, one.directory)) return true
  // `cd web && npm run build`, `npm --prefix web run build`
  const way = relative(one.directory, directory)
  const words = commandsOf(one, scripts).split(/[\s'"=;&|()]+/)
  return words.some((word) => normalize(word).replace(/\/$/, '') === way)
}

/**
 * The package.json whose node_modules the settings list among the static files, or inside one of those directories.
 */
function servedPackages(
  tree: Tree,
  files: readonly PackageFile[],
  served: readonly string[],
): PackageFile | undefined {
  const tops = served.flatMap((path) => {
    const at = `${path}/`.search(/(^|\/)node_modules\//)
    return at < 0 ? [] : [path.slice(0, at)]
  })
  const named = files.find(({ directory }) => tops.includes(directory))
  return (
    named ??
    files.find(
      ({ directory, packages }) =>
        directory !== '' &&
        packages.size > 0 &&
        served.some((path) => path.replace(/\/$/, '') === directory) &&
        isKeptOut(tree, directory),
    )
  )
}

/** `static/node_modules/` in .gitignore: packages are installed there and served. A copied theme has its own. */
function isKeptOut(tree: Tree, directory: string): boolean {
  return prefixes(directory).some((above) => {
    const within = above === '' ? directory : directory.slice(above.length + 1)
    const lines = (tree.text(joined(above, '.gitignore')) ?? '').split(/\r?\n/)
    return lines.some((line) => line.trim().replace(/^\/|\/?\*{0,2}$/g, '') === `${within}/node_modules`)
  })
}

interface Tool {
  readonly tool: string
  readonly manifest: boolean
  readonly place: Place
}

function toolsOf(values: ReadonlyMap<string, Value>): Tool[] {
  const installed = values.get('INSTALLED_APPS')
  return itemsOf(installed).items.flatMap((app) => {
    const known = djangoTools[app.split('.')[0] ?? '']
    const [place] = placesOfItems(installed, (name) => name === app)
    return known && place ? [{ ...known, place }] : []
  })
}
