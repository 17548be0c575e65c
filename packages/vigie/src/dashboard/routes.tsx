import { Nowhere } from './parts/empty.tsx'
import { lazy } from './router/lazy.tsx'
import { pageOf, type Routes } from './router/page-of.ts'

/**
 * Every address of the dashboard. Two scripts besides what every page needs, each come when it is first looked at: the
 * issues, and all others. More and smaller ones would weigh more together, and ask the server more often.
 */
const IssueRoutes = lazy(() => import('./routes-issues.tsx').then((file) => pagesOf(file.issueRoutes)))
const OtherRoutes = lazy(() => import('./routes-others.tsx').then((file) => pagesOf(file.otherRoutes)))

interface PageProps {
  readonly path: string
}

export function PageAt({ path }: PageProps) {
  return /^\/(issues(\/|$)|$)/.test(path) ? <IssueRoutes path={path} /> : <OtherRoutes path={path} />
}

function pagesOf(routes: Routes) {
  return ({ path }: PageProps) => pageOf(routes, path) ?? <Nowhere />
}
