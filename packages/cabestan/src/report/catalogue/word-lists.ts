import type { RunTask } from '@cabestan/protocol/events'
import type { ReleaseStage, Verdict } from '@cabestan/protocol/releases'
import type { DatabaseReading } from '../../project/data/reading.ts'
import type { DependencySource } from '../../project/dependencies/reading.ts'
import type { DraftReason } from '../../project/draft.ts'
import type { Outcome, Severity } from '../../project/findings/finding.ts'
import type { Program } from '../../project/processes/reading.ts'
import type { Problem } from '../../session/proof.ts'
import type { Sentence, Settling, Waiting } from './catalogue.ts'

/** A sentence that depends on `{count}`. */
export interface Counted {
  readonly one: Sentence
  readonly other: Sentence
  /** Said of none, where that is said otherwise than of several. */
  readonly none?: Sentence
}

export interface FailureLabels {
  readonly step: Sentence
  readonly command: Sentence
  readonly said: Sentence
  readonly next: Sentence
  readonly code: Sentence
  readonly exit: Sentence
}

export interface PlanWords {
  readonly toCreate: Counted
  readonly toChange: Counted
  readonly toRemove: Counted
  readonly right: Counted
  readonly nothing: Sentence
  readonly onlyRecord: Sentence
  readonly unsettled: Sentence
  readonly guarded: Sentence
  readonly noLongerDescribed: Sentence
  readonly byHand: Sentence
  readonly hiddenLines: Counted
  readonly lines: Counted
  readonly noLineEnd: Sentence
  readonly seeMore: Sentence
  readonly why: Sentence
  readonly hand: Sentence
  readonly instead: Sentence
  readonly undone: Sentence
  readonly intoFile: Sentence
  readonly drift: Counted
}

export interface ProgressWords {
  readonly connecting: Sentence
  readonly connectingAs: Sentence
  readonly connected: Sentence
  readonly sending: Sentence
  readonly looking: Sentence
  readonly touchKey: Sentence
  readonly installationWaits: Sentence
  readonly sandbox: Readonly<
    Record<'base' | 'wait' | 'create' | 'boot' | 'stop' | 'remove' | 'ready' | 'made' | 'left', Sentence>
  >
  readonly installing: Readonly<Record<'runtime' | 'engine', Readonly<Record<'fetched' | 'sent', Sentence>>>>
  readonly waiting: Readonly<Record<Waiting, Sentence>>
  readonly settled: Readonly<Record<Settling, Sentence>>
  readonly starting: Sentence
  readonly place: Sentence
  readonly proving: Sentence
  readonly proved: Sentence
  readonly restored: Sentence
  readonly joined: Readonly<Record<RunTask, Sentence>>
  readonly still: Sentence
  readonly removed: Sentence
  readonly done: Counted
  readonly doneNothing: Sentence
  /** Of a run that makes no steps: a restart, a rollback. */
  readonly doneTask: Sentence
  readonly failed: Counted
  readonly failedNothing: Sentence
  readonly detached: Sentence
  readonly detachedGuard: Sentence
  readonly stopped: Sentence
}

export interface QuestionWords {
  readonly deploy: Counted
  readonly remove: Sentence
  readonly removeData: Sentence
  readonly rollback: Sentence
  readonly restore: Sentence
  readonly notThatName: Sentence
  readonly yes: Sentence
  readonly no: Sentence
  readonly declined: Sentence
  readonly password: Sentence
  readonly passphrase: Sentence
  readonly sudoPassword: Sentence
  readonly again: Sentence
  readonly hostKey: Sentence
  readonly hostKeyHelp: Sentence
  readonly makeKey: Sentence
}

export interface StatusWords {
  readonly system: Sentence
  readonly hardware: Sentence
  readonly disk: Sentence
  readonly uptime: Sentence
  readonly reboot: Sentence
  readonly services: Sentence
  readonly applications: Sentence
  readonly noApplications: Sentence
  readonly application: ApplicationWords
  readonly drift: Sentence
  readonly noDrift: Sentence
  readonly runs: Sentence
  readonly noRuns: Sentence
  readonly run: Counted
  readonly outcomes: Readonly<Record<'running' | 'done' | 'failed' | 'interrupted', Sentence>>
  readonly sandboxStates: Readonly<Record<'running' | 'stopped', Sentence>>
  readonly noSandboxes: Sentence
  readonly sandboxReady: Sentence
  readonly sandboxLine: Sentence
  readonly sandboxDown: Sentence
  readonly sandboxDestroyed: Sentence
  readonly diagnosed: Sentence
  readonly diagnosedContent: Sentence
}

/** How the variables of an application are told. */
export interface EnvironmentWords {
  readonly ask: Sentence
  readonly from: Readonly<Record<'owner' | 'server' | 'release', Sentence>>
  readonly pending: Readonly<Record<'set' | 'unset', Sentence>>
  readonly none: Sentence
  readonly byRelease: Sentence
}

