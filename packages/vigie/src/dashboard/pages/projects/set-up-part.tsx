import { useState } from 'preact/hooks'
import type { Project } from '../../../contract/project.ts'
import { CopyBlock } from '../../parts/copy.tsx'
import { When } from '../../parts/when.tsx'
import { useApp } from '../../state/app.ts'
import { useRefreshOn } from '../../state/use-refresh-on.ts'
import { type Kind, kindOf, kinds, snippets } from './set-up.ts'

export function SetUp({ project }: { project: Project }) {
  const { words } = useApp()
  const [kind, setKind] = useState<Kind>(() => kindOf(project.platform))
  return (
    <div class="set-up">
      <h2>{words.projects.dsn}</h2>
      <p>{words.projects.dsnHelp}</p>
      <CopyBlock text={project.dsn} what="DSN" />
      <FirstEvent project={project} />
      <fieldset class="kinds">
        <legend>{words.projects.madeOf}</legend>
        {kinds.map((known) => (
          <label key={known} class="kind">
            <input type="radio" name="kind" checked={known === kind} onChange={() => setKind(known)} />
            <span>{words.projects.kinds[known]}</span>
          </label>
        ))}
      </fieldset>
      <p class="quiet">{words.projects.kindHelp[kind]}</p>
      {snippets(kind, project.dsn).map((snippet) => (
        <section key={snippet.title}>
          <h3>
            <code>{snippet.title}</code>
          </h3>
          <CopyBlock text={snippet.text} what={snippet.title} />
        </section>
      ))}
    </div>
  )
}

/** Waits for the first event while somebody sets the project up. */
function FirstEvent({ project }: { project: Project }) {
  const { words } = useApp()
  useRefreshOn(({ type }) => type !== 'status')
  return (
    <p class={project.lastEventAt === null ? 'first-event' : 'first-event first-event-came'} role="status">
      {project.lastEventAt === null ? (
        words.firstEvent.waiting
      ) : (
        <>
          {words.firstEvent.came} <When at={project.lastEventAt} />.{' '}
          <a href={`/issues?project=${project.id}`}>{words.firstEvent.look}</a>
        </>
      )}
    </p>
  )
}
