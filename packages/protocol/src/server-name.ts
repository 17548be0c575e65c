/** The environment where none is named. */
export const defaultEnvironment = 'production'

/**
 * What an application is called on a server: its user, role, database and files. Production bears the
 * application's own name; every other environment has its name behind it, so that both can share a server.
 */
export function nameOnServer(app: string, environment: string): string {
  return environment === defaultEnvironment ? app : `${app}-${environment}`
}
