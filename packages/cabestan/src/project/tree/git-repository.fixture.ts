import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** A real repository in a directory of its own, for one test. */
export interface GitRepository {
  readonly path: string
  git(...argv: string[]): string
  write(path: string, content: string | Buffer): void
  commit(files?: Readonly<Record<string, string | Buffer>>): string
}

const made: string[] = []

export function temporaryDirectory(): string {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'cabestan-')))
  made.push(path)
  return path
}

export function removeTemporaryDirectories(): void {
  for (const path of made.splice(0)) rmSync(path, { recursive: true, force: true })
}

export function gitRepository(files: Readonly<Record<string, string | Buffer>> = {}): GitRepository {
  const repository = repositoryAt(temporaryDirectory())
  repository.git('init', '--quiet', '--initial-branch=main')
  if (Object.keys(files).length > 0) repository.commit(files)
  return repository
}

export function repositoryAt(path: string): GitRepository {
  const run = (...argv: string[]) =>
    execFileSync('git', ['-C', path, '-c', 'protocol.file.allow=always', ...argv], {
      env,
      encoding: 'utf8',
      stdio: 'pipe',
    })
  const write = (file: string, content: string | Buffer) => {
    mkdirSync(dirname(join(path, file)), { recursive: true })
    writeFileSync(join(path, file), content)
  }
  return {
    path,
    git: run,
    write,
    commit(files = {}) {
      for (const [file, content] of Object.entries(files)) write(file, content)
      run('add', '--all', '--force')
      run('commit', '--quiet', '--allow-empty', '-m', 'work')
      return run('rev-parse', 'HEAD').trim()
    },
  }
}

/** Whatever this machine's git is configured to do must not change what a test makes. */
const env = {
  PATH: process.env['PATH'],
  HOME: '/nonexistent',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'Anna',
  GIT_AUTHOR_EMAIL: 'anna@example.org',
  GIT_COMMITTER_NAME: 'Anna',
  GIT_COMMITTER_EMAIL: 'anna@example.org',
  GIT_AUTHOR_DATE: '2020-01-02T03:04:05Z',
  GIT_COMMITTER_DATE: '2020-01-02T03:04:05Z',
}
