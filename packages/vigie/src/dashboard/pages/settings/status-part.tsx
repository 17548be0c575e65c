import type { ComponentChildren } from 'preact'
import type { Status } from '../../../contract/status.ts'
import { status as ask } from '../../api/calls.ts'
import { Failed, Loading } from '../../parts/empty.tsx'
import { bytes, count, percent } from '../../parts/numbers.ts'
import { Stranger } from '../../parts/stranger.tsx'
import { plain } from '../../parts/visible.ts'
import { When } from '../../parts/when.tsx'
import { useApp } from '../../state/app.ts'
import { useNews } from '../../state/live.ts'
import { useLoad } from '../../state/use-load.ts'

export function StatusPart() {
  const load = useLoad('', ask)
  useNews((notice) => notice.type !== 'projects', load.reload)
  if (load.failure) return <Failed failure={load.failure} onRetry={load.reload} />
  if (!load.value) return <Loading />
  return (
    <>
      <Alarms status={load.value} />
      <Figures status={load.value} />
      <Shed status={load.value} />
    </>
  )
}

/** Problems that somebody should do something about. */
function Alarms({ status }: { status: Status }) {
  const { words, projects, language } = useApp()
  const nameOf = (id: number) => plain(projects.find((known) => known.id === id)?.name ?? '?')
  return (
    <>
      {status.setAside !== null && (
        <div class="notice notice-failure">
          <p>
            {words.status.setAside(status.unreadable)} {words.status.setAsideWhere}
          </p>
          <code>
            <Stranger text={status.setAside} />
          </code>
        </div>
      )}
      {status.full.map(({ project, what, most }) => (
        <p class="notice notice-warning" key={`${project} ${what}`}>
          {words.status.full[what](nameOf(project), count(most, language))}
        </p>
      ))}
      {status.rejected > 0 && <p class="notice notice-warning">{words.status.rejected(status.rejected)}</p>}
      {status.lastMailError !== null && (
        <div class="notice notice-warning">
          <p>
            {words.status.mailFails} <Stranger text={status.lastMailError} />
          </p>
          <a href="/settings/mail">{words.mail.title}</a>
        </div>
      )}
      {status.setAside === null &&
        status.lastMailError === null &&
        status.rejected === 0 &&
        status.full.length === 0 && <p class="notice notice-good">{words.status.well}</p>}
    </>
  )
}

function Figures({ status }: { status: Status }) {
  const { words, language } = useApp()
  const { diskBytes: used, diskBudgetBytes: budget } = status
  return (
    <dl class="figures">
      <Figure name={words.status.events} help={words.status.eventsHelp}>
        {count(status.events, language)}
      </Figure>
      <Figure name={words.status.backlog} help={words.status.backlogHelp}>
        {count(status.backlog, language)}
      </Figure>
      <Figure name={words.status.disk} help={words.status.diskHelp}>
        {bytes(used, language)}
        {budget > 0 && ` / ${bytes(budget, language)} `}
        {budget > 0 && <span class="quiet">({percent(used, budget, language)})</span>}
      </Figure>
      <Figure name={words.status.memory} help={words.status.memoryHelp}>
        {bytes(status.residentBytes, language)}
      </Figure>
      <Figure
        name={words.status.mails}
        help={status.mailsWaiting === null ? words.status.noMailServer : words.status.mailsHelp}
      >
        {status.mailsWaiting === null ? (
          <a href="/settings/mail">{words.status.giveMailServer}</a>
        ) : (
          count(status.mailsWaiting, language)
        )}
      </Figure>
      <Figure
        name={words.status.version}
        help={
          <>
            {words.status.started} <When at={status.startedAt} />
          </>
        }
      >
        {status.version}
      </Figure>
    </dl>
  )
}

function Figure({
  name,
  help,
  children,
}: {
  name: string
  help: ComponentChildren
  children: ComponentChildren
}) {
  return (
    <div class="figure">
      <dt>{name}</dt>
      <dd>{children}</dd>
      <dd class="field-help">{help}</dd>
    </div>
  )
}

function Shed({ status }: { status: Status }) {
  const { words, projects, language } = useApp()
  return (
    <section>
      <h2>{words.status.shed}</h2>
      <p class="quiet">{words.status.shedHelp}</p>
      {status.shed.length === 0 ? (
        <p>{words.status.shedNothing}</p>
      ) : (
        <ul class="shed">
          {status.shed.map((entry) => (
            <li key={`${entry.project} ${entry.category} ${entry.reason}`}>
              <b>
                {count(entry.quantity, language)} {words.status.categories[entry.category](entry.quantity)}
              </b>{' '}
              {words.status.of(plain(projects.find((known) => known.id === entry.project)?.name ?? '?'))} —{' '}
              {words.status.reasons[entry.reason]}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
