import type { DependencyInput } from '../input.ts'
import { isHeldBelow } from '../lists/manifest.ts'
import { type Added, added, type Installed } from './added.ts'

/** Applications of django-allauth that import what it names for an extra alone, since 0.62 and since it has them. */
const extras = [
  { app: /^allauth\.socialaccount\.providers\./, extra: 'socialaccount', since: '0.62' },
  { app: /^allauth\.mfa\b/, extra: 'mfa', since: '0.56' },
] as const

const packagesOf: Readonly<Record<(typeof extras)[number]['extra'], readonly string[]>> = {
  socialaccount: ['requests', 'pyjwt', 'cryptography'],
  mfa: ['fido2', 'qrcode'],
}

/** By their own names: an extra beside a list would let the version of allauth itself be chosen anew. */
export function extrasOfAllauth({ installedApps }: DependencyInput, { packages }: Installed): Added[] {
  const allauth = packages.find(({ name }) => name === 'django-allauth')
  if (allauth === undefined) return []
  const has = (name: string) => packages.some((each) => each.name === name)
  return extras
    .filter(
      ({ app, extra, since }) =>
        !allauth.extras.includes(extra) &&
        !isHeldBelow(allauth, since) &&
        installedApps.some(({ name }) => app.test(name)),
    )
    .flatMap(({ extra }) => packagesOf[extra])
    .filter((name) => !has(name))
    .map((name) => added(name, '', 'driver'))
}
