import type { ScrubRules } from '../../contract/project.ts'
import type { Database } from '../database.ts'
import type { CommandsOf, Desk } from './command.ts'

type Names = 'project.create' | 'project.change' | 'project.new-key' | 'project.delete'

const noRules: ScrubRules = { fields: [], patterns: [], keep: [], addresses: false }

export const projectCommands: CommandsOf<Names> = {
  'project.create': (desk, { name, slug, platform }) => {
    const { database } = desk
    const row = {
      slug: freeSlug(database, slug),
      name,
      platform,
      created_at: desk.now(),
      scrub: JSON.stringify(noRules),
    }
    const { id } = database.run(database.kysely.insertInto('project').values(row))
    newKey(desk, id)
    desk.notice({ type: 'projects' })
    return { id }
  },

  'project.change': ({ database, notice }, { id, change }) => {
    const { name, platform, scrub, eventsAMinute } = change
    const columns = {
      ...(name === undefined ? {} : { name }),
      ...(platform === undefined ? {} : { platform }),
      ...(scrub === undefined ? {} : { scrub: JSON.stringify(scrub) }),
      ...(eventsAMinute === undefined ? {} : { events_a_minute: eventsAMinute }),
    }
    if (Object.keys(columns).length > 0)
      database.run(database.kysely.updateTable('project').set(columns).where('id', '=', id))
    notice({ type: 'projects' })
    return null
  },

  /** The former key is refused from now on: somebody asks for a new one because the old one is in the wrong hands. */
  'project.new-key': (desk, { id }) => {
    const { database } = desk
    database.run(database.kysely.deleteFrom('project_key').where('project', '=', id))
    const key = newKey(desk, id)
    desk.notice({ type: 'projects' })
    return { key }
  },

  'project.delete': ({ database, forget, notice }, { id }) => {
    const { kysely } = database
    const issues = kysely.selectFrom('issue').select('id as issue').where('project', '=', id)
    database.run(kysely.insertInto('doomed').columns(['issue']).expression(issues))
    database.run(kysely.deleteFrom('project').where('id', '=', id))
    for (const table of tablesOfProjects) database.run(kysely.deleteFrom(table).where('project', '=', id))
    forget()
    notice({ type: 'projects' })
    return null
  },
}

/** Events and counts of issues follow in small transactions. */
const tablesOfProjects = [
  'project_key',
  'issue_hash',
  'issue',
  'release',
  'release_environment',
  'environment',
  'outbox',
  'monitor',
  'health',
  'health_session',
  'feedback',
  'outcome',
] as const

function newKey({ database, now, random }: Desk, project: number): string {
  const key = random()
  database.run(database.kysely.insertInto('project_key').values({ key, project, created_at: now() }))
  return key
}

/** The second shop becomes `shop-2`. */
function freeSlug(database: Database, slug: string): string {
  const isTaken = (name: string) =>
    database.first(database.kysely.selectFrom('project').select('id').where('slug', '=', name)) !== undefined
  if (!isTaken(slug)) return slug
  let number = 2
  while (isTaken(`${slug}-${number}`)) number += 1
  return `${slug}-${number}`
}
