import type { ReleaseStage, Verdict } from '@cabestan/protocol/releases'
import type { Problem } from '../proof.ts'
import type { Counted, Sentence } from './sentence.ts'

/** How the variables of an application are told. */
export interface EnvironmentWords {
  readonly ask: Sentence
  readonly from: Readonly<Record<'owner' | 'server' | 'release', Sentence>>
  readonly pending: Readonly<Record<'set' | 'unset', Sentence>>
  readonly none: Sentence
  readonly byRelease: Sentence
  readonly forChecks: Sentence
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
  /** With `from` and `to`: the kinds of database. */
  readonly movesBack: Sentence
  /** With `names`, and the `commit` of that release: before it is gone back to, and after. */
  readonly names: Readonly<Record<'again' | 'gone' | 'keep' | 'isAgain' | 'isGone', Sentence>>
  readonly noMigrations: Sentence
  readonly migrations: Counted
  readonly safe: Sentence
  readonly unjudged: Sentence
  readonly unsafe: Sentence
  readonly irreversible: Sentence
  /** With `names`: what comes back without what was in it. */
  readonly emptied: Sentence
  readonly snapshot: Sentence
  readonly noSnapshot: Sentence
}

/** What a release is going to be, and what became of it. */
export interface ArrivalWords {
  readonly title: Sentence
  readonly commit: Sentence
  readonly first: Sentence
  readonly replaces: Sentence
  readonly cutOff: Sentence
  readonly underWay: Sentence
  readonly pending: Sentence
  /** With `python`: its series. */
  readonly lostPython: Sentence
  readonly changed: Sentence
  readonly same: Sentence
  readonly sameUnrecorded: Sentence
  readonly toDo: Sentence
  readonly serverOnly: Sentence
  readonly uncommitted: Sentence
  /** Of commits that are live and would not be. */
  readonly older: Counted
  readonly unseen: Sentence
  readonly aside: Counted
  readonly wayBack: Sentence
  readonly noWayBack: Sentence
  /** With `keys` and the `first` of them. */
  readonly shadowed: Sentence
  readonly unwell: Sentence
  readonly unwellSilent: Sentence
  readonly approve: Sentence
  readonly migrationsMade: Sentence
  readonly broughtBack: Sentence
  readonly newMigrations: Sentence
  /** With `operations`: what live code may still ask for. */
  readonly refused: Sentence
  readonly moves: Sentence
  /** With `app`, and its release by `number`, `hash` and `subject`. */
  readonly formerSelf: Sentence
  readonly formerEnvironment: Sentence
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
  readonly frontFails: Sentence
  readonly frontMissing: Sentence
  readonly proofs: Readonly<Record<Problem, Sentence>>
  readonly byAddress: Sentence
  readonly byHosts: Sentence
  readonly superuser: Sentence
  readonly seededAccounts: Sentence
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
