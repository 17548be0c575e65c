export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

const shelf = 'vigie:theme'

/** Kept in this browser, because a screen in the sun needs another theme than one at night, whoever is signed in. */
export function keptTheme(): Theme {
  const kept = localStorage.getItem(shelf)
  return themes.find((theme) => theme === kept) ?? 'system'
}

export function applyTheme(theme: Theme): void {
  if (theme === 'system') localStorage.removeItem(shelf)
  else localStorage.setItem(shelf, theme)
  document.documentElement.dataset['theme'] = theme
}
