import type { PackageFile } from './package-file.ts'

/** Scripts that build everything for production, by name; the first one that exists is enough. */
const whole = [
  'build',
  'build-all',
  'build:all',
  'build:prod',
  'build:production',
  'build-prod',
  'build_prod',
  'production',
  'prod',
  'dist',
  'heroku-postbuild',
  'compile',
  'bundle',
  'webpack',
  'gulp',
]

/** Scripts that build parts, all of which are needed: `build:css`, `sass`, `compile-scss`. */
const part =
  /^((build|compile|bundle)[:_-].+|(css|sass|scss|js|styles?|tailwind|assets|webpack)([:_-](build|compile|minify|prod|production))?)$/

/** npm runs these by itself after an installation; they count if they produce something. */
const afterInstall = ['postinstall', 'prepare', 'install']
const makes = /\b(webpack|parcel|rollup|vite|gulp|grunt|sass|postcss|tailwindcss|esbuild|brunch|tsc|build)\b/

/** They never end, or produce nothing that a visitor gets. */
const others =
  /--watch\b|\s-w\b|webpack-dev-server|\bserve\b|--noEmit\b|storybook|^echo\b|NODE_ENV=dev|--mode[= ]dev/
const otherNames =
  /translations|i18n|messages|[:_-](watch|dev|development|test|tests|lint|check|docs?|emails?|mjml|storybook|serve|analy[sz]e|stats|types?)$/

/** A script that only runs Python works on the code, not on the files of a front end. */
const onlyPython = /^(?:(?:uv|poetry|pipenv) run )?(?:python3?|(?:\.\/)?manage\.py)\b[^&|;]*(?:>[^&|;]*)?$/

/** `webpack --config webpack.dev.js`: its output is for people who work on it. */
const ofDevelopment = /[./-]dev(?:elopment)?(?:\.config)?\.[cm]?[jt]s\b/

/** The scripts of package.json that a release has to run. */
export function buildScripts({ scripts }: PackageFile): string[] {
  const fit = (name: string) => {
    const command = scripts[name]?.trim()
    return command !== undefined && !others.test(command) && !onlyPython.test(command)
  }
  const all = whole.find((name) => fit(name) && !ofDevelopment.test(scripts[name] ?? '')) ?? whole.find(fit)
  if (all !== undefined) return [all]
  const parts = Object.keys(scripts).filter((name) => part.test(name) && !otherNames.test(name) && fit(name))
  if (parts.length > 0) return parts
  const after = afterInstall.find((name) => fit(name) && makes.test(scripts[name] ?? ''))
  return after === undefined ? [] : [after]
}

/** The command of a script, with those of the scripts that it calls. */
export function commandsOf({ scripts }: PackageFile, names: readonly string[]): string {
  const found = new Map<string, string>()
  const waiting = [...names]
  for (let name = waiting.pop(); name !== undefined && found.size < 30; name = waiting.pop()) {
    const command = found.has(name) ? undefined : scripts[name]
    if (command === undefined) continue
    found.set(name, command)
    waiting.push(
      ...[...command.matchAll(/\b(?:npm|yarn|pnpm|bun)(?: run)? ([\w:.-]+)/g)].map(([, next = '']) => next),
    )
    waiting.push(
      ...[...command.matchAll(/\brun-[sp]\b([^&|;]*)/g)].flatMap(([, list = '']) => list.trim().split(/\s+/)),
    )
  }
  return [...found.values()].join('\n')
}
