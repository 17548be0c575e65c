import { useState } from 'preact/hooks'
import { type IssueSort, issueSorts } from '../../../contract/issue.ts'
import { environments } from '../../api/calls.ts'
import { Choice } from '../../parts/field.tsx'
import { Icon } from '../../parts/icon.tsx'
import { plain } from '../../parts/visible.ts'
import { useApp } from '../../state/app.ts'
import { useLoad } from '../../state/use-load.ts'
import { filterOf, withFilter } from './query-text.ts'
import { type Choices, periods, usual } from './search-of.ts'

interface FiltersProps {
  readonly choices: Choices
  readonly onChoose: (choices: Choices) => void
}

/** On a telephone they are folded into one line, which says what is chosen: unfolded they took half of its screen. */
export function Filters({ choices, onChoose }: FiltersProps) {
  const { words } = useApp()
  const [isOpen, setOpen] = useState(false)
  return (
    <div>
      <button
        type="button"
        class="button filters-fold"
        aria-expanded={isOpen}
        aria-controls="filters"
        onClick={() => setOpen(!isOpen)}
      >
        {words.filters.title}
        <span class="quiet">{useChosen(choices).join(' · ')}</span>
        <Icon name="down" />
      </button>
      <div id="filters" class={isOpen ? 'filters filters-open' : 'filters'}>
        <EachFilter choices={choices} onChoose={onChoose} />
      </div>
    </div>
  )
}

/** The period always, of the others what was chosen. */
function useChosen({ project, query, hours, sort }: Choices): readonly string[] {
  const { words, projects } = useApp()
  const period = periods.find((known) => known === hours)
  const chosen = [
    projects.find(({ id }) => id === project)?.name ?? '',
    filterOf(query, 'environment') ?? '',
    period ? words.filters.periods[period] : words.filters.allTime,
    sort === usual.sort ? '' : words.filters.sorts[sort],
  ]
  return chosen.filter((name) => name !== '').map(plain)
}

function EachFilter({ choices, onChoose }: FiltersProps) {
  const { words, projects } = useApp()
  return (
    <>
      <Choice
        label={words.filters.project}
        isBare
        value={String(choices.project ?? '')}
        choices={[
          ['', words.filters.allProjects],
          ...projects.map((project) => [String(project.id), plain(project.name)] as const),
        ]}
        onChoose={(id) => onChoose({ ...choices, project: id === '' ? null : Number(id) })}
      />
      <EnvironmentChoice choices={choices} onChoose={onChoose} />
      <Choice
        label={words.filters.period}
        isBare
        value={String(choices.hours ?? '')}
        choices={[
          ...periods.map((hours) => [String(hours), words.filters.periods[hours]] as const),
          ['', words.filters.allTime],
        ]}
        onChoose={(hours) => onChoose({ ...choices, hours: hours === '' ? null : Number(hours) })}
      />
      <Choice<IssueSort>
        label={words.filters.sort}
        isBare
        value={choices.sort}
        choices={issueSorts.map((sort) => [sort, words.filters.sorts[sort]] as const)}
        onChoose={(sort) => onChoose({ ...choices, sort })}
      />
    </>
  )
}

function EnvironmentChoice({ choices, onChoose }: FiltersProps) {
  const { words } = useApp()
  const known = useLoad(String(choices.project), () => environments(choices.project))
  const chosen = filterOf(choices.query, 'environment')
  const names = new Set([...(known.value ?? []), ...(chosen === null ? [] : [chosen])])
  return (
    <Choice
      label={words.filters.environment}
      isBare
      value={chosen ?? ''}
      choices={[
        ['', words.filters.allEnvironments],
        ...[...names].map((name) => [name, plain(name)] as const),
      ]}
      onChoose={(name) =>
        onChoose({ ...choices, query: withFilter(choices.query, 'environment', name === '' ? null : name) })
      }
    />
  )
}
