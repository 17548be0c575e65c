import type { Project } from '../../../contract/project.ts'
import { changeProject } from '../../api/calls.ts'
import { Empty, Nowhere } from '../../parts/empty.tsx'
import { ScrubForm } from '../../parts/scrub-form.tsx'
import { Tabs } from '../../parts/tabs.tsx'
import { plain } from '../../parts/visible.ts'
import { useApp, useTitle } from '../../state/app.ts'
import { ProjectSettings } from './project-settings.tsx'
import { ReleaseTable } from './release-table.tsx'
import { SetUp } from './set-up-part.tsx'

interface ProjectPageProps {
  readonly project: string
  readonly part?: string
}

export function ProjectPage({ project: id, part = '' }: ProjectPageProps) {
  const { words, projects } = useApp()
  const project = projects.find((known) => String(known.id) === id)
  useTitle(project?.name ?? '')
  if (!project)
    return (
      <Empty title={words.projects.gone} isPage>
        <a class="button" href="/projects">
          {words.projects.title}
        </a>
      </Empty>
    )
  const home = `/projects/${project.id}`
  return (
    <div class="page">
      <nav class="crumbs" aria-label={words.crumbs}>
        <a href="/projects">{words.projects.title}</a> <span aria-hidden="true">/</span>{' '}
        <span class="short-id">{project.slug.toUpperCase()}</span>
      </nav>
      <div class="page-head">
        <h1>{plain(project.name)}</h1>
        <a class="button" href={`/issues?project=${project.id}`}>
          {words.projects.seeIssues(project.unresolved)}
        </a>
      </div>
      <Tabs
        label={plain(project.name)}
        current={part ? `${home}/${part}` : home}
        tabs={[
          [home, words.projects.setUp],
          [`${home}/scrub`, words.scrub.title],
          [`${home}/releases`, words.releases.title],
          [`${home}/settings`, words.settings.title],
        ]}
      />
      <Part project={project} part={part} />
    </div>
  )
}

function Part({ project, part }: { project: Project; part: string }) {
  const { refresh } = useApp()
  if (part === 'releases') return <ReleaseTable project={project.id} />
  if (part === 'settings') return <ProjectSettings project={project} />
  if (part === '') return <SetUp project={project} />
  if (part !== 'scrub') return <Nowhere />
  return (
    <ScrubForm
      key={project.id}
      rules={project.scrub}
      save={async (scrub) => {
        await changeProject(project.id, { scrub })
        await refresh()
      }}
    />
  )
}
