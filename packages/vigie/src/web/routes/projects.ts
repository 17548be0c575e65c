import { type Context, Hono } from 'hono'
import { answer, idIn, takesBody, takesQuery } from '../input.ts'
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
    .get('/projects', (context) => answer(context, reader.projects(url())))
    .post('/projects', takesBody(projectInput), async (context) => {
      const input = context.req.valid('json')
      if (reader.projects(url()).some(({ slug }) => slug === input.slug)) throw new ApiRefusal('slug')
      return answer(context, await writer.run('project.create', input))
    })
    .get('/projects/:id', (context) => answer(context, known(context)))
    .patch('/projects/:id', takesBody(projectChange), async (context) => {
      const { id } = known(context)
      const change = context.req.valid('json')
      if (change.scrub) assertSafe(change.scrub)
      await writer.run('project.change', { id, change: given(change) })
      return answer(context, null)
    })
    .post('/projects/:id/key', async (context) => {
      await writer.run('project.new-key', { id: known(context).id })
      return answer(context, known(context))
    })
    .delete('/projects/:id', async (context) => {
      await writer.run('project.delete', { id: known(context).id })
      return answer(context, null)
    })
    .get('/projects/:id/releases', (context) =>
      answer(context, reader.releaseHealth(known(context).id, now() - healthMs)),
    )
    .get('/environments', takesQuery(ofProject), (context) => {
      const { project } = context.req.valid('query')
      return answer(
        context,
        reader.environments(project).map(({ value }) => value),
      )
    })
    .get('/monitors', takesQuery(ofProject), (context) =>
      answer(context, reader.monitors(context.req.valid('query').project)),
    )
    .get('/feedback', takesQuery(feedbackQuery), (context) => {
      const { project, ...page } = context.req.valid('query')
      return answer(context, reader.feedback(project, page).feedback)
    })
}
