import * as z from 'zod'
import type { Host } from '../host/host.ts'
import { privateDirectory, privateFile } from '../host/root-attributes.ts'
import { stateDirectory, warningsDirectory } from './paths.ts'
import { stored } from './stored.ts'

/** What Django warned an application of last time, so that only warnings that are new are shown in full. */
export async function readWarnings(host: Host, name: string): Promise<string[]> {
  return stored(z.array(z.string()), await host.files.readText(pathOf(name))) ?? []
}

/** Without room for this record all warnings are shown again next time, which is no reason to fail a release. */
export async function keepWarnings(host: Host, name: string, warnings: readonly string[]): Promise<void> {
  await write(host, name, warnings).catch(() => {})
}

async function write(host: Host, name: string, warnings: readonly string[]): Promise<void> {
  await host.files.createDirectory(stateDirectory, privateDirectory)
  await host.files.createDirectory(warningsDirectory, privateDirectory)
  await host.files.write(pathOf(name), `${JSON.stringify(warnings)}\n`, privateFile)
}

export async function dropWarnings(host: Host, name: string): Promise<void> {
  await host.files.remove(pathOf(name))
}

function pathOf(name: string): string {
  return `${warningsDirectory}/${name}.json`
}
