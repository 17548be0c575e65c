import type { Monitor, Project, ScrubRules } from '../../contract/project.ts'
import type { Database } from '../database.ts'
import type { ProjectGate } from '../reader.ts'

export function listProjects(database: Database, address: string): readonly Project[] {
  return projectsOf(database, { address, id: null })
}

export function readProject(database: Database, id: number, address: string): Project | null {
  return projectsOf(database, { address, id })[0] ?? null
}

interface Wanted {
  readonly address: string
  readonly id: number | null
}

function projectsOf(database: Database, { address, id }: Wanted): readonly Project[] {
  return database
    .all(projectsQuery(database).$if(id !== null, (query) => query.where('project.id', '=', id as number)))
    .map(({ key, scrub, ...row }) => ({
      ...row,
      dsn: dsnOf(address, key, row.id),
      scrub: JSON.parse(scrub) as ScrubRules,
      unresolved: row.unresolved ?? 0,
    }))
}

function projectsQuery({ kysely }: Database) {
  return kysely
    .selectFrom('project')
    .innerJoin('project_key', 'project_key.project', 'project.id')
    .select((builder) => [
      'project.id',
      'project.slug',
      'project.name',
      'project.platform',
      'project_key.key',
      'project.created_at as createdAt',
      'project.last_event_at as lastEventAt',
      'project.scrub',
      'project.events_a_minute as eventsAMinute',
      builder
        .selectFrom('issue')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .whereRef('issue.project', '=', 'project.id')
        .where('issue.status', '=', 'unresolved')
        .as('unresolved'),
    ])
    .orderBy('project.name')
}

/** In the form that SDKs want: the key in place of a user's name, the project as the path. */
function dsnOf(address: string, key: string, project: number): string {
  const url = new URL(address)
  const path = url.pathname.replace(/\/$/, '')
  return `${url.protocol}//${key}@${url.host}${path}/${project}`
}

export function listGates(database: Database): readonly ProjectGate[] {
  const gates = database.kysely
    .selectFrom('project')
    .innerJoin('project_key', 'project_key.project', 'project.id')
    .select(['project.id', 'project_key.key', 'project.scrub', 'project.events_a_minute'])
  return database.all(gates).map(({ id, key, scrub, events_a_minute }) => ({
    project: id,
    key,
    scrub: JSON.parse(scrub) as ScrubRules,
    eventsAMinute: events_a_minute,
  }))
}

export function listMonitors(database: Database, project: number | null): readonly Monitor[] {
  return database.all(
    database.kysely
      .selectFrom('monitor')
      .select([
        'slug',
        'project',
        'environment',
        'schedule',
        'last_status as lastStatus',
        'last_at as lastAt',
        'last_seconds as lastSeconds',
      ])
      .$if(project !== null, (query) => query.where('project', '=', project as number))
      .orderBy('slug')
      .orderBy('environment')
      .limit(1000),
  )
}
