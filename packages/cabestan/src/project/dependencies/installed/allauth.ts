import type { DependencyInput } from '../input.ts'
import { isHeldBelow } from '../lists/manifest.ts'
import { type Added, added, type Installed } from './added.ts'

/**
 * Applications of django-allauth that import packages which it only names for an extra, since 0.62 or since they
 * exist.
 */
const extras = [
  { app: /^allauth\.socialaccount\.providers\./, extra: 'socialaccount', since: '0.62' },
  { app: /^allauth\.mfa\b/, extra: 'mfa', since: '0.56' },
] as const

const packagesOf: Readonly<Record<(typeof extras)[number]['extra'], readonly string[]>> = {
  socialaccount: ['requests', 'pyjwt', 'cryptography'],
  mfa: ['fido2', 'qrcode'],
}

/** Named directly, because an extra beside a list would let the version of allauth itself be chosen again. */
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
