/**
 * Distributions that bring a module which another one is known for, as their wheels have it. Of both in one list the
 * files of the one lie over those of the other; whoever lists the second means it, and got the first by its name.
 */
export const strangers: Readonly<Record<string, { readonly module: string; readonly meant: string }>> = {
  bson: { module: 'bson', meant: 'pymongo' },
  decouple: { module: 'decouple', meant: 'python-decouple' },
  'django-channels': { module: 'channels', meant: 'channels' },
  'django-cors-middleware': { module: 'corsheaders', meant: 'django-cors-headers' },
  'djangorestframework-jwt': { module: 'rest_framework_jwt', meant: 'drf-jwt' },
  docx: { module: 'docx', meant: 'python-docx' },
  dotenv: { module: 'dotenv', meant: 'python-dotenv' },
  environ: { module: 'environ', meant: 'django-environ' },
  fitz: { module: 'fitz', meant: 'pymupdf' },
  jose: { module: 'jose', meant: 'python-jose' },
  jwt: { module: 'jwt', meant: 'pyjwt' },
  'mysql-python': { module: 'MySQLdb', meant: 'mysqlclient' },
  pycrypto: { module: 'Crypto', meant: 'pycryptodome' },
  serial: { module: 'serial', meant: 'pyserial' },
  telegram: { module: 'telegram', meant: 'python-telegram-bot' },
}
