import { rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type ExecOptions, mortal, output } from './exec.ts'
import type { AptConfiguration } from './machine-apt.ts'
import type { Suite } from './suites.ts'

export interface Unpacking {
  readonly suite: Suite
  /** A bootable system, or files alone. */
  readonly variant: 'minbase' | 'extract'
  readonly packages: readonly string[]
  readonly apt: AptConfiguration
  readonly options?: readonly string[]
  readonly target: string
}

/** Downloads packages of a suite, as this machine's apt would. */
export async function unpack(
  { suite, variant, packages, apt, options = [], target }: Unpacking,
  execOptions: ExecOptions = {},
): Promise<void> {
  // The name under which it is found in what was unpacked.
  const sources = join(dirname(target), `${suite}.sources`)
  if (apt.sources) await writeFile(sources, apt.sources)
  await output(
    [
      ...mortal,
      'mmdebstrap',
      '--mode=root',
      `--variant=${variant}`,
      '--format=directory',
      `--include=${packages.join(',')}`,
      ...apt.settings.map((setting) => `--aptopt=${setting.replace(/;$/, '')}`),
      ...options,
      suite,
      target,
      ...(apt.sources ? [sources] : []),
    ],
    execOptions,
  )
  await rm(sources, { force: true })
}
