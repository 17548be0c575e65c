import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { build } from 'esbuild'

const source = new URL('../packages/vigie/src/dashboard/', import.meta.url).pathname

/**
 * The pages of Vigie: scripts split by route, one file of styles, and the page that loads them. Names hold a hash of
 * what is inside, except those of the page and its sign, so that browsers may keep them for good.
 */
export async function buildDashboard(out: string): Promise<void> {
  await rm(out, { recursive: true, force: true })
  await mkdir(out, { recursive: true })
  const { metafile } = await build({
    entryPoints: { main: join(source, 'main.tsx'), style: join(source, 'styles/main.css') },
    outdir: out,
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    bundle: true,
    splitting: true,
    metafile: true,
    minify: true,
    platform: 'browser',
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    legalComments: 'none',
    logLevel: 'warning',
  })
  // Other sites load the dialog by an address that never changes, as a classic script.
  await build({
    entryPoints: { 'report-dialog': join(source, 'report-dialog/main.ts') },
    outdir: out,
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    legalComments: 'none',
    logLevel: 'warning',
  })
  const names = Object.entries(metafile.outputs).flatMap(([path, output]) =>
    output.entryPoint ? [basename(path)] : [],
  )
  const named = (start: string, end: string) =>
    names.find((name) => name.startsWith(start) && name.endsWith(end)) ?? ''
  const page = await readFile(join(source, 'index.html'), 'utf8')
  const filled = page.replace('main.css', named('style-', '.css')).replace('main.js', named('main-', '.js'))
  await writeFile(join(out, 'index.html'), filled)
  await copyFile(join(source, 'lighthouse.svg'), join(out, 'lighthouse.svg'))
}
