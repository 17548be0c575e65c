import * as z from 'zod'
import { Owner } from './descriptions.ts'
import { CommitId } from './names.ts'
import { ReleaseRecord } from './releases.ts'

/** One of the application's processes, as supervisor sees it. */
export const ProcessState = z.strictObject({
  name: z.string(),
  program: z.string(),
  /** RUNNING, STOPPED, EXITED, FATAL, …; NONE where it is scaled to nothing. */
  state: z.string(),
  detail: z.string(),
  /** The release that it runs, where that can be told. */
  release: z.number().int().nullable(),
  /** How often it crashed and was started again. An older engine does not say. */
  fallen: z.number().int().nonnegative().optional(),
  /** Whether an update replaced the libraries that it loaded at its start. An older engine does not say. */
  outdated: z.boolean().optional(),
})
export type ProcessState = z.infer<typeof ProcessState>

export const QueueState = z.strictObject({
  /** The process that takes jobs from the queue; the first one where there are several. */
  process: z.string(),
  /** Null where the queue is not in a Redis, or is not known. */
  name: z.string().nullable(),
  /** How many jobs wait; null where nobody could be asked. */
  waiting: z.number().int().nonnegative().nullable(),
})
export type QueueState = z.infer<typeof QueueState>

/** One of the commands that cron runs. */
const ScheduledState = z.strictObject({
  name: z.string(),
  /** The schedule in cron's words: `0 8 * * *`. */
  at: z.string(),
  /** When it last ended and with which code. Null: it has not run, as far as its log reaches back. */
  last: z.strictObject({ at: z.number(), code: z.number().int() }).nullable(),
})
export type ScheduledState = z.infer<typeof ScheduledState>

/** An application as it stands on a server: what a release of it may depend on. */
export const ApplicationState = z.strictObject({
  /** The answer of a server that has never seen the application. */
  live: ReleaseRecord.nullable(),
  colour: z.enum(['blue', 'green']).nullable(),
  releases: z.array(ReleaseRecord),
  /** Names of the variables in the application's own environment file. */
  keys: z.array(z.string()),
  /** Those of them that were set or unset since the live release was made. */
  pendingKeys: z.array(z.string()),
  /** Whether somebody changed files of the live release on the server. */
  changed: z.boolean(),
  /** The series of Python that the live release runs on, if the server does not have it any more. */
  lostPython: z.string().nullable(),
  /** The mark of the live release's order: orders with equal marks make equal releases. */
  mark: z.string().nullable(),
  /** Commits whose files the server has. */
  commits: z.array(CommitId),
  /** Contents of git-lfs that the server has. */
  largeObjects: z.array(z.string()),
  /** Series of Python that are installed, the distribution's own first: `3.11`. */
  pythons: z.array(z.string()),
  /** The numbers that `scale` was told, by process. */
  scale: z.record(z.string(), z.number().int()),
  /**
   * A run for this application holds the server, so that an unfinished release is still being made. An older engine
   * does not say.
   */
  underWay: z.boolean().optional(),
  maintenance: z.boolean(),
  maintenanceSince: z.number().optional(),
  processes: z.array(ProcessState),
  queues: z.array(QueueState),
  /** An older engine does not say. */
  scheduled: z.array(ScheduledState).optional(),
  probe: z.strictObject({ status: z.number().int().nullable(), milliseconds: z.number() }).nullable(),
  databaseBytes: z.number().nullable(),
  /** How much memory its own Redis uses, and how much it may use. An older engine does not say. */
  redis: z.strictObject({ usedBytes: z.number(), limitBytes: z.number() }).nullable().optional(),
  /** What stands in the way of an application of this name that has never been here. */
  inTheWay: z.array(
    z.strictObject({
      what: z.enum([
        ...['user', 'directory', 'site', 'port', 'firewall', 'default-file', 'default-server'],
        ...['nginx-sites', 'nginx-user', 'database'],
      ] as const),
      name: z.string(),
      holder: z.string(),
    }),
  ),
  /** Names under which visitors reach the other sites of the server. */
  namesOfOthers: z.array(z.strictObject({ name: z.string(), site: z.string() })),
  /**
   * Other applications that have data, and the latest release of each; looked up before a first release. An older
   * engine does not say.
   */
  others: z.array(z.strictObject({ owner: Owner, release: ReleaseRecord })).optional(),
  deployKey: z.string().nullable(),
})
export type ApplicationState = z.infer<typeof ApplicationState>
