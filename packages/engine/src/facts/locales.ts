import type { Host } from '../host/host.ts'

/** Names of the locales that programs can use, in the spelling of the C library. */
export async function readLocales(host: Host): Promise<ReadonlySet<string>> {
  const { stdout } = await host.exec(['locale', '-a'])
  return new Set(stdout.split('\n').map(asListed))
}

/** The C library lists `fr_FR.UTF-8` as `fr_FR.utf8`. */
export function asListed(locale: string): string {
  return locale.replace(/\.UTF-8$/, '.utf8')
}
