import type { Notice } from '../../contract/notice.ts'
import { useApp } from './app.ts'
import { useNews } from './live.ts'

/** What the whole dashboard knows (projects, their counts) is asked for again when such a thing happens. */
export function useRefreshOn(isNews: (notice: Notice) => boolean): void {
  const { refresh } = useApp()
  useNews(isNews, refresh)
}
