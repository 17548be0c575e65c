/** A Node process with the SDK of NODE_PATH: a handled error, a report of a reader, a check-in, then its end. */
import { createRequire } from 'node:module'

const Sentry = createRequire(`${process.env.SDK_HOME}/`)('@sentry/node')
const planted = JSON.parse(process.env.PLANTED)

Sentry.init({
  dsn: process.env.DSN,
  release: 'kiosk@2.0.0',
  environment: 'production',
  serverName: 'kiosk-1',
  sendDefaultPii: true,
  includeLocalVariables: true,
  tracesSampleRate: 1,
  beforeSend: (event) => (event.message === 'nobody wants this' ? null : event),
})
Sentry.setUser({ id: 8, email: 'grace@example.org' })
Sentry.setTag('shelf', 'right')
Sentry.addBreadcrumb({ category: 'basket', message: 'opened the basket', data: { token: planted.token } })

class EmptyBasket extends Error {
  name = 'EmptyBasket'
}

function count(basket) {
  const password = planted.password
  if (basket.length === 0) throw new EmptyBasket(`nothing to count for ${password.length} letters`)
}

try {
  count([])
} catch (error) {
  const event = Sentry.captureException(new Error('the basket broke', { cause: error }))
  Sentry.captureFeedback({
    name: 'Grace',
    email: 'grace@example.org',
    message: 'The basket was empty',
    associatedEventId: event,
  })
}
Sentry.withMonitor('kiosk-clock', () => 1, { schedule: { type: 'interval', value: 1, unit: 'hour' } })
Sentry.captureMessage('nobody wants this')
Sentry.startSpan({ name: 'a transaction', op: 'task' }, () => 1)
await Sentry.flush(5000)
setTimeout(() => count([]), 50)
