/**
 * Whether one of these applications collects static files: Django's, by its name or its configuration, or one that
 * stands in for it (`django_components.safer_staticfiles`, `shop.apps.ShopStaticFilesConfig`).
 */
export function collectsStaticFiles(applications: readonly string[]): boolean {
  return applications.some((application) => /static_?files(?:config)?$|\.staticfiles\./i.test(application))
}
