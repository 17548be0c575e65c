import { type Context, Hono } from 'hono'
import { answer, idIn, takesBody, takesQuery } from '../input.ts'
import { ApiRefusal } from '../refusal.ts'
import { actInput, issueQuery, pageQuery, periodQuery } from '../schemas.ts'
import type { Environment, WebSurroundings } from '../surroundings.ts'
import { askerOf, signedIn } from '../who-asks.ts'

export function issueRoutes({ reader, writer, now }: WebSurroundings) {
  const eventOf = (issue: number, which: string) => {
    const isKnown = which === 'latest' || which === 'oldest' || /^[0-9a-f]{32}$/.test(which)
    const detail = isKnown ? reader.event(issue, which) : null
    if (detail === null) throw new ApiRefusal('not-found')
    return detail
  }
  /** Links to an issue that was merged lead to where its events are now. */
  const issueIn = (context: Context) => reader.survivor(idIn(context))
  return new Hono<Environment>()
    .use('*', signedIn)
    .get('/issues', takesQuery(issueQuery), (context) =>
      answer(context, reader.issues(context.req.valid('query'), now(), askerOf(context).account.id)),
    )
    .post('/issues/act', takesBody(actInput), async (context) => {
      const { issues, action } = context.req.valid('json')
      if (action.action === 'assign' && action.account !== null && reader.account(action.account) === null)
        throw new ApiRefusal('not-found')
      const by = askerOf(context).account.id
      return answer(context, await writer.run('issues.act', { issues, action, by }))
    })
    .get('/issues/:id', takesQuery(periodQuery), (context) => {
      const issue = reader.issue(issueIn(context), { now: now(), ...context.req.valid('query') })
      if (issue === null) throw new ApiRefusal('not-found')
      return answer(context, issue)
    })
    .get('/issues/:id/events', takesQuery(pageQuery), (context) =>
      answer(context, reader.events(issueIn(context), context.req.valid('query'))),
    )
    .get('/issues/:id/events/:event', (context) =>
      answer(context, eventOf(issueIn(context), context.req.param('event'))),
    )
    .get('/issues/:id/events/:event/raw', (context) => {
      const { event } = eventOf(issueIn(context), context.req.param('event'))
      context.header('content-disposition', `attachment; filename="${event.id}.json"`)
      return answer(context, event)
    })
    .get('/events/:event', (context) => {
      const event = context.req.param('event').replaceAll('-', '').toLowerCase()
      const issue = /^[0-9a-f]{32}$/.test(event) ? reader.issueOfEvent(event) : null
      if (issue === null) throw new ApiRefusal('not-found')
      return answer(context, { issue, event })
    })
}
