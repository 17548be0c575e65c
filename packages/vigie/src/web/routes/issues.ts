import { Hono } from 'hono'
import { bodyBy, idIn, queryBy } from '../input.ts'
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
  return new Hono<Environment>()
    .use('*', signedIn)
    .get('/issues', (context) => context.json(reader.issues(queryBy(context, issueQuery), now())))
    .post('/issues/act', async (context) => {
      const { issues, action } = await bodyBy(context, actInput)
      if (action.action === 'assign' && action.account !== null && reader.account(action.account) === null)
        throw new ApiRefusal('not-found')
      const by = askerOf(context).account.id
      return context.json(await writer.run('issues.act', { issues, action, by }))
    })
    .get('/issues/:id', (context) => {
      const issue = reader.issue(idIn(context), { now: now(), ...queryBy(context, periodQuery) })
      if (issue === null) throw new ApiRefusal('not-found')
      return context.json(issue)
    })
    .get('/issues/:id/events', (context) =>
      context.json(reader.events(idIn(context), queryBy(context, pageQuery))),
    )
    .get('/issues/:id/events/:event', (context) =>
      context.json(eventOf(idIn(context), context.req.param('event'))),
    )
    .get('/issues/:id/events/:event/raw', (context) => {
      const { event } = eventOf(idIn(context), context.req.param('event'))
      context.header('content-disposition', `attachment; filename="${event.id}.json"`)
      return context.json(event)
    })
    .get('/events/:event', (context) => {
      const event = context.req.param('event').replaceAll('-', '').toLowerCase()
      const issue = /^[0-9a-f]{32}$/.test(event) ? reader.issueOfEvent(event) : null
      if (issue === null) throw new ApiRefusal('not-found')
      return context.json({ issue, event })
    })
}
