import { homedir } from 'node:os'
import { join } from 'node:path'

type Environment = Readonly<Record<string, string | undefined>>

/** What may be lost without harm: fetched again when it is. */
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

/** As ssh prints paths of the person's own: `~/.ssh/id_ed25519`; that of Windows may have `\\` for its `/`. */
export function expandHome(path: string, environment: Environment): string {
  return /^~[\\/]/.test(path) ? join(home(environment), path.slice(2)) : path
}
