import { once } from 'node:events'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { build } from 'esbuild'
import type { Page } from 'playwright-core'
import { launchBrowser } from '../browser.ts'
import { freePort } from '../free-port.ts'
import { nodeClients } from './clients.ts'
import { folder, planted } from './programs.ts'

/** A page with the browser's SDK in a real Chromium: somebody presses its button, which breaks. */
export async function playInBrowser(dsn: string): Promise<void> {
  const script = await bundled()
  const page = '<!doctype html><title>Shop</title><button>Play</button><script src="/page.js"></script>'
  const port = await freePort()
  const site = createServer((request, response) => {
    const isScript = request.url === '/page.js'
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html; charset=utf-8')
    response.end(isScript ? script : page)
  }).listen(port, '127.0.0.1')
  await once(site, 'listening')
  const browser = await launchBrowser()
  try {
    const tab = await browser.newPage()
    await tab.goto(`http://127.0.0.1:${port}/?token=${planted.token}&dsn=${encodeURIComponent(dsn)}`)
    await tab.click('button')
    await tell(tab)
    await tab.evaluate('flushed()')
  } finally {
    await browser.close()
    site.close()
  }
}

/** The SDK loads its dialog from where it sends its events. */
async function tell(tab: Page): Promise<void> {
  await tab.evaluate('asked()')
  const dialog = tab.getByRole('dialog', { name: 'Aïe <b>' })
  await dialog.getByLabel('Que s’est-il passé').fill('Le disque ne tourne pas')
  await dialog.getByLabel('Nom').fill('Ada')
  await dialog.getByRole('button', { name: 'Envoyer' }).click()
  await dialog.getByText('Votre rapport est envoyé').waitFor()
  await dialog.getByRole('button', { name: 'Fermer' }).click()
  await dialog.waitFor({ state: 'hidden' })
}

async function bundled(): Promise<string> {
  const home = await nodeClients()
  const made = await build({
    entryPoints: [join(folder, 'page.mjs')],
    nodePaths: [join(home, 'node_modules')],
    bundle: true,
    format: 'iife',
    write: false,
    target: 'es2022',
  })
  return made.outputFiles[0]?.text ?? ''
}
