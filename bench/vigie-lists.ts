import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { IssueQuery } from '../packages/vigie/src/contract/issue.ts'
import { digest } from '../packages/vigie/src/digest/digest.ts'
import { normalise } from '../packages/vigie/src/digest/normalise.ts'
import type { Database } from '../packages/vigie/src/store/database.ts'
import { openReader } from '../packages/vigie/src/store/open-reader.ts'
import { openStore } from '../packages/vigie/src/store/open-store.ts'
import { pack } from '../packages/vigie/src/store/payload.ts'
import { openWriter } from '../packages/vigie/src/writer/start-writer.ts'

/**
 * Fills a store and times each list: `node bench/vigie-lists.ts [EVENTS] [ISSUES]`. Each list has to come within 50
 * ms.
 */
const events = Number(process.argv[2] ?? 1_000_000)
const issues = Number(process.argv[3] ?? 20_000)
const bound = 50
const hour = 3_600_000
const now = Date.now()

const directory = mkdtempSync(join(tmpdir(), 'vigie-lists-'))
const path = join(directory, 'vigie.db')
try {
  await createProjects()
  const database = openStore(path)
  fill(database)
  database.close()
  timeLists()
} finally {
  rmSync(directory, { recursive: true })
}

async function createProjects(): Promise<void> {
  const writer = openWriter({ path, digest, now: Date.now })
  for (const slug of ['shop', 'blog', 'till'])
    await writer.run('project.create', { name: slug, slug, platform: 'python' })
  await writer.close()
}

/** Issue 1 has a tenth of all events and the others share the rest. Each event has five tags. */
function fill(database: Database): void {
  const issueOf = `case when n % 10 = 0 then 1 else 1 + (n * 7919) % ${issues} end`
  const at = `${now} - (${events} - n) * ${Math.floor((30 * 24 * hour) / events)}`
  const numbers = (count: number) =>
    `with recursive numbers(n) as (select 1 union all select n + 1 from numbers where n < ${count})`
  const body = Buffer.from(
    pack(Buffer.from(JSON.stringify({ message: 'filled', extra: { some: 'thing' } }))),
  ).toString('hex')
  database.exec(`pragma synchronous=off;
    begin;
    ${numbers(events)} insert into event select n, 1 + (${issueOf}) % 3, unhex(printf('%032x', n)), ${issueOf}, ${issueOf},
      ${at}, ${at}, null, 'error', 'ValueError: number ' || n, '1.' || n % 40, 'production', 'user' || n % 5000 from numbers;
    insert into payload (id, body) select id, x'${body}' from event;
    insert into issue (id, project, number, title, value, culprit, words, level, platform, logger, status, events, users,
      first_seen, last_seen, first_release, last_release, stored)
      select issue, project, issue, 'ValueError ' || issue, 'value ' || issue, 'shop.views in basket',
        'valueerror ' || issue || ' value ' || issue || ' shop.views in basket',
        case issue % 5 when 0 then 'warning' else 'error' end, 'python', 'django.request',
        case issue % 4 when 0 then 'resolved' else 'unresolved' end, count(*), count(distinct user),
        min(happened_at), max(happened_at), min(release), max(release), count(*) from event group by issue;
    insert into issue_hash select issue, min(project), 'hash' || issue, issue, count(*), 'ValueError' from event group by issue;
    insert into issue_hour select issue, happened_at - happened_at % ${hour}, count(*) from event group by 1, 2;
    insert or ignore into issue_user select issue, user from event;
    insert into issue_tag select issue, 'release', release, count(*) from event group by 1, 3;
    insert into issue_tag select issue, 'environment', 'production', count(*) from event group by 1;
    insert into issue_tag select issue, 'browser', 'Browser ' || id % 7, count(*) from event group by 1, 3;
    insert into issue_tag select issue, 'customer', 'customer' || id % 3000, count(*) from event group by 1, 3;
    insert into issue_tag select issue, 'server_name', 'web' || id % 4, count(*) from event group by 1, 3;
    insert into issue_tag_key select issue, key, sum(events), count(*) from issue_tag group by 1, 2;
    insert into release select project, release, min(happened_at), max(happened_at), count(*) from event group by 1, 2;
    insert into environment select project, 'production', min(happened_at), max(happened_at), count(*) from event group by 1;
    update project set events = (select count(*) from event where project = project.id);
    commit; pragma wal_checkpoint(truncate)`)
}

function timeLists(): void {
  const reader = openReader(path, normalise)
  const base: IssueQuery = {
    query: 'is:unresolved',
    project: null,
    sort: 'last-seen',
    hours: null,
    cursor: null,
    limit: 25,
  }
  const list = (query: Partial<IssueQuery>) => () => reader.issues({ ...base, ...query }, now)
  const searches = [
    'release:1.7',
    'browser:"Browser 3"',
    'customer:customer77',
    '!environment:production',
    'user:user77',
    'level:warning release:1.3 browser:"Browser 2"',
    'basket',
    'nothing-has-this-word',
    'no:tag',
    'customer:*99',
    'age:<24h',
    'assigned:none !customer:customer5',
  ]
  const lists: Record<string, () => unknown> = {
    issues: list({}),
    'issues, page 2': list({ cursor: reader.issues(base, now).next }),
    ...Object.fromEntries(
      (['last-seen', 'first-seen', 'events', 'users'] as const).flatMap((sort) =>
        [null, 24, 24 * 14].flatMap((hours) =>
          [null, 1].map((project) => [
            `issues by ${sort}, ${hours ?? 'all'} h, project ${project}`,
            list({ sort, hours, project }),
          ]),
        ),
      ),
    ),
    ...Object.fromEntries(
      searches.map((query) => [`issues, ${query}`, list({ query: `is:unresolved ${query}` })]),
    ),
    'largest issue': () => reader.issue(1, { now, hours: 24 * 14 }),
    'its events': () => reader.events(1, { cursor: null, limit: 50 }),
    'its latest event': () => reader.event(1, 'latest'),
    'an event by its id': () => reader.issueOfEvent((4242).toString(16).padStart(32, '0')),
    projects: () => reader.projects('https://vigie.example.org'),
    releases: () => reader.releases(1),
    environments: () => reader.environments(null),
    monitors: () => reader.monitors(null),
    'release health': () => reader.releaseHealth(1, now - 24 * hour),
    status: () => reader.status(now),
  }
  const slow = Object.entries(lists).filter(([name, run]) => timed(name, run) > bound)
  console.log(
    `${events} events in ${issues} issues: ${slow.length} of ${Object.keys(lists).length} lists over ${bound} ms`,
  )
  reader.close()
}

/** The median of five runs, after a first one that brings the pages into memory. */
function timed(name: string, run: () => unknown): number {
  const times = Array.from({ length: 6 }, () => {
    const start = performance.now()
    run()
    return performance.now() - start
  })
  const [first = 0] = times
  const median = times.slice(1).sort((a, b) => a - b)[2] ?? 0
  console.log(`${median.toFixed(1).padStart(8)} ms  (first ${first.toFixed(1)})  ${name}`)
  return median
}
