import * as z from 'zod'
import { EnvironmentEntry } from './environment.ts'
import { AbsolutePath, CommitId, EnvironmentKey, FileName, ProgramName, TreePath, UserName } from './names.ts'
import { Queue } from './queues.ts'
import { Commit, databaseTypes } from './releases.ts'
import { Step } from './steps.ts'

/**
 * A release: one commit, one venv, one environment file, one overlay, one set of processes and one web
 * configuration, numbered, immutable once built, switched and rolled back as a unit. An **order** says what
 * it is to be made of; whoever reads a project and a configuration writes it, the engine carries it out.
 */

/**
 * The exact files of a commit. What the server lacks of them was sent before, or it fetches the commit itself;
 * a submodule is one more commit at its path.
 */
const Source = z.strictObject({
  parts: z.array(z.strictObject({ path: z.union([z.literal(''), TreePath]), commit: CommitId })).min(1),
  /** Files whose content git-lfs keeps: the pointer is replaced by it. */
  large: z.array(
    z.strictObject({
      path: TreePath,
      object: z.string().regex(/^[0-9a-f]{64}$/),
      bytes: z.number().int().nonnegative(),
    }),
  ),
  /** Directories that git dropped, because they were empty, and that the project needs. */
  directories: z.array(TreePath),
  /** Where the server fetches from by itself; null: the command line sent what was needed. */
  repository: z.string().max(500).nullable(),
})
export type Source = z.infer<typeof Source>

/** What is given to uv, line by line. A venv that was made of the same lines is used again. */
export const VenvOrder = z.strictObject({
  /** The series: `3.11`. */
  python: z.string().regex(/^3\.[0-9]{1,2}$/),
  /** As in a requirements file: `django==5.2.1`, `./libs/shop`; with their hashes, where the project keeps them. */
  requirements: z.array(z.string().max(50_000)).max(5000),
  /** What production needs beside them; resolved around them, even where they are complete. */
  beside: z.array(z.string().max(500)).max(200),
  constraints: z.array(z.string().max(500)).max(5000),
  /** What packages without a wheel are built with. */
  buildConstraints: z.array(z.string().max(500)).max(100),
  /** `requirements` is all there is: nothing is resolved. */
  complete: z.boolean(),
  /** Every line has its hashes, and uv demands them. */
  hashed: z.boolean(),
  /**
   * Sources of packages, as options of a requirements file: `--extra-index-url https://…`. A `${NAME}` in them is
   * a key of the application's own environment file.
   */
  indexes: z.array(z.string().max(1000)).max(20),
  /** Packages that lie in the source (`''` is all of it), with what their content is known by. */
  local: z.array(
    z.strictObject({
      path: z.union([z.literal(''), TreePath]),
      tree: z.string().regex(/^[0-9a-f]{40,64}$/),
    }),
  ),
})
export type VenvOrder = z.infer<typeof VenvOrder>

/** Below the release's directory: overlay, processes, `run`, gunicorn's configuration. */
export const ReleaseFile = z.strictObject({
  path: TreePath,
  content: z.string().max(1_000_000),
  executable: z.boolean(),
})
export type ReleaseFile = z.infer<typeof ReleaseFile>

const Build = z.strictObject({
  frontEnd: z
    .strictObject({
      directory: z.union([z.literal(''), TreePath]),
      manager: z.enum(['npm', 'yarn', 'pnpm', 'bun']),
      scripts: z.array(z.string().max(200)),
    })
    .nullable(),
  /** Commands of manage.py that make static files, before these are collected: `tailwind build`. */
  commands: z.array(z.string().max(200)).max(10).optional(),
  /** Paths that the command line built itself; they were sent as an archive named `built.tar`. */
  sentFiles: z.boolean(),
  static: z.boolean(),
  /** A directory of the source that nginx shows before the application: copied to `home/` of the release. */
  home: TreePath.optional(),
  /** Files below the application's own directories that the settings name: theirs have to be there. */
  dataFiles: z.array(AbsolutePath).max(100).optional(),
  /** What git has where visitors' files are kept: the first release begins with it. */
  uploads: z
    .array(z.strictObject({ from: TreePath, to: AbsolutePath }))
    .max(20)
    .optional(),
  /** django-compressor, ahead of the first visitor. */
  compress: z.boolean(),
  /** Git has `.po` files without their `.mo`. */
  translations: z.boolean(),
})
export type Build = z.infer<typeof Build>

