import { posix } from 'node:path'
import { joined } from '../tree/source-paths.ts'
import type { Tree } from '../tree/tree.ts'
import { commandsOf } from './build-scripts.ts'
import type { PackageFile } from './package-file.ts'

const configurations = [
  'vite.config',
  'webpack.config',
  'webpack.prod',
  'webpack.config.prod',
  'webpack.common',
  'rollup.config',
  'rspack.config',
  'rsbuild.config',
  'esbuild.config',
  'vue.config',
  'gulpfile',
  'Gruntfile',
]

/** Where a build writes its output, as paths of the tree, as far as its scripts and configuration say so. */
export function outputsOf(tree: Tree, packageFile: PackageFile, scripts: readonly string[]): string[] {
  const commands = commandsOf(packageFile, scripts)
  const texts = configurationTexts(tree, packageFile, commands)
  const written = [...outputsInCommands(commands), ...texts.flatMap(outputsInConfiguration)]
  return [...new Set(written.flatMap((path) => within(packageFile.directory, path) ?? []))]
}

function outputsInCommands(commands: string): string[] {
  const options = commands.matchAll(
    /(?:^|\s)(?:-o|-d|--output|--outfile|--outdir|--outDir|--out-dir|--out-file|--output-path|--dist-dir|--dir|--css-dir)[ =]+['"]?([\w./@-]+)/g,
  )
  // `sass assets/scss:static/css`
  const pairs = commands.matchAll(/\s[\w./-]+:([\w.-]*\/[\w./-]+)/g)
  // `sass scss/main.scss static/main.css`
  const files = commands.matchAll(
    /\s[\w./-]+\.(?:scss|sass|less|css|ts|js)\s{1,8}(?:>\s{0,8})?([\w./-]+\.(?:css|js))\b/g,
  )
  return [...options, ...pairs, ...files].map(([, path = '']) => path)
}

function configurationTexts(tree: Tree, { directory }: PackageFile, commands: string): string[] {
  const named = [...commands.matchAll(/(?:--config|-c)[ =]+['"]?([\w./-]+)/g)].map(([, file = '']) => file)
  const usual = configurations.flatMap((name) =>
    ['js', 'ts', 'mjs', 'cjs', 'mts', 'babel.js'].map((end) => `${name}.${end}`),
  )
  const paths = [...named, ...usual].flatMap((file) => within(directory, file) ?? [])
  return [...new Set(paths)].flatMap((path) => tree.text(path) ?? [])
}

/** `outDir: '../static/dist'`, `path: path.resolve(__dirname, 'assets', 'bundles')`, `path.resolve('./assets')`. */
function outputsInConfiguration(text: string): string[] {
  const written = text.matchAll(
    /\b(?:outDir|outputDir|outdir|distDir|assetsRoot)\s*:\s*['"`]([\w./@-]+)['"`]/g,
  )
  const joinedPaths = text.matchAll(
    /\b(?:path|outDir|outputDir)\s*:\s*(?:path\.)?(?:resolve|join)\(\s*(?:(?:__dirname|process\.cwd\(\)|import\.meta\.dirname)\s*,)?([^()]{1,200})\)/g,
  )
  const destinations = text.matchAll(/\bdest\(\s*['"`]([\w./@-]+)['"`]/g)
  const parts = [...joinedPaths].map(([, list = '']) =>
    [...list.matchAll(/['"`]([^'"`]{1,100})['"`]/g)].map(([, one = '']) => one).join('/'),
  )
  return [...[...written, ...destinations].map(([, path = '']) => path), ...parts].filter(
    (path) => path !== '',
  )
}

/** Null for a path that leads out of the tree. */
function within(directory: string, path: string): string | null {
  if (path.startsWith('/')) return null
  const found = posix.normalize(joined(directory, path)).replace(/\/+$/, '')
  return found === '..' || found.startsWith('../') || found === '.' ? null : found
}
