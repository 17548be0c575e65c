import { AccountPage } from './pages/account/account-page.tsx'
import { FeedbackPage } from './pages/projects/feedback-page.tsx'
import { MonitorsPage } from './pages/projects/monitors-page.tsx'
import { NewProjectPage } from './pages/projects/new-project-page.tsx'
import { ProjectPage } from './pages/projects/project-page.tsx'
import { ProjectsPage } from './pages/projects/projects-page.tsx'
import { SettingsPage } from './pages/settings/settings-page.tsx'
import type { Routes } from './router/page-of.ts'

export const otherRoutes: Routes = [
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
