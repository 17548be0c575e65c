import * as z from 'zod'
import { masked } from './masking.ts'

/**
 * Every way in which a run can end badly. A code is data: the words for it, in English and French, and what
 * to do next stand in the command line's catalogue, from which docs/errors.md is generated.
 */
export const failureCodes = [
  // The way to the server
  'ssh.missing',
  'ssh.failed',
  'ssh.no-commands',
  'host.unresolved',
  'host.unreachable',
  'host.refused',
  'host.penalty',
  'host-key.unknown',
  'host-key.changed',
  'key.refused',
  'key.locked',
  'key.putty',
  'password.refused',
  'password.expired',
  'sudo.missing',
  'sudo.terminal',
  'sudo.password-wrong',
  'connection.lost',
  'connection.cut',
  'protocol.garbage',
  'protocol.version',
  'engine.killed',
  'runtime.unavailable',
  'runtime.corrupt',
  // The server
  'server.unsupported',
  'server.architecture',
  'server.no-systemd',
  'server.clock',
  'disk.full',
  'disk.read-only',
  'network.none',
  'packages.locked',
  'packages.broken',
  'packages.held',
  'packages.displaced',
  'package.unknown',
  'locale.unknown',
  'port.taken',
  // The work
  'run.busy',
  'run.unknown',
  'run.no-command',
  'application.unknown',
  'claims.conflict',
  'command.failed',
  'command.missing',
  'command.timeout',
  'service.invalid',
  'service.failed',
  'step.unproven',
  'step.blocked',
  'database.encoding',
  'database.port',
  'access.unproven',
  'access.shut-out',
  'ssh.port-waits',
  'interrupted',
  // The release: before anything is touched
  'release.keys-missing',
  'release.disk',
  'release.memory',
  'release.name-taken',
  'release.domain-taken',
  'release.default-taken',
  'release.nginx-foreign',
  'release.firewall-taken',
  'release.another-repository',
  'release.another-database',
  'release.none',
  // … its source
  'source.cut',
  'source.incomplete',
  'source.submodule',
  'source.large-file',
  'source.unreachable',
  // … its venv
  'python.unavailable',
  'uv.unavailable',
  'venv.package-unknown',
  'venv.hash-mismatch',
  'venv.conflict',
  'venv.python-too-old',
  'venv.library-missing',
  'venv.build-failed',
  'venv.network',
  'venv.failed',
  // … its build
  'build.front-end',
  'build.manager',
  'build.home',
  'build.program',
  'build.hook-program',
  'build.schedule-program',
  'build.uploads',
  'build.settings',
  'build.static',
  'build.compress',
  'build.translations',
  'build.check',
  // … its database
  'database.unreachable',
  'snapshot.failed',
  'restore.failed',
  'migrations.inconsistent',
  'migrations.unsafe',
  'migrations.unmade',
  'migrations.locked',
  'migrations.endless',
  'migrations.failed',
  'fixtures.failed',
  'cache-tables.failed',
  'hook.before-failed',
  // … its start and its switch
  'start.crashed',
  'start.silent',
  'probe.host-refused',
  'probe.redirected',
  'probe.missing',
  'probe.error',
  'probe.failed',
  'switch.worse',
  'switch.died',
  // … going back
  'rollback.unknown',
  'rollback.live',
  'release.python-lost',
  'rollback.unsafe',
  'rollback.irreversible',
  'rollback.no-snapshot',
  'rollback.changed',
  // The application's own
  'process.unknown',
  'process.failed',
  'process.single',
  'environment.value',
  'environment.generated',
  'environment.given',
  'environment.unknown',
  // The configuration
  'config.missing',
  'config.unreadable',
  'config.syntax',
  'config.unknown-key',
  'config.invalid',
  'config.environment',
  'config.environment-nowhere',
  'name.reserved',
  // The project on this computer
  'project.missing',
  'git.missing',
  'git.failed',
  'git.owner',
  'git.not-a-repository',
  'git.no-commit',
  'git.bare',
  'git.unknown-revision',
  // The command line as it was typed
  'usage.command',
  'usage.command-missing',
  'usage.environment',
  'usage.option',
  'usage.argument-missing',
  'usage.option-value',
  'usage.argument-excess',
  'usage.value',
  'usage.confirmation',
  'usage.write',
  'usage.question',
  'usage.step',
  'usage.conflict',
  'usage.secret',
  'usage.input',
  'usage.pattern',
  'output.unwritten',
  'output.file',
  // The sandbox
  'sandbox.unsupported',
  'sandbox.tool-missing',
  'sandbox.name',
  'sandbox.unknown',
  'sandbox.stopped',
  'sandbox.boot',
  'sandbox.shut',
  // What nobody foresaw
  'unexpected',
] as const

export const FailureCode = z.enum(failureCodes)
export type FailureCode = z.infer<typeof FailureCode>

/** What ran and how it ended. `tail` is the end of its output, in which secrets are masked already. */
export const FailureDetail = z.strictObject({
  argv: z.array(z.string()).optional(),
  exitCode: z.number().int().nullable().optional(),
  tail: z.string().optional(),
})
export type FailureDetail = z.infer<typeof FailureDetail>

const FailureAlone = z.strictObject({
  code: FailureCode,
  /** The values that the catalogue's sentence names: a path, a port, a package. */
  values: z.record(z.string(), z.string()).default({}),
  step: z.string().optional(),
  detail: FailureDetail.optional(),
})

export const Failure = FailureAlone.extend({
  /** What stood in the way as well, so that a person can see to all of it at once. */
  besides: z.array(FailureAlone).optional(),
})
export type Failure = z.infer<typeof Failure>

/** The only exception class of the project: it carries a failure as data, so that it can cross the protocol. */
export class CabestanError extends Error {
  override readonly name = 'CabestanError'
  readonly failure: Failure

  constructor(code: FailureCode, values: Record<string, string> = {}, more: FailureMore = {}) {
    const shown = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, masked(value)]))
    super(`${code} ${JSON.stringify(shown)}`, more.cause === undefined ? undefined : { cause: more.cause })
    this.failure = {
      code,
      values: shown,
      ...(more.detail ? { detail: maskedDetail(more.detail) } : {}),
      ...(more.step ? { step: more.step } : {}),
      ...(more.besides?.length ? { besides: more.besides } : {}),
    }
  }

  static from(failure: Failure): CabestanError {
    return new CabestanError(failure.code, failure.values, failure)
  }
}

interface FailureMore {
  detail?: FailureDetail | undefined
  step?: string | undefined
  besides?: Failure['besides']
  cause?: unknown
}

/**
 * Takes only these keys of a larger object. The detail stands in the journal and the report and is sent to whoever
 * helps; a reader refuses an event with an unknown key, and the run would then look as if it had been killed.
 */
function maskedDetail({ argv, exitCode, tail }: FailureDetail): FailureDetail {
  return {
    ...(exitCode === undefined ? {} : { exitCode }),
    ...(argv ? { argv: argv.map(masked) } : {}),
    ...(tail === undefined ? {} : { tail: masked(tail) }),
  }
}

/** Turns whatever was thrown into a failure. What nobody foresaw is marked as such and keeps its message. */
export function toFailure(thrown: unknown): Failure {
  if (thrown instanceof CabestanError) return thrown.failure
  const error = thrown instanceof Error ? thrown : new Error(String(thrown))
  return {
    code: 'unexpected',
    values: { message: masked(error.message) },
    detail: { tail: masked(error.stack ?? error.message) },
  }
}
