/** Names of groups, extras and files by which projects say what production needs, and what it does not. */
const forProduction =
  /^(?:prod(?:uct(?:ion)?)?|live|deploy(?:ment)?|server|heroku|release|web|wsgi|asgi|gunicorn|uwsgi|daphne|uvicorn)$/
const forDatabase: Readonly<Record<string, RegExp>> = {
  postgresql: /^(?:pg|postgres(?:ql)?|psycopg2?)$/,
  mysql: /^mysql$/,
}
const notForProduction =
  /^(?:dev(?:el(?:op(?:ment|er)?)?)?|local|tests?|testing|tester|ci|lint(?:ing|er)?|docs?|documentation|style|format(?:ting)?|tox|pytest|qa|debug|bench(?:mark)?s?|examples?|typing|types|mypy|pre-?commit|notebooks?|jupyter|minimal|min|old|backup|migrations?|travis|selenium|e2e|optional|contribs?|tools?|win(?:dows)?|mac(?:os)?|osx|sample|build|staging)$/

/** The words in `requirements/prod.txt`, `prod-requirements.txt`, `deploy/requirements.txt`. */
export function wordsOf(name: string): string[] {
  return name
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '')
}

export function isForProduction(name: string): boolean {
  return wordsOf(name).some((word) => forProduction.test(word)) && !isNotForProduction(name)
}

export function isNotForProduction(name: string): boolean {
  return wordsOf(name).some((word) => notForProduction.test(word))
}

/** For groups and extras, `release` means publishing the package itself: twine. */
export function isWantedGroup(name: string): boolean {
  return isForProduction(name) && !wordsOf(name).includes('release')
}

/** Each extra has a purpose: only those for production and for its database are wanted. */
export function isWantedExtra(name: string, engine: string | null): boolean {
  return isWantedGroup(name) || forDatabase[engine ?? '']?.test(name) === true
}
