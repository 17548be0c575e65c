import { cabestan } from '../harness/command-line.ts'
import { shop } from '../harness/git-project.ts'
import { ask } from '../harness/page.ts'
import type { Server } from '../harness/sandbox.ts'

/** One boot and one repository for all subjects. Both are there before the first test runs, not when tests are told. */
export interface Ground {
  server: Server
  directory: string
}

export type Site = ReturnType<typeof siteOn>

export function siteOn(ground: Ground) {
  return {
    run: (...words: string[]) => cabestan(words, { directory: ground.directory }),
    page: async () => (await ask(ground.server.address, '/', { host: 'shop.example' })).body,
  }
}

/** The shop, whose first page says this. */
export function welcome(text: string) {
  return { 'shop/urls.py': (shop['shop/urls.py'] ?? '').replace("'welcome'", `'${text}'`) }
}

/** What a deploy would begin with. */
export const untouched =
  'sha256sum /var/lib/dpkg/status /etc/passwd /etc/ssh/sshd_config; ls /etc/nginx 2>&1 || true'
