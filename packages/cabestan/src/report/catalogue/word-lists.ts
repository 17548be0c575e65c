import type { EventOf, RunTask } from '@cabestan/protocol/events'
import type { Counted, Sentence } from './sentence.ts'

type Waiting = EventOf<'waiting'>['what']
type Settling = EventOf<'service-settled'>['action']

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
  readonly keptKey: Sentence
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
  readonly unanswered: Sentence
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
  readonly wasOver: Sentence
  readonly still: Sentence
  readonly removed: Sentence
  readonly done: Counted
  readonly doneNothing: Sentence
  /** Of a run that makes no steps: a restart, a rollback. */
  readonly doneTask: Sentence
  readonly failed: Counted
  readonly failedNothing: Sentence
  /** Where tenths of a second would say nothing. */
  readonly failedAtOnce: Sentence
  readonly detached: Sentence
  /** Ctrl-C came before the server had said that it begins. */
  readonly unsure: Sentence
  readonly detachedGuard: Sentence
  readonly stopped: Sentence
}

export interface QuestionWords {
  readonly deploy: Counted
  readonly remove: Sentence
  readonly removeData: Sentence
  /** Of a sandbox. */
  readonly destroy: Sentence
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
  /** Beneath a list: which keys choose. */
  readonly choose: Sentence
}

export interface StatusWords {
  readonly system: Sentence
  readonly hardware: Sentence
  readonly disk: Sentence
  readonly uptime: Sentence
  readonly reboot: Sentence
  readonly services: Sentence
  /** Of systemd’s and supervisor’s words those that this language says otherwise. */
  readonly states: Readonly<Record<string, Sentence>>
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
  readonly maintenanceOn: Sentence
  readonly maintenanceOff: Sentence
  /** Nothing came of `logs`: there is none, or none that was asked for. */
  readonly noLogs: Sentence
  readonly noSuchLogs: Sentence
  readonly noSandboxes: Sentence
  readonly sandboxReady: Sentence
  readonly sandboxLine: Sentence
  readonly sandboxDown: Sentence
  readonly sandboxDestroyed: Sentence
  readonly diagnosed: Sentence
  readonly diagnosedContent: Sentence
}

interface ApplicationWords {
  readonly notReleased: Sentence
  readonly unrecorded: Sentence
  readonly live: Sentence
  readonly cutOff: Sentence
  readonly underWay: Sentence
  readonly lastFailed: Sentence
  readonly maintenance: Sentence
  readonly maintenanceSince: Sentence
  readonly up: Sentence
  readonly answers: Sentence
  readonly silent: Sentence
  readonly database: Sentence
  readonly redis: Sentence
  readonly redisFull: Sentence
  readonly pending: Sentence
  readonly lostPython: Sentence
  readonly changed: Sentence
  readonly others: Sentence
  readonly fallen: Counted
  readonly outdated: Sentence
  readonly scaledToNothing: Sentence
  readonly scheduledNever: Sentence
  readonly scheduledRan: Sentence
  readonly scheduledFailed: Sentence
  readonly queue: Counted
  readonly queueSilent: Sentence
}
