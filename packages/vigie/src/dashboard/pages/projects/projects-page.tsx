import type { Project } from '../../../contract/project.ts'
import { Copy } from '../../parts/copy.tsx'
import { Empty } from '../../parts/empty.tsx'
import { Icon } from '../../parts/icon.tsx'
import { count } from '../../parts/numbers.ts'
import { plain } from '../../parts/visible.ts'
import { When } from '../../parts/when.tsx'
import { useApp, useTitle } from '../../state/app.ts'

export function ProjectsPage() {
  const { words, projects } = useApp()
  useTitle(words.projects.title)
  return (
    <div class="page">
      <div class="page-head">
        <h1>{words.projects.title}</h1>
        <a class="button button-main" href="/projects/new">
          <Icon name="plus" /> {words.projects.create}
        </a>
      </div>
      {projects.length === 0 ? (
        <Empty title={words.noProject.title}>
          <p>{words.noProject.text}</p>
        </Empty>
      ) : (
        <ul class="cards">
          {projects.map((project) => (
            <ProjectCard key={project.id} project={project} />
          ))}
        </ul>
      )}
    </div>
  )
}

function ProjectCard({ project }: { project: Project }) {
  const { words, language } = useApp()
  return (
    <li class="card">
      <div>
        <h2>
          <a href={`/projects/${project.id}`}>{plain(project.name)}</a>
        </h2>
        <p class="quiet">
          {project.platform} ·{' '}
          {project.lastEventAt === null ? (
            words.projects.silent
          ) : (
            <>
              {words.projects.lastEvent} <When at={project.lastEventAt} />
            </>
          )}
        </p>
      </div>
      <a class="card-number" href={`/issues?project=${project.id}`}>
        <b>{count(project.unresolved, language)}</b> {words.projects.unresolved(project.unresolved)}
      </a>
      <Copy text={project.dsn} what={`DSN ${plain(project.name)}`} label={words.copyDsn} />
    </li>
  )
}
