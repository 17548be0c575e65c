/** By its path: `shop/settings/dev.py`, `settings_prod.py`, `config/base.py`. */
export function isSettingsFile(path: string): boolean {
  return /(?:^|[/_])settings(?:[/_.]|$)|(?:^|\/)conf(?:ig)?(?:\/|\.py$)/.test(path)
}
