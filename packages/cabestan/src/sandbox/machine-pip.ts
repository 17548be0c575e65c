import { readFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'

/**
 * Settings that lead pip to its packages. Directories are left out, because inside a sandbox they would be others.
 */
const handedOver = ['index-url', 'extra-index-url', 'trusted-host', 'proxy', 'timeout']

/** How this machine reaches Python packages, as lines of a pip.conf; '' where nothing is set. */
export async function readMachinePip(): Promise<string> {
  const home = homedir()
  const files = ['/etc/pip.conf', join(home, '.pip/pip.conf'), join(home, '.config/pip/pip.conf')]
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8').catch(() => '')))
  return pipSettings(texts, process.env)
}

/** The environment overrides files, and later files override earlier ones. */
export function pipSettings(texts: readonly string[], environment: NodeJS.ProcessEnv): string {
  const written = new Map(texts.flatMap(settingsIn))
  const settings = handedOver.flatMap((name) => {
    const value = environment[`PIP_${name.toUpperCase().replaceAll('-', '_')}`] ?? written.get(name)
    return value ? [`${name} = ${value.replace(/\s+/g, '\n    ')}`] : []
  })
  return settings.length === 0 ? '' : `[global]\n${settings.join('\n')}\n`
}

function settingsIn(text: string): (readonly [string, string])[] {
  const [, ...sections] = text.split(/^\[/m)
  const global = sections.filter((section) => section.startsWith('global]')).join('\n')
  const found = global.matchAll(/^([a-z-]+)[ \t]*[=:][ \t]*(.*(?:\n[ \t]+\S.*)*)/gm)
  return [...found].map(([, name = '', value = '']) => [name, value.trim()] as const)
}
