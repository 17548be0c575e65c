import { homedir } from 'node:os'
import { join } from 'node:path'

type Environment = Readonly<Record<string, string | undefined>>

/** Files that may be lost without harm, because they are fetched again. */
export function cacheDirectory(environment: Environment): string {
  return (
    environment['CABESTAN_CACHE'] ??
    join(
      environment['XDG_CACHE_HOME'] ?? environment['LOCALAPPDATA'] ?? join(home(environment), '.cache'),
      'cabestan',
    )
  )
}

/** What is remembered from one run to the next. */
export function stateDirectory(environment: Environment): string {
  const base = environment['XDG_STATE_HOME'] ?? environment['LOCALAPPDATA']
  return environment['CABESTAN_STATE'] ?? join(base ?? join(home(environment), '.local/state'), 'cabestan')
}

export function home(environment: Environment): string {
  return environment['HOME'] ?? environment['USERPROFILE'] ?? homedir()
}

/** A path in the person's home as ssh prints it: `~/.ssh/id_ed25519`. On Windows it may have `\\` in place of `/`. */
export function expandHome(path: string, environment: Environment): string {
  return /^~[\\/]/.test(path) ? join(home(environment), path.slice(2)) : path
}
