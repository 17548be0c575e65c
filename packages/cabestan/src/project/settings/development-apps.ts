/** Applications that help those who write the code. `breaks`: production must not load them at all. */
const tools: Readonly<Record<string, 'harmless' | 'shows-insides'>> = {
  debug_toolbar: 'shows-insides',
  silk: 'shows-insides',
  django_browser_reload: 'shows-insides',
  livereload: 'shows-insides',
  django_pdb: 'shows-insides',
  werkzeug_debugger_runserver: 'shows-insides',
  devserver: 'shows-insides',
  template_profiler_panel: 'shows-insides',
  debug_permissions: 'shows-insides',
  django_extensions: 'harmless',
  django_watchfiles: 'harmless',
  django_fastdev: 'harmless',
  whitenoise: 'harmless',
}

function toolOf(
  app: string,
): { readonly name: string; readonly danger: 'harmless' | 'shows-insides' } | null {
  const name = app.split('.', 1)[0] ?? app
  const danger = tools[name]
  return danger === undefined ? null : { name, danger }
}

export function isForeignToolName(app: string): boolean {
  return toolOf(app)?.danger === 'shows-insides'
}
