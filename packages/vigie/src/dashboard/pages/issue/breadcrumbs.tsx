import { useState } from 'preact/hooks'
import { type Breadcrumb, type Level, levels } from '../../../contract/event.ts'
import { Choice } from '../../parts/field.tsx'
import { LongText } from '../../parts/json-value.tsx'
import { LevelMark } from '../../parts/level.tsx'
import { NamedTable } from '../../parts/named-table.tsx'
import { Section } from '../../parts/section.tsx'
import { Stranger, StrangerLink } from '../../parts/stranger.tsx'
import { clock, exact, iso } from '../../parts/time-words.ts'
import { useApp } from '../../state/app.ts'
import { crumbLine } from './crumb-line.ts'

const atFirst = 20

/** What led to the event, in order of time: the last ones at once, earlier ones on demand. */
export function Breadcrumbs({ crumbs }: { crumbs: readonly Breadcrumb[] }) {
  const { words } = useApp()
  const [level, setLevel] = useState<Level | ''>('')
  const [isWhole, setWhole] = useState(false)
  if (crumbs.length === 0) return null
  const wanted = crumbs.filter((crumb) => isAtLeast(crumb.level ?? 'info', level))
  const shown = isWhole ? wanted : wanted.slice(-atFirst)
  return (
    <Section
      id="breadcrumbs"
      title={words.event.breadcrumbs}
      tools={
        <Choice<Level | ''>
          label={words.event.crumbLevel}
          isBare
          value={level}
          choices={[
            ['', words.event.allLevels],
            ...levels.map((known) => [known, words.levels[known]] as const),
          ]}
          onChoose={setLevel}
        />
      }
    >
      {shown.length < wanted.length && (
        <button type="button" class="link" onClick={() => setWhole(true)}>
          {words.event.earlier(wanted.length - shown.length)}
        </button>
      )}
      <ol class="crumb-list">
        {shown.map((crumb, index) => (
          <Crumb key={index} crumb={crumb} />
        ))}
      </ol>
      {shown.length === 0 && <p class="quiet">{words.event.noCrumb}</p>}
    </Section>
  )
}

function Crumb({ crumb }: { crumb: Breadcrumb }) {
  const { language, words } = useApp()
  const line = crumbLine(crumb)
  const data = line?.rest ?? crumb.data
  return (
    <li class="crumb">
      <LevelMark level={crumb.level ?? 'info'} />
      <span class="crumb-category">
        <Stranger text={crumb.category ?? crumb.type ?? ''} />
      </span>
      <div class="crumb-body">
        {crumb.message && (
          <p>
            <LongText text={crumb.message} />
          </p>
        )}
        {line && (
          <p>
            <Stranger text={line.before} /> <StrangerLink text={line.address} />{' '}
            <b>
              <Stranger text={line.after} />
            </b>
          </p>
        )}
        {data.length > 0 && <NamedTable rows={data} label={words.event.crumbData} />}
      </div>
      {crumb.at !== null && (
        <time class="crumb-time" dateTime={iso(crumb.at)} title={exact(crumb.at, language)}>
          {clock(crumb.at)}
        </time>
      )}
    </li>
  )
}

function isAtLeast(level: Level, wanted: Level | ''): boolean {
  return wanted === '' || levels.indexOf(level) <= levels.indexOf(wanted)
}
