import { openDialog } from './dialog.ts'

/**
 * What `Sentry.showReportDialog` loads into the page of somebody else: it asks the visitor what happened. All that it
 * is told stands in its own address, and there it sends what the visitor says.
 */
const script = document.currentScript
if (script instanceof HTMLScriptElement) whenReady(() => openDialog(new URL(script.src)))

function whenReady(open: () => void): void {
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', open, { once: true })
  else open()
}
