import { Database } from './database.ts'
import {
  isInvited,
  listAccounts,
  listDevices,
  listTokens,
  readAccount,
  readAccountByEmail,
  readDevice,
  readLock,
  readToken,
} from './read/accounts.ts'
import { issueOfEvent, type Normalise, readEvent } from './read/event.ts'
import { listEvents } from './read/events.ts'
import { listFeedback } from './read/feedback.ts'
import { readIssue, survivorOf } from './read/issue.ts'
import { listIssues } from './read/issues.ts'
import { openOutbox } from './read/outbox.ts'
import { listGates, listMonitors, listProjects, readProject } from './read/projects.ts'
import { listReleaseHealth } from './read/release-health.ts'
import { listEnvironments, listReleases } from './read/releases.ts'
import { readStatus } from './read/status.ts'
import type { Reader } from './reader.ts'

/** Only for a database that a writer has opened before, because the writer makes the tables. */
export function openReader(path: string, normalise: Normalise): Reader {
  const database = new Database(path, { readOnly: true, cacheKiB: 2 * 1024 })
  const source = { database, normalise }
  return {
    issues: (query, now, me) => listIssues(database, query, { now, me: me ?? null }),
    issue: (id, period) => readIssue(database, id, period),
    survivor: (id) => survivorOf(database, id),
    events: (issue, page) => listEvents(database, issue, page),
    event: (issue, which) => readEvent(source, issue, which),
    issueOfEvent: (event) => issueOfEvent(database, event),
    feedback: (project, page) => listFeedback(database, project, page),
    projects: (address) => listProjects(database, address),
    project: (id, address) => readProject(database, id, address),
    gates: () => listGates(database),
    monitors: (project) => listMonitors(database, project),
    releaseHealth: (project, since) => listReleaseHealth(database, project, since),
    releases: (project) => listReleases(database, project),
    environments: (project) => listEnvironments(database, project),
    accounts: () => listAccounts(database),
    account: (id) => readAccount(database, id),
    accountByEmail: (email) => readAccountByEmail(database, email),
    device: (hash, now) => readDevice(database, hash, now),
    devices: (account, me) => listDevices(database, account, me),
    token: (hash) => readToken(database, hash),
    tokens: (account) => listTokens(database, account),
    isInvited: (hash, now) => isInvited(database, hash, now),
    lockedUntil: (keys, now) => readLock(database, keys, now),
    setting: (name) =>
      database.first(database.kysely.selectFrom('setting').select('value').where('name', '=', name))?.value ??
      null,
    status: (now) => readStatus(database, now),
    outbox: openOutbox(database),
    close: () => database.close(),
  }
}
