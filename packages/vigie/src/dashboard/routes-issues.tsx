import { IssuePage } from './pages/issue/issue-page.tsx'
import { IssuesPage } from './pages/issues/issues-page.tsx'
import type { Routes } from './router/page-of.ts'

export const issueRoutes: Routes = [
  ['/', () => <IssuesPage />],
  ['/issues', () => <IssuesPage />],
  ['/issues/:id', ({ id = '' }) => <IssuePage id={id} />],
  ['/issues/:id/events/:event', ({ id = '', event = '' }) => <IssuePage id={id} event={event} />],
]
