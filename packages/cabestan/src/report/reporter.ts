import type { Event, EventOf } from '@cabestan/protocol/events'
import type { Failure } from '@cabestan/protocol/failures'
import type { Plan, RemovalPlan } from '@cabestan/protocol/plans'
import type { RunSummary } from '@cabestan/protocol/runs'
import type { Status } from '@cabestan/protocol/status'
import type { Configuration } from '../config/configuration.ts'
import type { ConnectionEvent } from '../connection/ports.ts'
import type { Finding, Outcome } from '../project/findings/finding.ts'
import type { OverlayChange } from '../project/overlay/overlay-changes.ts'
import type { Reading } from '../project/reading.ts'
import type { OverlayFile } from '../render/settings/overlay-files.ts'
import type { Sandbox } from '../sandbox/lifecycle.ts'
import type { SandboxEvent } from '../sandbox/progress.ts'
import type { FirstSteps, Told } from './arrival-view.ts'
import type { PlanStyle } from './plan-view.ts'
import type { Proof } from './proof.ts'
import type { Announcement } from './release-view.ts'
import type { Voice } from './voice.ts'

export type SandboxRow = Sandbox & { readonly sshConfiguration?: string }

/** Lines for people. */
type View<T> = (value: T, voice: Voice) => readonly string[]

/** Everything that commands have to tell. One reporter speaks to people, the other to programs. */
export interface Reporter {
  readonly voice: Voice
  /** Which servers will be spoken of: where there are several, each line names its server. */
  expect(configuration: Pick<Configuration, 'app' | 'environment' | 'servers'>): void
  connection(server: string, event: ConnectionEvent): void
  sandbox(server: string, event: SandboxEvent): void
  /** The server is being read. */
  looking(server: string): void
  event(server: string, event: Event): void
  /** A line that one of the application's processes wrote. */
  log(server: string, line: EventOf<'log'>): void
  /** What was asked for, which a view puts into words; programs get the objects themselves. */
  result<T extends object>(server: string, value: T, view: View<T>): void
  /** Somebody started this run, perhaps long ago. */
  joined(server: string, run: EventOf<'run-started'>): void
  /** Nothing is going on at this server any more. */
  idle(server: string): void
  plan(server: string, plan: Plan, style: PlanStyle): void
  /** The release that a server would get. */
  announce(server: string, announcement: Announcement, style: PlanStyle): void
  run(server: string, run: RunSummary): void
  /** Files that were made on the server and are now in the working copy. */
  broughtBack(server: string, files: readonly string[]): void
  /** What the site answers to the outside world. */
  proof(server: string, proof: Proof, told: Told): void
  /** What a person still has to do after the first release. */
  firstSteps(server: string, steps: FirstSteps): void
  status(server: string, status: Status): void
  removal(server: string, removal: RemovalPlan, done: boolean): void
  /** A sandbox that is ready, with what the person's own ssh needs in order to reach it. */
  sandboxes(sandboxes: readonly SandboxRow[], how: 'list' | 'ready'): void
  /** The project is being read. */
  reading(): void
  /** What was found out about a project at a commit. */
  project(reading: Reading, commit: string | null): void
  findings(findings: readonly Finding[], outcome: Outcome): void
  /** The settings that are laid over the project's. */
  overlay(overlay: Overlay): void
  /** The configuration that `init` writes; `before` is null where there was none. */
  draft(file: Draft): void
  diagnosis(file: string, content: readonly (readonly [name: string, bytes: number])[]): void
  failure(server: string | null, failure: Failure): void
  /** A sentence for people, which programs do not need. */
  note(sentence: string): void
  /** Nothing may be drawn while a person is asked. */
  pausedFor<T>(question: () => Promise<T>): Promise<T>
  close(): void
}

export interface Overlay {
  readonly files: readonly OverlayFile[]
  readonly changes: readonly OverlayChange[]
}

interface Draft {
  readonly file: string
  readonly before: string | null
  readonly after: string
}
