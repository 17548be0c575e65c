import type { Notice } from '../../contract/notice.ts'
import { useApp } from './app.ts'
import { useNews } from './live.ts'

/** Asks again for what the whole dashboard shows (projects, their counts) when such a thing happens. */
export function useRefreshOn(isNews: (notice: Notice) => boolean): void {
  const { refresh } = useApp()
  useNews(isNews, refresh)
}
