import type { Requirement } from '../dependencies/reading.ts'
import type { Tree } from '../tree/tree.ts'
import { localPath } from './local-package.ts'

/** One requirement in the form that uv reads; paths are relative to the top of the source. */
export function requirementLine(requirement: Requirement, tree: Tree): string {
  const { name, extras, specifier, from, url = '', hashes = [] } = requirement
  const whole = `${name}${bracketed(extras)}`
  if (from === 'index') return [`${whole}${specifier}`, ...hashes.map((hash) => `--hash=${hash}`)].join(' ')
  // Never editable, because the venv is also used by releases with another source.
  if (from === 'path') return `./${localPath(requirement, tree)}${bracketed(extrasOfPath(requirement))}`
  const address = from === 'vcs' ? repositoryAddress(url) : url
  return name === '' ? address : `${whole} @ ${address}`
}

function bracketed(extras: readonly string[]): string {
  return extras.length > 0 ? `[${extras.join(',')}]` : ''
}

function extrasOfPath({ url = '', extras }: Requirement): readonly string[] {
  const written = /\[([^\]]*)\](?:#.*)?$/.exec(url)?.[1]
  return written === undefined ? extras : written.split(',').map((extra) => extra.trim())
}

/** Turns `git@host:owner/name` into an address, and forms that hosts no longer accept into those that they do. */
function repositoryAddress(url: string): string {
  const [address = '', fragment] = url.split('#')
  const scp = /^(?:git\+)?(?:ssh:\/\/)?(git@[^:/]+):(?!\d)(.+)$/.exec(address)
  const plain = scp ? `git+ssh://${scp[1]}/${scp[2]}` : address.replace(/^(?=(?:git|ssh):\/\/)/, 'git+')
  const answered = plain.replace(/^git\+git:\/\/(?=(?:github|gitlab|bitbucket)\.)/, 'git+https://')
  const directory = /(?:^|&)(subdirectory=[^&]+)/.exec(fragment ?? '')?.[1]
  return directory === undefined ? answered : `${answered}#${directory}`
}
