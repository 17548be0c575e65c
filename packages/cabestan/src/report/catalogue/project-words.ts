import type { DatabaseReading } from '../../project/data/reading.ts'
import type { DependencySource } from '../../project/dependencies/reading.ts'
import type { DraftReason } from '../../project/draft.ts'
import type { Outcome, Severity } from '../../project/findings/finding.ts'
import type { Program } from '../../project/processes/reading.ts'
import type { Counted, Sentence } from './sentence.ts'

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
  readonly headAnew: Sentence
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
  readonly untaken: Sentence
  readonly next: Sentence
  readonly nextWithoutServer: Sentence
}
