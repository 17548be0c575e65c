import type { CommandWords } from '../command-words.ts'

export const commands: CommandWords = {
  commands: {
    cabestan: {
      summary: 'Hauls a Django project from git to production on your own Linux server.',
      examples: [
        { command: 'cabestan sandbox up', says: 'a throwaway server to try everything on' },
        { command: 'cabestan plan', says: 'what would change, without changing anything' },
        { command: 'cabestan deploy', says: 'make it so' },
        { command: 'cabestan logs -f', says: 'what the application says, as it says it' },
      ],
    },
    sandbox: {
      summary: 'Throwaway servers on this computer, of Debian or Ubuntu',
      examples: [
        { command: 'cabestan sandbox up', says: 'make one, or start it again' },
        { command: 'cabestan sandbox destroy', says: 'nothing of it remains' },
      ],
    },
    'sandbox up': {
      summary: 'Make a sandbox, or start it again',
      examples: [
        { command: 'cabestan sandbox up', says: 'Debian 12, called “sandbox”' },
        { command: 'cabestan sandbox up shop --suite trixie', says: 'Debian 13, called “shop”' },
        { command: 'cabestan sandbox up shop --suite noble', says: 'the same with Ubuntu 24.04' },
      ],
    },
    'sandbox list': {
      summary: 'All sandboxes of this computer',
      examples: [{ command: 'cabestan sandbox list', says: 'names, addresses, which of them run' }],
    },
    'sandbox ssh': {
      summary: 'Open a session in a sandbox, or run a command there',
      examples: [
        { command: 'cabestan sandbox ssh', says: 'as root; after a deploy as the user that it made' },
        { command: 'cabestan sandbox ssh shop -- systemctl status nginx', says: 'one command' },
      ],
    },
    'sandbox down': {
      summary: 'Stop a sandbox; what is in it is kept',
      examples: [
        { command: 'cabestan sandbox down', says: 'shut down in good order' },
        { command: 'cabestan sandbox down --hard', says: 'as if somebody had pulled the plug' },
      ],
    },
    'sandbox destroy': {
      summary: 'Delete a sandbox and all that is in it',
      examples: [{ command: 'cabestan sandbox destroy shop', says: 'nothing of it remains' }],
    },
    init: {
      summary: 'Read the Django project and write its cabestan.yaml',
      more: 'Nothing of the project is run. What was read is shown with its place; only the server and the domains are asked for. Run again after the project changed, it shows the difference and keeps what you wrote.',
      examples: [
        { command: 'cabestan init', says: 'in the folder of your project' },
        {
          command: 'cabestan init --yes --server root@203.0.113.10 --domain disquaire.example',
          says: 'without questions, for scripts',
        },
      ],
    },
    check: {
      summary: 'Judge the project before anything is sent',
      more: 'Reads the last commit. Ends with 1 where anything would fail or endanger production.',
      examples: [
        { command: 'cabestan check', says: 'errors and warnings, each with its reason and what to do' },
        { command: 'cabestan check --verbose', says: 'with the notes, too' },
        { command: 'cabestan check --settings', says: 'the settings that production would run with' },
        { command: 'cabestan check --strict --json', says: 'for CI: warnings count as well' },
      ],
    },
    plan: {
      summary: 'Show what would change on the server; changes nothing',
      examples: [
        { command: 'cabestan plan', says: 'files as diffs, the rest in words' },
        { command: 'cabestan plan -e staging --why', says: 'with the reason for each, in one sentence' },
        { command: 'cabestan plan --exit-code', says: 'for scripts: 3 where something would change' },
      ],
    },
    deploy: {
      summary: 'Make the server ready and put a commit live on it',
      more: 'Shows the plan, asks once, then works. What is not committed is not sent. The server finishes alone if this computer goes to sleep.',
      examples: [
        { command: 'cabestan deploy', says: 'plan, question, work' },
        { command: 'cabestan deploy -e staging --yes', says: 'without the question' },
        { command: 'cabestan deploy --follow', says: 'join a run that goes on, or read the last one again' },
      ],
    },
    rollback: {
      summary: 'Go back to a former release: code, environment, processes, web configuration',
      more: 'Shows what that means for the database, then asks. Without a number: the release before the one that is live. Where the former code cannot live with the migrations since, it is for you to say what becomes of them.',
      examples: [
        { command: 'cabestan rollback', says: 'to the release before' },
        { command: 'cabestan rollback 17', says: 'to that one; `cabestan releases` lists them' },
        { command: 'cabestan rollback 17 --reverse', says: 'and take the migrations since back' },
        {
          command: 'cabestan rollback 17 --restore',
          says: 'and bring the database of then back: that of today is saved first',
        },
      ],
    },
    releases: {
      summary: 'The releases: commit, author, when, how long, verdict, requests lost',
      examples: [
        { command: 'cabestan releases', says: 'newest first; ● is live' },
        { command: 'cabestan releases --json', says: 'the records, for a script' },
      ],
    },
    status: {
      summary: 'The server as it is: system, services, drift, last runs',
      examples: [
        { command: 'cabestan status', says: 'of production' },
        { command: 'cabestan status --json', says: 'for a script' },
      ],
    },
    logs: {
      summary: 'What the application’s processes say, in chronological order',
      more: 'Names of processes, as `cabestan status` shows them; `schedule-NAME` for a scheduled command; `site` and `failures`, the application’s own log and its failed requests; `nginx`, every request, and `nginx-errors`. Without a name: all but `nginx`.',
      examples: [
        { command: 'cabestan logs', says: 'the last 100 lines of all' },
        { command: 'cabestan logs web -f', says: 'go on with each new line; Ctrl-C ends it' },
        { command: 'cabestan logs --since 2h --grep "Error|Timeout"', says: 'of the last two hours' },
        { command: 'cabestan logs nginx --since "2026-11-27 14:00" --json', says: 'for a script' },
      ],
    },
    run: {
      summary: 'Run a command in the application’s environment, in the live release',
      more: 'As the application’s own user, with its variables; in a terminal where there is one. Ends with the command’s own exit code.',
      examples: [
        { command: 'cabestan run -- manage.py createsuperuser', says: 'a command of Django’s' },
        { command: 'cabestan run -e staging -- python -m pip list', says: 'any other' },
      ],
    },
    shell: {
      summary: 'Open Django’s shell in the live release',
      examples: [{ command: 'cabestan shell', says: '`manage.py shell`, with your models at hand' }],
    },
    dbshell: {
      summary: 'Open the database’s own shell',
      examples: [{ command: 'cabestan dbshell', says: '`manage.py dbshell`: psql or sqlite3' }],
    },
    env: {
      summary: 'The variables of the application’s environment: set, list, unset',
      examples: [
        { command: 'cabestan env set EMAIL_HOST_PASSWORD', says: 'asks for the value without showing it' },
        { command: 'cabestan env list', says: 'names, never values' },
      ],
    },
    'env set': {
      summary: 'Give variables their values, which are asked for or read from standard input',
      more: 'Values never stand on a command line, where other users and the history of the shell would see them. They lie on the server, in /srv/NAME/env, and count from the next release on. This works before the first deploy.',
      examples: [
        { command: 'cabestan env set EMAIL_HOST_PASSWORD STRIPE_KEY', says: 'asks for each' },
        { command: 'cabestan env set STRIPE_KEY < key.txt', says: 'from a file' },
        { command: 'printf %s "$KEY" | cabestan env set STRIPE_KEY', says: 'in CI' },
      ],
    },
    'env list': {
      summary: 'Names, where each comes from, and what waits for the next release; never values',
      examples: [{ command: 'cabestan env list -e staging', says: 'of staging' }],
    },
    'env unset': {
      summary: 'Take variables away, from the next release on',
      examples: [{ command: 'cabestan env unset STRIPE_KEY', says: 'the next release goes without it' }],
    },
    restart: {
      summary: 'Restart processes; visitors notice nothing',
      more: 'The web process starts beside the old one and takes over from it. Workers end what they are at first. Without a name: all of them.',
      examples: [
        { command: 'cabestan restart', says: 'all processes' },
        { command: 'cabestan restart worker beat', says: 'only these' },
      ],
    },
    scale: {
      summary: 'Set how many of a process run',
      more: 'Counts at once, and for all releases to come.',
      examples: [
        { command: 'cabestan scale worker=3', says: 'three of them' },
        {
          command: 'cabestan scale web=6 worker=2',
          says: 'six workers of gunicorn, without losing a request',
        },
      ],
    },
    maintenance: {
      summary: 'Show visitors a maintenance page, or end that',
      examples: [
        { command: 'cabestan maintenance on', says: 'everybody gets the page, with status 503' },
        { command: 'cabestan maintenance off', says: 'the site is back' },
      ],
    },
    explain: {
      summary: 'Why a step is there, how it is done by hand, how it is undone',
      examples: [
        { command: 'cabestan explain', says: 'all steps, with their reasons' },
        { command: 'cabestan explain firewall', says: 'one of them in full' },
        { command: 'cabestan explain package:nginx', says: 'by the name that the plan shows' },
      ],
    },
    ssh: {
      summary: 'Open a session on the server, or run a command there',
      examples: [
        { command: 'cabestan ssh', says: 'a session as the login user' },
        { command: 'cabestan ssh -- sudo systemctl status nginx', says: 'one command' },
      ],
    },
    diagnose: {
      summary: 'Write a file for a bug report, without secrets',
      examples: [{ command: 'cabestan diagnose', says: 'says what is in it and where it lies' }],
    },
    remove: {
      summary: 'Take an application, or Cabestan itself, off the server',
      more: 'Names what goes and what stays, then asks.',
      examples: [
        { command: 'cabestan remove -e staging', says: 'the application; its data stay' },
        { command: 'cabestan remove -e staging --data', says: 'its database and files too' },
        { command: 'cabestan remove --cabestan', says: 'only Cabestan: the sites go on' },
      ],
    },
    config: {
      summary: 'What may stand in cabestan.yaml',
      examples: [
        { command: 'cabestan config', says: 'every key, with comments' },
        { command: 'cabestan config schema > cabestan.schema.json', says: 'for your editor' },
      ],
    },
    'config reference': {
      summary: 'Every key, with comments',
      examples: [{ command: 'cabestan config reference', says: 'the same as `cabestan config`' }],
    },
    'config schema': {
      summary: 'The JSON Schema, for editors',
      examples: [{ command: 'cabestan config schema > cabestan.schema.json', says: 'for your editor' }],
    },
    completion: {
      summary: 'Print the completion script of a shell',
      examples: [
        { command: 'source <(cabestan completion bash)', says: 'in ~/.bashrc' },
        { command: 'source <(cabestan completion zsh)', says: 'in ~/.zshrc' },
        { command: 'cabestan completion fish | source', says: 'in ~/.config/fish/config.fish' },
        { command: 'cabestan completion powershell | Out-String | Invoke-Expression', says: 'in $PROFILE' },
      ],
    },
  },
  options: {
    again: 'a new release, although this very one is live already',
    'another-database':
      'the site goes to another kind of database, which has nothing of the one that it has now',
    'another-repository': 'this repository takes the place of the project that is live under this name',
    'allow-unsafe': 'run migrations that the live release cannot live with',
    maintenance: 'show visitors a maintenance page while migrations run',
    fixtures: 'load these fixtures after the migrations',
    wait: 'wait for a run that is under way, instead of being refused',
    environment: 'which environment of the configuration',
    config: 'the configuration, instead of the nearest cabestan.yaml',
    yes: 'ask nothing',
    json: 'the protocol’s own objects as JSON, one a line',
    verbose: 'say more: whole diffs, every step, all output',
    lang: 'language: en or fr',
    help: 'show this',
    version: 'show the version',
    suite: 'Debian: bookworm (12), trixie (13); Ubuntu: jammy (22.04), noble (24.04), resolute (26.04)',
    hard: 'without shutting down: a crash',
    'exit-code': 'end with 3 where something would change',
    why: 'the reason for each change, in one sentence',
    follow: 'join the run that is under way, or read the last one again',
    'follow-lines': 'go on with new lines as they come',
    server: 'which of several servers',
    'server-to-write': 'the server to write down: any ssh destination, or sandbox:NAME',
    data: 'also delete the database, the files that people made and the logs',
    cabestan: 'take away Cabestan itself; the sites go on',
    output: 'where to write the file, instead of your home directory',
    domain: 'the domains of the site',
    strict: 'warnings count as errors',
    settings: 'show the settings laid over the project, and what they change',
    since: 'not older than this: 30s, 10m, 2h, 3d, 2026-11-27, `2026-11-27 14:00`',
    grep: 'only lines that this regular expression finds',
    lines: 'at most so many, the newest: 100 unless `--since` is given',
    reverse: 'take the migrations since then back',
    restore: 'bring the database back as it was before that release’s successor changed it',
    confirm: 'with `--yes`, where data goes: the application’s name, in place of typing it',
  },
  arguments: {
    ref: 'a branch, a tag or a commit; left out: what is checked out',
    name: 'name of the sandbox',
    step: 'step, or the beginning of its name',
    command: 'command and its arguments',
    shell: 'bash, zsh, fish or powershell',
    number: 'number of a release',
    process: 'web, worker, beat, or another process of yours',
    'process=n': 'a process and how many of it',
    key: 'name of a variable',
    state: 'on or off',
  },
  argumentNames: {
    ref: 'REF',
    name: 'NAME',
    step: 'STEP',
    command: '-- COMMAND…',
    shell: 'SHELL',
    number: 'N',
    process: 'PROCESS…',
    'process=n': 'PROCESS=N…',
    key: 'KEY…',
    state: 'on|off',
  },
  valueNames: {
    NAME: 'NAME',
    'NAME...': 'NAME…',
    FILE: 'FILE',
    LANG: 'LANG',
    SUITE: 'SUITE',
    SERVER: 'SERVER',
    'DOMAIN...': 'DOMAIN…',
    WHEN: 'WHEN',
    REGEX: 'REGEX',
    N: 'N',
  },
  titles: {
    usage: 'Usage:',
    arguments: 'Arguments:',
    options: 'Options:',
    everywhere: 'Everywhere:',
    commands: 'Commands:',
    examples: 'Examples:',
    codes: 'Exit codes:',
  },
  placeholders: { options: '[options]', command: '[command]' },
  choices: 'possible: {choices}',
  exitCodes: [
    ['0', 'done'],
    ['1', 'failed'],
    ['2', 'wrong use, or a mistake in the configuration'],
    ['3', '`plan --exit-code`: something would change'],
  ],
}
