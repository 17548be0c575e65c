/** A distribution's name as PyPI compares it: `Django_Extensions` is `django-extensions`. */
export function normalised(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-')
}
