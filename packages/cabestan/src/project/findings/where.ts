export const whereFindings = [
  'where.none',
  'where.template',
  'where.several',
  'where.of-tests',
  'where.not-there',
  'where.beside',
  'where.site-beside',
  'where.front-end-left-out',
  'where.manage-unreadable',
  'where.manage-too-large',
  'where.manage-missing',
  'where.python2',
] as const satisfies readonly `where.${string}`[]