/** How releases are listed, and what going back means. */
export interface ReleaseWords {
  readonly none: Sentence
  readonly verdicts: Readonly<Record<Verdict | 'live', Sentence>>
  /** Where it failed, in a word: there is a column for it. */
  readonly stages: Readonly<Record<ReleaseStage, string>>
  readonly columns: Readonly<
    Record<'number' | 'commit' | 'subject' | 'author' | 'when' | 'took' | 'verdict' | 'lost', Sentence>
  >
  readonly goingBack: Sentence
  readonly goingTo: Sentence
  readonly noMigrations: Sentence
  readonly migrations: Counted
  readonly safe: Sentence
  readonly unsafe: Sentence
  readonly irreversible: Sentence
  readonly snapshot: Sentence
  readonly noSnapshot: Sentence
}

interface ApplicationWords {
  readonly notReleased: Sentence
  readonly live: Sentence
  readonly lastFailed: Sentence
  readonly maintenance: Sentence
  readonly answers: Sentence
  readonly silent: Sentence
  readonly database: Sentence
  readonly pending: Sentence
  readonly changed: Sentence
  readonly others: Sentence
  readonly fallen: Counted
  readonly scaledToNothing: Sentence
  readonly queue: Counted
  readonly queueSilent: Sentence
}

/** What a release is going to be, and what became of it. */
export interface ArrivalWords {
  readonly title: Sentence
  readonly commit: Sentence
  readonly first: Sentence
  readonly replaces: Sentence
  readonly same: Sentence
  readonly serverOnly: Sentence
  readonly uncommitted: Sentence
  readonly unwell: Sentence
  readonly unwellSilent: Sentence
  readonly approve: Sentence
  readonly migrationsMade: Sentence
  readonly broughtBack: Sentence
  readonly manyMigrations: Sentence
  readonly sending: Sentence
  readonly live: Sentence
  readonly noRequest: Sentence
  readonly lost: Counted
  readonly back: Sentence
  readonly restarted: Sentence
  readonly restartFailed: Sentence
  readonly failed: Sentence
  readonly failedFirst: Sentence
  readonly withdrawn: Sentence
  readonly liveAndFailed: Sentence
  readonly answers: Sentence
  readonly answersElse: Sentence
  readonly answersShut: Sentence
  readonly proofs: Readonly<Record<Problem, Sentence>>
  readonly byAddress: Sentence
  readonly superuser: Sentence
  readonly fixtures: Sentence
  readonly next: Sentence
  readonly nextAfter: Sentence
}

export interface RemovalWords {
  readonly goes: Sentence
  readonly stays: Sentence
  readonly nothing: Sentence
  readonly done: Sentence
  readonly dataHint: Sentence
}

/** How a reading of a project, its findings and its first cabestan.yaml are told. */
export interface ProjectWords {
  readonly looking: Sentence
  readonly title: Sentence
  readonly labels: Readonly<
    Record<
      | 'project'
      | 'others'
      | 'settings'
      | 'switches'
      | 'django'
      | 'python'
      | 'dependencies'
      | 'added'
      | 'libraries'
      | 'database'
      | 'services'
      | 'web'
      | 'program'
      | 'scheduled'
      | 'frontEnd'
      | 'page'
      | 'given'
      | 'wanted',
      Sentence
    >
  >
  readonly top: Sentence
  readonly unknown: Sentence
  readonly guessed: Sentence
  readonly orServers: Sentence
  readonly className: Sentence
  readonly missing: Sentence
  readonly packages: Counted
  readonly unpinned: Counted
  readonly sources: Readonly<Record<DependencySource, Sentence>>
  readonly engines: Readonly<Record<NonNullable<DatabaseReading['engine']['value']>, Sentence>>
  readonly gis: Sentence
  readonly ownDatabase: Sentence
  readonly programs: Readonly<Record<Program['type'], Sentence>>
  readonly noBuild: Sentence
  readonly onThisComputer: Sentence
  readonly notBuilt: Sentence
  readonly siteBeside: Sentence
  readonly severities: Readonly<Record<Severity, Counted>>
  readonly outcomes: Readonly<Record<Outcome, Sentence>>
  readonly noFindings: Sentence
  readonly morePlaces: Counted
  readonly hiddenNotes: Counted
  readonly draft: DraftWords
  readonly overlay: Readonly<Record<'title' | 'module' | 'beside', Sentence>>
}

interface DraftWords {
  readonly head: Sentence
  readonly more: Sentence
  readonly server: Sentence
  readonly domains: Sentence
  readonly reasons: Readonly<Record<DraftReason, Sentence>>
  readonly askServer: Sentence
  readonly askServerHint: Sentence
  readonly askDomains: Sentence
  readonly askDomainsHint: Sentence
  readonly askDirectory: Sentence
  readonly write: Sentence
  readonly overwrite: Sentence
  readonly written: Sentence
  readonly unchanged: Sentence
  readonly next: Sentence
  readonly nextWithoutServer: Sentence
}
