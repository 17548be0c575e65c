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
  /** Of the release that it runs, where that can be told. */
  release: z.number().int().nullable(),
  /** How often it was started again since somebody meant it to start. An older engine does not say. */
  fallen: z.number().int().nonnegative().optional(),
  /** An update replaced what it runs on after it had started. An older engine does not say. */
  outdated: z.boolean().optional(),
})
export type ProcessState = z.infer<typeof ProcessState>

export const QueueState = z.strictObject({
  /** The one that takes from it; of several, the first. */
  process: z.string(),
  /** Null: what it takes from is no Redis, or is not known. */
  name: z.string().nullable(),
  /** How many jobs nobody has taken yet; null: nobody could be asked. */
  waiting: z.number().int().nonnegative().nullable(),
})
export type QueueState = z.infer<typeof QueueState>

/** One of its commands that cron runs. */
const ScheduledState = z.strictObject({
  name: z.string(),
  /** As cron writes it: `0 8 * * *`. */
  at: z.string(),
  /** When it last ended, and with which code. Null: it has not run, as far as its log goes back. */
  last: z.strictObject({ at: z.number(), code: z.number().int() }).nullable(),
})
export type ScheduledState = z.infer<typeof ScheduledState>

/** An application as it stands on a server; what a release of it may depend on. */
export const ApplicationState = z.strictObject({
  /** A server that has never seen it has nothing of all this. */
  live: ReleaseRecord.nullable(),
  colour: z.enum(['blue', 'green']).nullable(),
  releases: z.array(ReleaseRecord),
  /** Names in the application's own environment file. */
  keys: z.array(z.string()),
  /** Those of them that were set or unset since the live release was made. */
  pendingKeys: z.array(z.string()),
  /** Somebody changed files of the live release on the server. */
  changed: z.boolean(),
  /** The series of Python that the live release runs on, where the server has it no more. */
  lostPython: z.string().nullable(),
  /** Of what the live release was made of: equal marks, equal releases. */
  mark: z.string().nullable(),
  /** Commits whose files the server has. */
  commits: z.array(CommitId),
  /** Contents of git-lfs that it has. */
  largeObjects: z.array(z.string()),
  /** Series of Python that are installed, the distribution's own first: `3.11`. */
  pythons: z.array(z.string()),
  /** What `scale` was told, by process. */
  scale: z.record(z.string(), z.number().int()),
  /** A run of its own holds the server: a release that is unfinished is being made. An older engine does not say. */
  underWay: z.boolean().optional(),
  maintenance: z.boolean(),
  maintenanceSince: z.number().optional(),
  processes: z.array(ProcessState),
  queues: z.array(QueueState),
  /** An older engine does not say. */
  scheduled: z.array(ScheduledState).optional(),
  probe: z.strictObject({ status: z.number().int().nullable(), milliseconds: z.number() }).nullable(),
  databaseBytes: z.number().nullable(),
  /** What its own Redis holds, of what it may. An older engine does not say. */
  redis: z.strictObject({ usedBytes: z.number(), limitBytes: z.number() }).nullable().optional(),
  /** What is in the way of an application of this name that was never here. */
  inTheWay: z.array(
    z.strictObject({
      what: z.enum([
        ...['user', 'directory', 'site', 'port', 'firewall', 'default-file', 'default-server'],
        ...['nginx-sites', 'nginx-user'],
      ] as const),
      name: z.string(),
      holder: z.string(),
    }),
  ),
  /** What visitors may call other sites of the server. */
  namesOfOthers: z.array(z.strictObject({ name: z.string(), site: z.string() })),
  /** Others with data of their own, and what was released of each last; looked for before a first release. An older engine does not say. */
  others: z.array(z.strictObject({ owner: Owner, release: ReleaseRecord })).optional(),
  deployKey: z.string().nullable(),
})
export type ApplicationState = z.infer<typeof ApplicationState>
