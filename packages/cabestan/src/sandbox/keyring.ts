import { access, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { output } from './exec.ts'
import { readMachineApt } from './machine-apt.ts'
import { basesDirectory } from './paths.ts'
import { toolsMissing } from './requirements.ts'
import type { Distribution, Suite } from './suites.ts'

/** Debian packages the keys of Ubuntu too; this release of it has those of today. */
const carrier: Suite = 'trixie'

/**
 * The keys by which the packages of a distribution are trusted: this machine's, or, where it runs another one, out
 * of Debian's package of them, which comes signed by keys that this machine has.
 */
export async function ensureKeyring({ keyring, keyringPackage }: Distribution): Promise<string> {
  const kept = join(basesDirectory(), basename(keyring))
  for (const file of [keyring, kept]) {
    if (await isReadable(file)) return file
  }
  const scratch = await mkdtemp(join(basesDirectory(), 'keyring.'))
  try {
    await extract(keyringPackage, scratch)
    await rename(join(scratch, 'root', keyring), kept)
  } catch (cause) {
    throw toolsMissing([[keyring, keyringPackage]], cause)
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
  return kept
}

/** Nothing of it is installed or run. */
async function extract(name: string, scratch: string): Promise<void> {
  const { sources, settings } = await readMachineApt(carrier)
  const file = join(scratch, 'debian.sources')
  if (sources) await writeFile(file, sources)
  await output([
    'mmdebstrap',
    '--mode=root',
    '--variant=extract',
    '--format=directory',
    `--include=${name}`,
    ...settings.map((setting) => `--aptopt=${setting.replace(/;$/, '')}`),
    carrier,
    join(scratch, 'root'),
    ...(sources ? [file] : []),
  ])
}

const isReadable = (file: string) =>
  access(file).then(
    () => true,
    () => false,
  )
