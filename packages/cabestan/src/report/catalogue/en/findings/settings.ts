import type { settingsFindings } from '../../../../project/findings/settings.ts'
import type { FindingSentences } from '../../catalogue.ts'

export const settings: FindingSentences<(typeof settingsFindings)[number]> = {
  'settings.none': {
    title: 'The project has no settings that could be found.',
    why: 'Without settings there is no site.',
    remedy: 'If they are in git, name their module in `cabestan.yaml`: `settings: shop.settings`.',
  },
  'settings.missing': {
    title: 'The settings {module} are not in git, and nothing stands in for them.',
    why: 'A release is made from a commit. What only this computer has does not reach the server.',
    remedy:
      'Commit them, with what is secret taken from the environment (`os.environ`), or commit others for production and name them: `settings: …`.',
  },
  'settings.missing-template': {
    title: 'The settings {module} are not in git, only their template {template}.',
    why: 'Only you know what has to be filled in.',
    remedy:
      'Copy {template}, fill it in with secrets taken from the environment (`os.environ`), and commit it as {module}.',
  },
  'settings.import-missing': {
    title: '{file} imports {module}, which is not in git.',
    why: 'Python reads this file before it comes to the settings, and stops there: nothing starts.',
    remedy: 'Commit the file that is meant, or take the import out.',
  },
  'settings.link-outside': {
    title: '{link} is a link that leads out of the repository: the settings {module} are not in git.',
    why: 'A release has only what is in git; on the server the link leads nowhere, and the import fails.',
    remedy:
      'Put the file itself into the repository in place of the link, with what is secret taken from the environment (`os.environ`).',
  },
  'settings.too-large': {
    title: '{file} has more than {kilobytes} KB and was not read.',
    why: 'It holds settings of production, so nothing certain can be said of them.',
    remedy: 'Take what is data out of it, into a file that is not loaded as settings.',
  },
  'settings.no-text': {
    title: '{file} could not be read as text.',
    why: 'It holds settings of production, and is binary, or kept by git-lfs, or lies beyond the 64 MB of text that are read of a repository.',
    remedy: 'Save it as Python in UTF-8, and commit it as an ordinary file.',
  },
  'settings.empty': {
    title: 'The settings {module} are an empty file: {chosen} is taken in their place.',
    why: 'The project is to be served with them. With nothing in them Django would not start.',
    remedy:
      'Commit what belongs in them; or confirm the others with `settings: {chosen}` in `cabestan.yaml`.',
  },
  'settings.guessed': {
    title: '{module} was chosen from several settings: {candidates}.',
    why: 'Nothing says for certain which of them are meant for production.',
    remedy:
      '`settings: {module}` in `cabestan.yaml` confirms it, and `cabestan init` writes that line; or name the other one there.',
  },
  'settings.not-the-default': {
    title: 'The site runs with {module}, not with {default}.',
    why: 'By themselves `manage.py` or `wsgi.py` take settings that are for development.',
    remedy: 'Nothing to do. To have it otherwise: `settings: …` in `cabestan.yaml`.',
  },
  'settings.raises': {
    title: 'The settings stop with an error in production: {what}.',
    why: 'Then nothing starts: no command, no page.',
    remedy: 'Put it right, or let what it asks for come from the environment.',
  },
  'settings.no-repository': {
    title: 'The settings ask a repository that no release has: `{command}`.',
    why: 'A release holds the files of a commit and nothing else of git: the command fails, and nothing starts.',
    remedy: 'Catch the error and go on without the answer, or let it come from the environment.',
  },
  'settings.broken': {
    title: '{file} holds lines that are no Python 3: line {line}.',
    why: 'Python cannot import them, so nothing starts.',
    remedy: 'Put these lines right, and commit.',
  },
  'settings.urls-elsewhere': {
    title: 'ROOT_URLCONF names {urls}, and there is no {former} in git.',
    why: 'Then every page is an error. It looks as if {former} had been renamed {now}.',
    remedy:
      'Write {now} for {former} wherever it stands (manage.py, the settings, wsgi.py, asgi.py, Procfile), or give the directory its former name back: `git mv {now} {former}`. Then commit.',
  },
  'settings.urls-none': {
    title: 'The settings name no addresses: ROOT_URLCONF is not set.',
    why: 'Django looks there for whatever is asked of it, and answers with an error to everything.',
    remedy:
      'Name the module that has them, as in `ROOT_URLCONF = "shop.urls"`, and commit. If other settings are meant, name them in `cabestan.yaml`: `settings: …`.',
  },
  'settings.urls-missing': {
    title: 'The addresses of the site include modules that git does not have: {modules}.',
    why: 'Django reads all addresses at once: without one of them no page answers.',
    remedy: 'Commit them if they are on this computer (`git add`), or take the lines out that include them.',
  },
  'settings.keys-needed': {
    title: 'The settings want values that only you can give: {keys}.',
    why: 'Without them the settings, or code that is imported with them, stop with an error, and nothing starts.',
    remedy: [
      'A mail server named under `mail:` in `cabestan.yaml` answers these: {mails} (where it wants a login, its password goes by `cabestan env set EMAIL_HOST_PASSWORD`). What else is no secret goes under `env:` there. A secret never does: `cabestan env set {first}` asks for it and keeps it on the server, also before the first deploy; write its name under `secrets:`, so that `check` knows.',
      'What is no secret goes under `env:` in `cabestan.yaml`. A secret never does: `cabestan env set {first}` asks for it and keeps it on the server, also before the first deploy; write its name under `secrets:`, so that `check` knows.',
    ],
  },
  'settings.taken-over': {
    title: 'What the settings say is replaced by {by} when they are imported.',
    why: 'It puts an object of its own in the place of Django’s settings. What Cabestan lays over them, DEBUG off and the key, would have no effect.',
    remedy: 'Read the values from the environment instead (`os.environ`, django-environ), and commit.',
  },
  'settings.sets-up': {
    title: 'The settings start Django themselves while they are imported.',
    why: 'Django then begins with them as they stand there, and keeps its connections: what Cabestan lays over them, the database and the key, would come too late.',
    remedy:
      'Take `django.setup()` out of what the settings run. What has to be there at first, accounts for one, belongs in a migration, in `ready()` of an AppConfig, or in a command of `manage.py`.',
  },
  'settings.file-missing': {
    title: 'The settings read {file}, which is not in git.',
    why: 'Without it they do not import, and nothing starts.',
    remedy: 'Take from the environment what stands in it (`os.environ`), or commit it without its secrets.',
  },
  'settings.file-elsewhere': {
    title: 'The settings read {file}, which a new server does not have.',
    why: 'Without it they do not import, and nothing starts. Cabestan knows nothing of what stands in it.',
    remedy:
      'Put it on the server, readable for the application’s user; or take from the environment what stands in it (`os.environ`).',
  },
  'settings.debug-on': {
    title: 'DEBUG is on in the settings that production runs with.',
    why: 'Visitors would see source code and settings on each error.',
    remedy: 'Nothing to do for the site: Cabestan turns it off. Better still, take it from the environment.',
  },
  'settings.branches': {
    title: 'Settings that depended on DEBUG are put right: {names}.',
    why: 'They are decided while DEBUG is still on, before anybody can turn it off.',
    remedy: 'Nothing to do: Cabestan gives them the values that they have with DEBUG off.',
  },
  'settings.key-copies': {
    title: 'The secret key of the repository is used elsewhere: {paths}.',
    why: 'Whoever has the source could sign with it what the site believes.',
    remedy: 'Nothing to do for the site: Cabestan replaces it there too.',
  },
  'settings.key-computed': {
    title: 'The secret key of the repository is what these are made from: {paths}.',
    why: 'Whoever has the source can make them too, and Cabestan cannot make them anew in the place of your code.',
    remedy:
      'Take the key from the environment (`SECRET_KEY = os.environ["SECRET_KEY"]`, which Cabestan gives), and commit: what is made from it is then new too. What was encrypted with it cannot be read any more after that: decrypt it first.',
  },
  'settings.key-random': {
    title: 'SECRET_KEY is made anew at each start.',
    why: 'Each process would have its own, and nobody would stay logged in.',
    remedy: 'Nothing to do: Cabestan gives one that stays.',
  },
  'settings.origins-scheme': {
    title: 'CSRF_TRUSTED_ORIGINS holds names without their scheme: {origins}.',
    why: 'From Django 4.0 on they must begin with `https://`, or its own checks fail.',
    remedy: 'Nothing to do for the site: Cabestan writes them so. Put it right when you next pass by.',
  },
  'settings.ssl-redirect': {
    title: 'The settings lead every visitor to https: {names}.',
    why: 'While the site has no certificate, nobody would reach it.',
    remedy: 'Nothing to do: Cabestan turns this on once there is a certificate.',
  },
  'settings.weak': {
    title: 'Protections of Django are switched off: {names}.',
    why: 'Each of them guards against a known way to attack a site.',
    remedy: 'Take them out of the settings, unless you know why they must stay.',
  },
  'settings.tools': {
    title: 'Tools for developers are installed in production: {apps}.',
    why: 'They show insides of the site, cost time, or are not there on the server.',
    remedy: 'Nothing to do for the site: Cabestan leaves them out. Better: add them only where DEBUG is on.',
  },
  'settings.mail-nowhere': {
    title: 'Mail is written to the screen or to files, and reaches nobody: {backend}.',
    why: 'Passwords cannot be reset, and nobody hears of errors.',
    remedy: 'Name a mail server under `mail:` in `cabestan.yaml`.',
  },
  'settings.memory-cache': {
    title: 'Sessions are kept in the memory of each process.',
    why: 'There are several processes: visitors are logged out at random, and at each release.',
    remedy: 'Take the default, `django.contrib.sessions.backends.db`, or a cache in Redis.',
  },
  'settings.memory-channels': {
    title: 'Messages of Channels are kept in the memory of each process.',
    why: 'A message reaches only those who are connected to the same process.',
    remedy: 'Use `channels_redis`: Cabestan sets up Redis for it.',
  },
  'settings.storage-elsewhere': {
    title: [
      'Files go to a storage elsewhere ({backend}), and its keys are not given: {keys}.',
      'Files go to a storage at {host}, a container or another computer than the server: {backend}.',
      'Files go to a storage elsewhere: {backend}.',
    ],
    why: 'It needs its address and its keys, and uploads fail without them.',
    remedy: [
      '`cabestan env set KEY` asks for each of them ({keys}) and keeps it on the server, also before the first deploy; write its name under `secrets:`, so that `check` knows. Or have the files kept on the server: leave this storage out.',
      'Give it an address that the server reaches, instead of {host}. To have the files kept on the server, leave this storage out.',
      'Its keys are among those asked for above: {asked}. To have the files kept on the server instead, leave this storage out.',
      'Nothing to do where its keys stand in the settings. To have the files kept on the server, leave this storage out.',
    ],
  },
  'settings.static-elsewhere': {
    title: [
      'Static files go to a storage elsewhere ({backend}), and its keys are not given: {keys}.',
      'Static files go to a storage elsewhere: {backend}.',
    ],
    why: 'Each release sends them there before it goes live, and none does where that fails.',
    remedy: [
      '`cabestan env set KEY` asks for each of them ({keys}) and keeps it on the server, also before the first deploy; write its name under `secrets:`, so that `check` knows. Or leave this storage out: nginx serves the static files of each release.',
      'Its keys are among those asked for above: {asked}. Without this storage nginx serves the static files of each release.',
      'Nothing to do where its keys stand in the settings and are right. Without this storage nginx serves the static files of each release.',
    ],
  },
  'settings.storage-unread': {
    title: 'The storage {backend} is not used: Django {django} no longer reads DEFAULT_FILE_STORAGE.',
    why: 'Since Django 5.1 only STORAGES counts. What visitors upload is kept on the server.',
    remedy:
      'Nothing is to be done where that will do. To have the files elsewhere, name the storage in `STORAGES`, beside one for static files.',
  },
  'settings.sign-in-keys': {
    title: 'Signing in by OpenID Connect wants the keys of its provider, and nothing gives them: {key}.',
    why: 'Without them mozilla-django-oidc stops each page that signs somebody in with an error, that of the admin too.',
    remedy:
      'Your provider tells the address of its keys (`jwks_uri`). Give it under `env:` in `cabestan.yaml`: `{key}: https://…`.',
  },
  'settings.log-path': {
    title: 'The settings write their log to {path}.',
    why: 'The site may not write there, and does not start where it cannot open its log. With `LOGGING_CONFIG` of their own the settings open it before Cabestan can name another place.',
    remedy: 'Write to the console instead (`logging.StreamHandler`): Cabestan keeps what comes there.',
  },
  'settings.log-moved': {
    title: 'The settings write their log to {path}.',
    why: 'The site may not write there.',
    remedy: 'Nothing to do: Cabestan has it written beside its own logs of the site.',
  },
  'settings.effects': {
    title: 'Importing the settings does more than to set values: {what}.',
    why: 'It happens at each start and for each command, and may be refused on the server.',
    remedy: 'Move it out of the settings where you can.',
  },
  'settings.site-id': {
    title: [
      'SITE_ID is {id}, and a fresh database knows the site 1 only.',
      '`django.contrib.sites` is there without SITE_ID: Django looks for a site of the visitor’s domain, and a fresh database knows example.com only.',
    ],
    why: 'Pages that ask for the site fail until it is there.',
    remedy: 'Write `SITE_ID = 1`, or add the site after the first release: `/admin/sites/`.',
  },
  'settings.tenants': {
    title: 'Every address is a 404 until the database has a tenant with the domain of the visitor.',
    why: 'django-tenants chooses the tenant by the domain before it looks at any page, and a fresh database knows none.',
    remedy:
      'After the first deploy: `cabestan run -- manage.py create_tenant`; the first one, for the public pages, has the schema `public`. Or write `SHOW_PUBLIC_IF_NO_TENANT_FOUND = True`.',
  },
  'settings.routers': {
    title: 'The project chooses its databases by itself: {routers}.',
    why: 'Cabestan gives the default one; the others stay as the settings have them.',
    remedy: 'Check that each of them can be reached from the server.',
  },
  'settings.bypass': {
    title: 'Code goes past the settings that are chosen from outside: {files}.',
    why: 'It names or imports a settings module directly.',
    remedy:
      'Nothing to do for the site: Cabestan’s settings are chosen before this code runs, and written back into that module. Better: `from django.conf import settings`.',
  },
  'settings.platform': {
    title: 'The settings are made for another platform: {names}.',
    why: 'What it sets by itself is not there on a server of your own.',
    remedy: 'Nothing to do, as long as what it decides is given by the environment too.',
  },
  'settings.errors-reported': {
    title: 'Errors are sent to {name}.',
    why: 'It stays as it is.',
    remedy:
      'Its address is a secret: it is given on the server, where the settings take it from the environment.',
  },
  'settings.not-there': {
    title: 'There are no settings {module} in git.',
    why: '`settings:` in `cabestan.yaml` names them, and a release is made from a commit.',
    remedy: [
      'The project names {modules}: correct the name, or commit the file that is meant.',
      'Correct the name, or commit the file that is meant.',
    ],
  },
  'settings.key-unread': {
    title: '`{key}` is given in `cabestan.yaml`, and nothing is seen to read it: `{nearest}` is read.',
    why: 'A key that is spelt otherwise is not there for the code, which goes on with its default.',
    remedy: 'Name it `{nearest}` in `cabestan.yaml`, if that is what was meant.',
  },
}
