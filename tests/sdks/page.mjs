/** In a browser: bundled with the SDK, served by the test; the DSN and the secret stand in the page's address. */
import * as Sentry from '@sentry/browser'

const asked = new URLSearchParams(location.search)
Sentry.init({
  dsn: asked.get('dsn'),
  release: 'front@3.1.0',
  environment: 'production',
  sendDefaultPii: true,
  integrations: [Sentry.browserTracingIntegration()],
  tracesSampleRate: 1,
})
Sentry.setUser({ id: 9, username: 'lin' })
Sentry.setTag('shelf', 'top')
console.warn('the record is scratched')

function play(record) {
  return record.tracks[0].title
}

document.querySelector('button').addEventListener('click', () => {
  const event = Sentry.captureMessage('somebody played', 'warning')
  Sentry.captureFeedback({ name: 'Lin', message: 'No sound at all', associatedEventId: event })
  play({})
})
globalThis.asked = () =>
  Sentry.showReportDialog({ eventId: Sentry.lastEventId(), lang: 'fr', title: 'Aïe <b>' })
globalThis.flushed = () => {
  // Where one moves on, the session ends and another begins.
  history.pushState({}, '', '/next')
  return Sentry.flush(5000)
}
