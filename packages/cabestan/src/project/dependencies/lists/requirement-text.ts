import type { Requirement } from '../reading.ts'
import { normalised } from './names.ts'

/** The text of one requirement, before its place and its Python are known. */
export interface RequirementText extends Pick<Requirement, 'name' | 'specifier' | 'extras' | 'from'> {
  readonly marker: string
  /** For a VCS, URL or path requirement: its source, as it is written. */
  readonly url: string | null
}

const head = /^([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\s*(?:\[([^\]]*)\])?\s*/
const clause = /^(?:===|~=|==|!=|<=|>=|<|>)\s*[^\s,;()]+$/

/** Parses one requirement as PEP 508 and pip write it; null for anything else. */
export function requirementOf(text: string): RequirementText | null {
  const line = text.trim()
  if (isAddress(line)) return fromAddress(line)
  const match = head.exec(line)
  const name = match?.[1]
  if (match === null || name === undefined) return null
  const rest = line.slice(match[0].length)
  const shape = { name: normalised(name), extras: extrasOf(match[2] ?? '') }
  if (rest.startsWith('@')) return { ...fromAddress(rest.slice(1).trim()), ...shape }
  return fromIndex(shape, rest)
}

export function isAddress(text: string): boolean {
  return /^(?:(?:git|hg|svn|bzr)\+|https?:|file:|git@|ssh:|git:|\.{0,2}\/|\.{1,2}$|\.{1,2}\[|\.{1,2}\\|[A-Za-z]:\\)/.test(
    text,
  )
}

function extrasOf(text: string): string[] {
  return text
    .split(',')
    .map((extra) => normalised(extra.trim()))
    .filter((extra) => extra !== '')
}

function fromIndex(shape: Pick<RequirementText, 'name' | 'extras'>, rest: string): RequirementText | null {
  const [versions = '', ...markers] = rest.split(';')
  const specifier = specifierOf(versions)
  if (specifier === null) return null
  return { ...shape, specifier, marker: markers.join(';').trim(), from: 'index', url: null }
}

/** `(>=1.0, <2)` becomes `>=1.0,<2`. */
function specifierOf(text: string): string | null {
  const clauses = text
    .trim()
    .replace(/^\(([^()]*)\)$/, '$1')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
  return clauses.every((part) => clause.test(part)) ? clauses.map(tidied).join(',') : null
}

/** A star is only allowed with `==` and `!=`; old pips read `>=3.1.*` as `>=3.1`. */
function tidied(part: string): string {
  const bare = part.replace(/\s+/g, '')
  return /^[=!]=[^=]/.test(bare) ? bare : bare.replace(/\.\*$/, '')
}

function fromAddress(text: string): RequirementText {
  const [address = '', ...markers] = text.split(/\s+;\s*|;\s+/)
  const { name, extras } = eggOf(address) ?? { name: nameIn(address), extras: [] }
  const from = addressKind(address)
  return { name, specifier: '', extras, from, marker: markers.join(';').trim(), url: address.trim() }
}

function addressKind(address: string): 'vcs' | 'url' | 'path' {
  if (/^(?:git|hg|svn|bzr)\+|^git@|^git:|^ssh:/.test(address)) return 'vcs'
  return /^https?:/.test(address) ? 'url' : 'path'
}

function eggOf(address: string): { name: string; extras: string[] } | null {
  const match = /[#&]egg=([A-Za-z0-9._-]+)(?:\[([^\]]*)\])?/.exec(address)
  return match === null ? null : { name: normalised(match[1] ?? ''), extras: extrasOf(match[2] ?? '') }
}

/** The name in `…/name-1.0-py3-none-any.whl`, `…/name-1.0.tar.gz`, `…/owner/name.git@ref`; '' where there is none. */
function nameIn(address: string): string {
  const [bare = ''] = address.split('#')
  const file = bare.slice(bare.lastIndexOf('/') + 1)
  const wheel = /^([A-Za-z0-9_.]+)-\d[^-]*-.+\.whl$/.exec(file)?.[1]
  const archive = /^([A-Za-z0-9_.-]+?)-v?\d[\w.]*(?:\.tar\.(?:gz|bz2)|\.zip|\.tgz)$/.exec(file)?.[1]
  const repository = /\/([\w.-]+?)(?:\.git)?(?:@[^/]*|\/(?:archive|zipball|tarball)\/.*)?$/.exec(bare)?.[1]
  return normalised(wheel ?? archive ?? (/^(?:https?|git|ssh|hg)/.test(bare) ? repository : undefined) ?? '')
}
