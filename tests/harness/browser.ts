import { type Browser, chromium } from 'playwright-core'

/** Debian's Chromium: `bin/setup --tests` installs it. As root it has no sandbox of its own. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'],
  })
}