const Database = z.strictObject({
  type: z.enum(databaseTypes),
  /** The SQLite file in `data/`, and the committed one that the first release begins with. */
  file: AbsolutePath.nullable(),
  seed: TreePath.nullable(),
  /** Applications with models and without migrations: the owner said that they may be made. */
  makeMigrations: z.array(z.string().regex(/^[A-Za-z_]\w*$/)),
  /** Django knows `--skip-checks`. */
  skipsChecks: z.boolean(),
  /** Unsafe migrations may run: because somebody said so, or because nobody is served meanwhile. */
  allowUnsafe: z.boolean(),
  maintenance: z.boolean(),
  lockSeconds: z.number().int().min(1).max(3600),
  migrateSeconds: z.number().int().min(1).max(86_400),
  /** Loaded on request. */
  fixtures: z.array(z.string().max(300)),
})
export type Database = z.infer<typeof Database>

export const ProgramOrder = z.strictObject({
  name: ProgramName,
  /** Of supervisor: `disquaire-worker`. */
  program: FileName,
  count: z.number().int().min(0).max(100),
  /** The first word of its command, which has to be there. Left out: nobody knows. */
  runs: z.string().min(1).max(1000).optional(),
  /** How long it may take to end what it is at. */
  stopSeconds: z.number().int().min(1).max(86_400),
  /** What it takes its jobs from; null: from something that cannot be asked, or is not known. Left out: from nothing. */
  queues: z.array(Queue).max(100).nullable().optional(),
  /** It may be away while a release is made: it makes up for what falls due meanwhile. Left out: it may not. */
  rests: z.literal(true).optional(),
})
export type ProgramOrder = z.infer<typeof ProgramOrder>

const Web = z.strictObject({
  /** Of supervisor, by colour. */
  programs: z.strictObject({ blue: FileName, green: FileName }),
  workers: z.number().int().min(1).max(200),
  /** With which the new colour begins: as many as can start at once, on a small machine as have room beside the old. */
  firstWorkers: z.number().int().min(1).max(200),
  /** The others follow when visitors have it, or when the old one is gone. */
  growsAfter: z.enum(['switch', 'drain']).default('drain'),
  stopSeconds: z.number().int().min(1).max(3600),
  drainSeconds: z.number().int().min(0).max(3600),
  accessLog: AbsolutePath,
})

const Probe = z.strictObject({
  host: z.string().max(300),
  scheme: z.enum(['http', 'https']),
  path: z.string().regex(/^\/[\x21-\x7e]*$/),
  /** It is known to answer; else any answer of the application's own will do, except errors. */
  known: z.boolean(),
  seconds: z.number().int().min(1).max(3600),
  watchSeconds: z.number().int().min(0).max(3600),
})
export type Probe = z.infer<typeof Probe>

const Hooks = z.strictObject({
  /**
   * In the application's environment, once its tables are there and before it is started: what fails here keeps it
   * from going live. Releases that were sealed before it was known have none.
   */
  before: z.array(z.string()).nullable().default(null),
  /** The same when the release is live. */
  after: z.array(z.string()).nullable(),
  notifyCommand: z.array(z.string()).nullable(),
  notifyAddress: z.string().max(2000).nullable(),
})
export type Hooks = z.infer<typeof Hooks>

interface HookCommand {
  /** Its name in cabestan.yaml. */
  readonly key: string
  readonly words: readonly string[]
}

/** The commands among the hooks, in the order in which they run. */
export function hookCommands({ before, after, notifyCommand }: HookWords): HookCommand[] {
  return Object.entries({ before, after, 'notify.command': notifyCommand }).flatMap(([name, words]) =>
    words === null ? [] : [{ key: `hooks.${name}`, words }],
  )
}

type HookWords = Readonly<Record<'before' | 'after' | 'notifyCommand', readonly string[] | null>>

export const ReleaseOrder = z.strictObject({
  commit: Commit,
  /** As it was typed: a branch, a tag, a hash. */
  ref: z.string().max(300),
  /** Of the application on the server, which is also its user and its directory. */
  name: UserName,
  /** The overlay's package, whose settings are in force. */
  package: z.string().regex(/^[A-Za-z_]\w*$/),
  source: Source,
  venv: VenvOrder,
  files: z.array(ReleaseFile).max(500),
  environment: z.record(EnvironmentKey, EnvironmentEntry),
  /** Keys that only the owner can give, and without which the settings do not import. */
  needed: z.array(EnvironmentKey),
  build: Build,
  database: Database,
  web: Web,
  programs: z.array(ProgramOrder).max(100),
  /** What the server must have while this release is live: nginx's site, supervisor's programs, cron's lines. */
  steps: z.array(Step).max(100),
  probe: Probe,
  hooks: Hooks,
  /** What cron starts, with the first word of its command. Releases that were sealed before it was known have none. */
  schedules: z
    .array(z.strictObject({ name: ProgramName, runs: z.string().min(1).max(1000) }))
    .max(1000)
    .default([]),
  keep: z.number().int().min(1).max(100),
})
export type ReleaseOrder = z.infer<typeof ReleaseOrder>
