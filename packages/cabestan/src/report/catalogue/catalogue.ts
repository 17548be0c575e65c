import type { ChangeItem } from '@cabestan/protocol/changes'
import type { NoticeCode } from '@cabestan/protocol/events'
import type { FailureCode } from '@cabestan/protocol/failures'
import type { UnsafeReason } from '@cabestan/protocol/migrations'
import type { Reason } from '@cabestan/protocol/reasons'
import type { ReleaseStage } from '@cabestan/protocol/releases'
import type { StepKindName } from '@cabestan/protocol/steps'
import type { Problem, SyntaxProblem } from '../../config/problems.ts'
import type { FindingCode } from '../../project/findings/codes.ts'
import type { OverlayChange } from '../../project/overlay/overlay-changes.ts'
import type { CommandWords } from './command-words.ts'
import type { ProjectWords } from './project-words.ts'
import type { ArrivalWords, EnvironmentWords, ReleaseWords, RemovalWords } from './release-words.ts'
import type { Sentence } from './sentence.ts'
import type { FailureLabels, PlanWords, ProgressWords, QuestionWords, StatusWords } from './word-lists.ts'

export interface FailureWords {
  /** What happened. Of several, the first one whose values are all known; the last one needs none. */
  readonly title: Sentence | readonly [Sentence, ...Sentence[]]
  /** What to do next. A line whose values are not all known is left out. */
  readonly next: readonly [Sentence, ...Sentence[]]
  /** Values that are codes: the words for them, by value name and code. */
  readonly words?: CodeWords
  /** What to do where such a value is this one; said first. */
  readonly advice?: CodeWords
}

type CodeWords = Readonly<Record<string, Readonly<Record<string, Sentence>>>>

interface KindWords {
  /** The step in a few words; `{subject}` is what it is about. */
  readonly label: Sentence
  /** What Cabestan does where the guides have you type. */
  readonly instead: Sentence
  readonly undone: Sentence
}

/** The part of a server that a reason belongs to: what stands before its dot. */
export type Part = Reason extends `${infer P}.${string}` ? P : never

type ItemOf<T extends ChangeItem['type']> = Extract<ChangeItem, { type: T }>

export interface ChangeWords {
  readonly values: Readonly<Record<ItemOf<'value'>['name'], Sentence>>
  /** systemd’s words for whether a service runs, and starts at boot. */
  readonly states: Readonly<Record<string, Sentence>>
  readonly lists: Readonly<Record<ItemOf<'list'>['what'], Sentence>>
  readonly actions: Readonly<Record<ItemOf<'action'>['action'], Sentence>>
  readonly none: Sentence
  /** Between a name and its value: French puts a space before it. */
  readonly colon: string
}

/** The words for values that are codes themselves; a code of the configuration without one does not compile. */
export interface ConfigurationWords {
  readonly problems: Readonly<Record<Problem, Sentence>>
  readonly syntaxProblems: Readonly<Record<SyntaxProblem, Sentence>>
}

export type FailureSentences = Readonly<Record<FailureCode, FailureWords>>
export interface FindingWords {
  /** What was found. Of several, the first one whose values are all known; the last one needs none. */
  readonly title: Sentence | readonly [Sentence, ...Sentence[]]
  /** Why it matters: the consequence. */
  readonly why: Sentence
  /** What to do about it; what Cabestan does about it, where that is all. */
  readonly remedy: Sentence | readonly [Sentence, ...Sentence[]]
  /** Values that are codes: the words for them, by value name and code. */
  readonly words?: CodeWords
}

export type FindingSentences<Code extends string> = Readonly<Record<Code, FindingWords>>

/** All that Cabestan says. A sentence that is missing in a language does not compile. */
export interface Catalogue {
  readonly failures: FailureSentences
  readonly failure: FailureLabels
  readonly findings: FindingSentences<FindingCode>
  readonly reasons: Readonly<Record<Reason, Sentence>>
  readonly parts: Readonly<Record<Part, Sentence>>
  readonly kinds: Readonly<Record<StepKindName, KindWords>>
  readonly changes: ChangeWords
  readonly notices: Readonly<Record<NoticeCode, Sentence>>
  /** Why a release cannot go on after a migration. */
  readonly unsafe: Readonly<Record<UnsafeReason, Sentence>>
  readonly stages: Readonly<Record<ReleaseStage, Sentence>>
  /** The same stages where nothing new is built: a rollback, a restart. */
  readonly changeOver: Readonly<
    Record<'rollback' | 'restart', Readonly<Partial<Record<ReleaseStage, Sentence>>>>
  >
  readonly commands: CommandWords
  /** Why a setting is otherwise in production, or stays as it is. */
  readonly overlay: Readonly<Record<OverlayChange['why'], Sentence>>
  readonly plan: PlanWords
  readonly project: ProjectWords
  readonly progress: ProgressWords
  readonly questions: QuestionWords
  readonly arrival: ArrivalWords
  readonly status: StatusWords
  readonly removal: RemovalWords
  readonly environment: EnvironmentWords
  readonly releases: ReleaseWords
}
