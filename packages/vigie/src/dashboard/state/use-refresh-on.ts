import type { Notice } from '../../contract/notice.ts'
import { useApp } from './app.ts'
import { useCalm, useLive } from './live.ts'

/** What the whole dashboard knows (projects, their counts) is asked for again when such a thing happens. */
export function useRefreshOn(isNews: (notice: Notice) => boolean): void {
  const { refresh } = useApp()
  const look = useCalm(refresh)
  useLive((notice) => isNews(notice) && look())
}
