import { type Context, Hono } from 'hono'
import { bodyBy, idIn, queryBy } from '../input.ts'
import { ApiRefusal } from '../refusal.ts'
import { assertSafe } from '../rules.ts'
import { feedbackQuery, ofProject, projectChange, projectInput } from '../schemas.ts'
import type { Environment, WebSurroundings } from '../surroundings.ts'
import { signedIn } from '../who-asks.ts'
import { given } from './people.ts'

const healthMs = 30 * 24 * 3_600_000

export function projectRoutes(surroundings: WebSurroundings) {
  const { reader, writer, now, url } = surroundings
  const known = (context: Context<Environment>) => {
    const project = reader.project(idIn(context), url())
    if (project === null) throw new ApiRefusal('not-found')
    return project
  }
  return new Hono<Environment>()
    .use('*', signedIn)
    .get('/projects', (context) => context.json(reader.projects(url())))
    .post('/projects', async (context) => {
      const input = await bodyBy(context, projectInput)
      if (reader.projects(url()).some(({ slug }) => slug === input.slug)) throw new ApiRefusal('slug')
      return context.json(await writer.run('project.create', input))
    })
    .get('/projects/:id', (context) => context.json(known(context)))
    .patch('/projects/:id', async (context) => {
      const { id } = known(context)
      const change = await bodyBy(context, projectChange)
      if (change.scrub) assertSafe(change.scrub)
      await writer.run('project.change', { id, change: given(change) })
      return context.json(null)
    })
    .post('/projects/:id/key', async (context) => {
      await writer.run('project.new-key', { id: known(context).id })
      return context.json(known(context))
    })
    .delete('/projects/:id', async (context) => {
      await writer.run('project.delete', { id: known(context).id })
      return context.json(null)
    })
    .get('/projects/:id/releases', (context) =>
      context.json(reader.releaseHealth(known(context).id, now() - healthMs)),
    )
    .get('/environments', (context) => {
      const { project } = queryBy(context, ofProject)
      return context.json(reader.environments(project).map(({ value }) => value))
    })
    .get('/monitors', (context) => context.json(reader.monitors(queryBy(context, ofProject).project)))
    .get('/feedback', (context) => {
      const { project, ...page } = queryBy(context, feedbackQuery)
      return context.json(reader.feedback(project, page).feedback)
    })
}
