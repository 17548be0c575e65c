import { booleanOf, installedApps } from '../python/access.ts'
import type { Value } from '../python/values.ts'

/** Of the packages that give each tenant a schema of its own, chosen by the visitor's host. */
export function isTenantPackage(name: string): boolean {
  return /^(?:django_tenants|tenant_schemas)(?:\.|$)/.test(name)
}

/**
 * Whether every address is a 404 as long as the database has no tenant for the visitor's host: django-tenants refuses the
 * request before any route is looked at, unless the public pages may stand in.
 */
export function wantsTenant(values: ReadonlyMap<string, Value>): boolean {
  return hasTenants(values) && booleanOf(values.get('SHOW_PUBLIC_IF_NO_TENANT_FOUND')) !== true
}

/** The routes of what belongs to no tenant, which is what a new site begins with. */
export function publicUrls(values: ReadonlyMap<string, Value>): Value | undefined {
  const urls = values.get('PUBLIC_SCHEMA_URLCONF')
  return hasTenants(values) && urls?.type === 'text' ? urls : undefined
}

function hasTenants(values: ReadonlyMap<string, Value>): boolean {
  return installedApps(values).some(isTenantPackage)
}
