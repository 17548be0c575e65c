import type { ReleaseContext } from '../context.ts'

/**
 * `@import "tailwindcss"` names a package, which a build takes in: no browser could ask for it. Django copies such
 * a sheet like any other, and a storage that hashes names refuses it then. Below the static root, without the slash.
 */
export async function styleSources({ host, release }: ReleaseContext): Promise<string[]> {
  const argv = ['grep', '-rlZE', '--include=*.css', '-e', importsPackage, '--', release.static] as const
  const { stdout } = await host.exec(argv)
  return stdout
    .split('\0')
    .filter(Boolean)
    .map((path) => path.slice(release.static.length + 1))
}

/** Matches whether or not a name has a dot in it, except for what Tailwind has below its own name. */
const importsPackage = String.raw`@import[[:space:]]+(url\()?["'](@?[[:alnum:]_-]+(/[[:alnum:]_-]+)*|tailwindcss/[^"']+)["']`
