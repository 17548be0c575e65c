import { isRequirementsFile } from './requirements-file-name.ts'
import { isVendored, virtualenvsIn } from './vendored.ts'

const kilobyte = 1024
const megabyte = 1024 * kilobyte

/** A project of 5,000 files stays far below this; anything above it is data, or a trap. */
const totalLimit = 64 * megabyte

const limits: readonly (readonly [RegExp, number])[] = [
  [/\.py$/, megabyte],
  [
    /^(Pipfile|poetry|uv|pdm|conda|package|yarn|pnpm)[-.]lock(\.json)?$|^(uv|poetry|pdm)\.lock$|^pylock/,
    8 * megabyte,
  ],
  [/^(package-lock|pnpm-lock|yarn|bun)\b/, 0],
  [/\.(toml|cfg|ini|ya?ml|conf|service|timer|env|properties|in)$/i, 512 * kilobyte],
  [/\.json$/, 128 * kilobyte],
  [
    /\.(sh|bash|bat|cmd|dist|example|sample|template|tmpl|tpl|default|j2|dockerfile|mk|nix)$/i,
    128 * kilobyte,
  ],
  [/(require|constraint|depend|packages|apt|runtime|freeze|pip).*\.(txt|pip|md|lock)$/i, 512 * kilobyte],
  [
    /^(Procfile|Dockerfile|Containerfile|Makefile|justfile|Aptfile|Pipfile|Vagrantfile|README|INSTALL)\b/i,
    512 * kilobyte,
  ],
  [
    /^\.(env|python-version|tool-versions|nvmrc|node-version|gitignore|gitmodules|gitattributes|dockerignore)\b/,
    128 * kilobyte,
  ],
  [/^(crontab|cron|env|example\.env)\b|crontab$/i, 128 * kilobyte],
  [/\.config\.[cm]?[jt]s$|^(gulpfile|Gruntfile)\.[cm]?[jt]s$/, 128 * kilobyte],
  // A script without an extension: bin/manage, bin/start.
  [/^[\w-]+$/, 64 * kilobyte],
]

export interface Candidate {
  readonly path: string
  readonly bytes: number
}

/** The files that a detector might read, those nearest to the top first, up to a limit. */
export function worthReading<T extends Candidate>(files: readonly T[]): T[] {
  const virtualenvs = virtualenvsIn(files.map(({ path }) => path))
  const worth = files.filter((file) => isWorth(file) && !isVendored(file.path, virtualenvs))
  const nearest = worth
    .map((file) => ({ file, depth: file.path.split('/').length }))
    .sort((one, other) => one.depth - other.depth)
  return withinTotal(nearest.map(({ file }) => file))
}

function isWorth({ path, bytes }: Candidate): boolean {
  return bytes <= readLimit(path) && bytes > 0
}

/** The most bytes that are read of a file with this name. */
export function readLimit(path: string): number {
  const name = path.slice(path.lastIndexOf('/') + 1)
  return limits.find(([pattern]) => pattern.test(name))?.[1] ?? requirementsLimit(path)
}

/**
 * `requirements/production.txt`, `req.txt`: lists by their names are read; any other may be one that `setup.py`
 * reads.
 */
function requirementsLimit(path: string): number {
  if (isRequirementsFile(path)) return 512 * kilobyte
  return /\.txt$/i.test(path) ? 32 * kilobyte : 0
}

function withinTotal<T extends Candidate>(files: readonly T[]): T[] {
  let total = 0
  return files.filter(({ bytes }) => {
    total += bytes
    return total <= totalLimit
  })
}
