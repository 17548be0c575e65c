import type { VNode } from 'preact'
import { lazy } from './router/lazy.tsx'
import { match } from './router/match.ts'

/** Every address of the dashboard. What is behind them comes when it is first looked at. */
const IssuesPage = lazy(() => import('./pages/issues/issues-page.tsx').then((file) => file.IssuesPage))
const IssuePage = lazy(() => import('./pages/issue/issue-page.tsx').then((file) => file.IssuePage))
const ProjectsPage = lazy(() =>
  import('./pages/projects/projects-page.tsx').then((file) => file.ProjectsPage),
)
const NewProjectPage = lazy(() =>
  import('./pages/projects/new-project-page.tsx').then((file) => file.NewProjectPage),
)
const ProjectPage = lazy(() => import('./pages/projects/project-page.tsx').then((file) => file.ProjectPage))
const MonitorsPage = lazy(() =>
  import('./pages/projects/monitors-page.tsx').then((file) => file.MonitorsPage),
)
const FeedbackPage = lazy(() =>
  import('./pages/projects/feedback-page.tsx').then((file) => file.FeedbackPage),
)
const SettingsPage = lazy(() =>
  import('./pages/settings/settings-page.tsx').then((file) => file.SettingsPage),
)
const AccountPage = lazy(() => import('./pages/account/account-page.tsx').then((file) => file.AccountPage))

type Found = Readonly<Record<string, string>>

const routes: readonly (readonly [pattern: string, show: (found: Found) => VNode])[] = [
  ['/', () => <IssuesPage />],
  ['/issues', () => <IssuesPage />],
  ['/issues/:id', ({ id = '' }) => <IssuePage id={id} />],
  ['/issues/:id/events/:event', ({ id = '', event = '' }) => <IssuePage id={id} event={event} />],
  ['/projects', () => <ProjectsPage />],
  ['/projects/new', () => <NewProjectPage />],
  ['/projects/:project', ({ project = '' }) => <ProjectPage project={project} />],
  [
    '/projects/:project/:part',
    ({ project = '', part = '' }) => <ProjectPage project={project} part={part} />,
  ],
  ['/monitors', () => <MonitorsPage />],
  ['/feedback', () => <FeedbackPage />],
  ['/settings', () => <SettingsPage />],
  ['/settings/:part', ({ part = '' }) => <SettingsPage part={part} />],
  ['/account', () => <AccountPage />],
  ['/account/:part', ({ part = '' }) => <AccountPage part={part} />],
]

export function pageOf(path: string): VNode | null {
  for (const [pattern, show] of routes) {
    const found = match(pattern, path)
    if (found) return show(found)
  }
  return null
}
