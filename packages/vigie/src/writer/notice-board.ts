import type { Notice } from '../contract/notice.ts'

const interval = 500
/** A page shows fewer than this. */
const mostIssues = 200

/** Merges notices and sends them twice a second, so that thousands of events under load are one line to a page. */
export class NoticeBoard {
  readonly #give: (notice: Notice) => void
  readonly #issues = new Map<number, Set<number>>()
  readonly #others = new Set<Exclude<Notice['type'], 'issues'>>()
  #timer: NodeJS.Timeout | null = null

  constructor(give: (notice: Notice) => void) {
    this.#give = give
  }

  readonly post = (notice: Notice): void => {
    if (notice.type === 'issues') this.#merge(notice)
    else this.#others.add(notice.type)
    this.#timer ??= setTimeout(() => this.flush(), interval).unref()
  }

  flush(): void {
    this.close()
    for (const [project, issues] of this.#issues) this.#give({ type: 'issues', project, issues: [...issues] })
    for (const type of this.#others) this.#give({ type })
    this.#issues.clear()
    this.#others.clear()
  }

  close(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
  }

  #merge({ project, issues }: Extract<Notice, { type: 'issues' }>): void {
    const merged = this.#issues.get(project) ?? new Set()
    this.#issues.set(project, merged)
    for (const issue of issues) if (merged.size < mostIssues) merged.add(issue)
  }
}
