import type { ArrivalWords, RemovalWords } from '../release-words.ts'
import type { FailureLabels, PlanWords, ProgressWords, QuestionWords, StatusWords } from '../word-lists.ts'
import { frenchStopped } from './at-the-gate.ts'

export const failure: FailureLabels = {
  step: 'étape',
  command: 'commande',
  said: 'sortie',
  next: 'à faire',
  code: 'code',
  exit: 'code de retour {code}',
}

export const plan: PlanWords = {
  toCreate: { one: '{count} à créer', other: '{count} à créer' },
  toChange: { one: '{count} à changer', other: '{count} à changer' },
  toRemove: { one: '{count} à retirer', other: '{count} à retirer' },
  right: { one: '{count} déjà en place', other: '{count} déjà en place' },
  nothing: 'Rien à changer : le serveur est conforme.',
  onlyRecord: 'Le serveur est conforme ; seul ce que Cabestan en a noté n’est pas à jour.',
  keptKey:
    'La clé {key} n’est pas dans votre liste, mais donne encore accès au même serveur, pour {others}. Là aussi, nommez les clés admises (`keys:` dans `cabestan.yaml`), puis déployez.',
  unsettled: '{service} doit encore lire sa nouvelle configuration',
  guarded:
    'une exécution interrompue a laissé d’anciens réglages d’accès à remettre : le prochain déploiement commence par là',
  noLongerDescribed: 'N’est plus décrit',
  byHand: 'modifié à la main',
  hiddenLines: { one: '… encore {count} ligne', other: '… encore {count} lignes' },
  lines: { one: 'ligne', other: 'lignes' },
  noLineEnd: 'pas de fin de ligne à la fin du fichier',
  seeMore: 'Diffs complets : `cabestan plan`. Raisons : `cabestan plan --why`.',
  why: 'Pourquoi',
  hand: 'À la main',
  instead: 'Cabestan',
  undone: 'Pour défaire',
  intoFile: 'avec ce contenu :',
  drift: {
    one: '{count} d’entre eux a été modifié à la main depuis la dernière exécution.',
    other: '{count} d’entre eux ont été modifiés à la main depuis la dernière exécution.',
  },
}

export const progress: ProgressWords = {
  connecting: 'connexion',
  connectingAs: 'connexion en tant que {user}',
  connected: 'connecté en tant que {user}',
  sending: 'envoi de ce qui manque au serveur ({size})',
  looking: 'examen du serveur',
  touchKey: 'touchez votre clé de sécurité ({text})',
  unanswered: 'connecté, et pas encore de réponse : un menu de l’hébergeur, au lieu d’un shell ?',
  installationWaits: 'attente : quelqu’un d’autre y installe le programme de Cabestan',
  sandbox: {
    base: 'construction du système de base de {suite} (la première fois seulement)',
    wait: 'attente : une autre commande s’en occupe',
    create: 'création du bac à sable {name}',
    boot: 'démarrage de {name}',
    stop: 'arrêt de {name}',
    remove: 'suppression des fichiers de {name}',
    ready: '{name} est prêt',
    made: 'Il n’y avait pas de bac à sable {name} : un bac vide est créé. Ceux qui existent : `cabestan sandbox list`.',
    left: 'Interrompu à mi-chemin. Retapez la même commande pour terminer.',
  },
  installing: {
    runtime: {
      fetched: 'le serveur télécharge son environnement Node (une seule fois)',
      sent: 'envoi d’un environnement Node au serveur (une seule fois)',
    },
    engine: {
      fetched: 'installation du programme de Cabestan sur le serveur',
      sent: 'installation du programme de Cabestan sur le serveur',
    },
  },
  waiting: {
    'package-lock': 'attente : {holder} occupe le gestionnaire de paquets',
    'run-lock': 'attente de la fin de l’exécution de {holder}',
    'venv-ahead': 'paquets Python',
  },
  settled: {
    reload: '{service} a lu sa nouvelle configuration',
    restart: '{service} a redémarré',
    start: '{service} a démarré',
  },
  starting: 'démarrage',
  place: '{index} sur {total}',
  proving: 'nouvelle connexion en tant que {login}, pour prouver que vous pouvez toujours entrer',
  proved: 'Vous pouvez toujours entrer : les nouveaux réglages d’accès restent',
  restored: 'Les anciens réglages d’accès sont de retour',
  joined: {
    deploy: 'Déploiement lancé par {by}, {when} ({run})',
    rollback: 'Retour en arrière lancé par {by}, {when} ({run})',
    restart: 'Redémarrage lancé par {by}, {when} ({run})',
    scale: 'Changement d’échelle lancé par {by}, {when} ({run})',
  },
  wasOver: 'Rien n’est en cours : c’était la dernière exécution, finie depuis {time}.',
  still: 'toujours en cours : {what}, {time}',
  removed: 'retiré : {what}',
  done: {
    one: 'Terminé : {count} étape changée, en {time}.',
    other: 'Terminé : {count} étapes changées, en {time}.',
  },
  doneNothing: 'Terminé : il n’y avait rien à changer, en {time}.',
  doneTask: 'Terminé, en {time}.',
  failed: {
    one: 'Échec après {time} ; {count} étape avait été changée.',
    other: 'Échec après {time} ; {count} étapes avaient été changées.',
  },
  failedNothing: 'Échec après {time}.',
  failedAtOnce: 'Échec immédiat.',
  detached: 'Le serveur continue seul. `cabestan deploy --follow` le rejoint.',
  unsure: 'Arrêté avant que le serveur ait dit avoir commencé. `cabestan status` montre s’il l’a fait.',
  detachedGuard:
    'Le serveur remettra les anciens réglages d’accès si vous ne le rejoignez pas d’ici une minute : personne d’autre ne peut prouver que vous pouvez toujours entrer.',
  stopped: frenchStopped,
}

export const questions: QuestionWords = {
  deploy: { one: 'Déployer sur {servers} ?', other: 'Déployer sur ces {count} serveurs ({servers}) ?' },
  remove: 'Retirer cela de {servers} ?',
  removeData:
    'Ses données sur {servers} seront perdues pour de bon. Pour retirer tout cela, tapez le nom : {name}',
  destroy: 'Supprimer le bac à sable {name}, avec tout ce qu’il contient ?',
  rollback: 'Revenir à la version {number} ?',
  restore:
    'Ce qui a été écrit depuis disparaîtra du site, après une sauvegarde dans /var/backups/{name}. Pour remettre la base sauvegardée, tapez le nom : {name}',
  notThatName: 'Tapez {name}, ou rien pour tout laisser tel quel.',
  yes: 'Oui',
  no: 'Non',
  declined: 'Rien n’a été changé.',
  password: 'Mot de passe pour {destination}',
  passphrase: 'Phrase de passe de la clé {key}',
  sudoPassword: 'Mot de passe de {user} pour sudo sur {destination}',
  again: 'Ce n’est pas cela.',
  hostKey: 'Est-ce bien l’empreinte de {host} ?',
  hostKeyHelp: 'La console de votre hébergeur montre l’empreinte. Comparez au moins son début et sa fin.',
  makeKey: 'Vous n’avez pas encore de clé ssh. En créer une ({path}) ?',
  choose: 'Les flèches ↑ et ↓ choisissent, Entrée valide.',
}

export const status: StatusWords = {
  system: '{name}, {architecture}, noyau {kernel}',
  hardware: 'cœurs : {cores}, mémoire : {memory} Mo, swap : {swap} Mo',
  disk: 'disque : {free} Go libres sur {total}',
  uptime: 'allumé depuis {time}',
  reboot: 'une mise à jour demande un redémarrage : `cabestan ssh -- sudo reboot`',
  services: 'Services',
  states: {
    active: 'actif',
    inactive: 'arrêté',
    activating: 'démarre',
    deactivating: 's’arrête',
    reloading: 'se recharge',
    failed: 'en échec',
    enabled: 'lancé au démarrage',
    disabled: 'pas lancé au démarrage',
    masked: 'masqué',
    RUNNING: 'en marche',
    STARTING: 'démarre',
    STOPPING: 's’arrête',
    STOPPED: 'arrêté',
    EXITED: 'terminé',
    BACKOFF: 'tombe au démarrage',
    FATAL: 'abandonné',
  },
  applications: 'Applications',
  noApplications: 'aucune pour l’instant',
  application: {
    notReleased: 'aucune version en ligne : `cabestan deploy`',
    unrecorded:
      'une version est en ligne ({colour}), dont Cabestan n’a plus trace : `cabestan deploy --again` en fait une nouvelle',
    live: 'version {number}, {commit} {subject}, du {when} ({colour})',
    underWay: 'la version {number} est en cours : `cabestan deploy --follow` la montre',
    cutOff: 'son déploiement a été interrompu après le basculement : `cabestan deploy` le termine',
    lastFailed: 'la version {number} du {when} n’a pas été mise en ligne : {verdict}',
    maintenance: 'les visiteurs voient la page de maintenance : `cabestan maintenance off` y met fin',
    maintenanceSince:
      'les visiteurs voient la page de maintenance depuis le {when} : `cabestan maintenance off` y met fin',
    up: 'pid {pid}, depuis {time}',
    answers: 'sa page répond {status} en {time}',
    silent: 'sa page ne répond pas',
    database: 'base de données : {size}',
    redis: 'Redis : {used} sur {limit}',
    redisFull:
      'Redis : {used} sur {limit} ; plein, il ne prend plus ni tâche ni session : `redis: { memory: … }` dans `cabestan.yaml`',
    lostPython:
      'Python {python}, avec lequel cette version fonctionne, n’est plus sur le serveur : `cabestan deploy` la refait',
    changed: 'des fichiers de cette version ont été modifiés à la main : `cabestan deploy` la refait',
    pending: 'variables qui attendent la prochaine version : {keys}',
    others: 'de la version {number}',
    fallen: {
      one: 'tombé, relancé {count} fois : `cabestan logs {name}`',
      other: 'tombé, relancé {count} fois : `cabestan logs {name}`',
    },
    outdated: 'une mise à jour a remplacé ce sur quoi il tourne : `cabestan restart {name}`',
    scaledToNothing: 'réduit à 0 : `cabestan scale {name}=1` le démarre',
    scheduledNever: 'pas encore lancé',
    scheduledRan: 'lancé le {when}',
    scheduledFailed: 'en échec le {when}, code {code} : `cabestan logs {name}`',
    queue: {
      one: 'file {name} : {count} tâche en attente',
      other: 'file {name} : {count} tâches en attente',
      none: 'file {name} : aucune tâche en attente',
    },
    queueSilent: 'file {name} : son Redis ne dit pas combien de tâches attendent',
  },
  drift: 'Modifié à la main',
  noDrift: 'rien',
  runs: 'Dernières exécutions',
  noRuns: 'aucune pour l’instant',
  run: { one: '{count} étape changée', other: '{count} étapes changées' },
  outcomes: { running: 'en cours', done: 'terminée', failed: 'en échec', interrupted: 'interrompue' },
  sandboxStates: { running: 'en marche', stopped: 'arrêté' },
  maintenanceOn: 'Les visiteurs voient la page de maintenance. `cabestan maintenance off` y met fin.',
  maintenanceOff: 'La page de maintenance est retirée : les visiteurs voient le site.',
  noLogs: 'Les journaux n’ont encore aucune ligne.',
  noSuchLogs: 'Aucune ligne des journaux ne correspond.',
  noSandboxes: 'Il n’y a pas de bac à sable. Pour en créer un : `cabestan sandbox up`.',
  sandboxReady:
    'Le bac à sable {name} est prêt à l’adresse {address}. Dans cabestan.yaml : `server: sandbox:{name}`.',
  sandboxLine: 'Pour votre propre client ssh, un bloc pour `~/.ssh/config` :',
  sandboxDown: 'Le bac à sable {name} est arrêté ; son contenu est gardé.',
  sandboxDestroyed: 'Le bac à sable {name} n’existe plus.',
  diagnosed: 'Écrit : {file}',
  diagnosedContent: 'Il contient, secrets masqués (relisez-le avant de l’envoyer) :',
}

export const removal: RemovalWords = {
  goes: 'Ce qui part',
  stays: 'Ce qui reste',
  nothing: 'rien',
  done: 'Retiré.',
  dataHint: 'Pour supprimer aussi les données : `cabestan remove -e {environment} --data`.',
}

export const arrival: ArrivalWords = {
  title: 'Version',
  commit: '{hash} {subject} ({author}, {when})',
  first: 'la première',
  replaces: 'remplace la version {number} ({hash} {subject})',
  underWay:
    'un déploiement est en cours, et ce qui est en ligne change pendant ce temps : `cabestan deploy --follow`',
  cutOff:
    'le déploiement de celle en ligne a été interrompu : ses workers sont peut-être encore ceux d’avant',
  pending: 'avec les variables données ou retirées depuis : {keys}',
  lostPython:
    'Python {python}, avec lequel la version en ligne fonctionne, n’est plus sur le serveur : celle-ci aura celui qui s’y trouve',
  changed: 'des fichiers de la version en ligne ont été modifiés à la main : celle-ci reprend ceux du commit',
  sameUnrecorded:
    'Ce commit est déjà en ligne, avec les mêmes réglages et variables, bien que Cabestan n’ait plus trace de sa version. `--again` en fait une nouvelle version.',
  same: 'Ce commit est déjà en ligne (version {number}), avec les mêmes réglages et variables. `--again` en fait une nouvelle version.',
  toDo: 'Pour le faire : `cabestan deploy`',
  serverOnly: 'Il n’y a pas ici de projet Django dans un dépôt git : seul le serveur est regardé.',
  uncommitted: 'Dans aucun commit, donc pas déployé : {files}.',
  older: {
    one: 'Ce commit est plus ancien que ce qui est en ligne : {count} commit que les visiteurs ont aujourd’hui disparaîtrait.',
    other:
      'Ce commit est plus ancien que ce qui est en ligne : {count} commits que les visiteurs ont aujourd’hui disparaîtraient.',
  },
  unseen:
    'Votre dépôt n’a jamais vu le commit qui est en ligne : quelqu’un d’autre l’a déployé. Ce qu’il a apporté peut disparaître avec celui-ci. D’abord `git pull` ; s’il n’a pas été poussé, demandez-le à son auteur.',
  aside: {
    one: 'Ce commit est sur une autre ligne que ce qui est en ligne : {count} commit que les visiteurs ont aujourd’hui n’y est pas. S’il doit y être, fusionnez-le d’abord.',
    other:
      'Ce commit est sur une autre ligne que ce qui est en ligne : {count} commits que les visiteurs ont aujourd’hui n’y sont pas. S’ils doivent y être, fusionnez-les d’abord.',
  },
  wayBack:
    'Pour revenir en arrière, plutôt `cabestan rollback {number}` : paquets, variables et réglages d’alors, en quelques secondes, et il examine les migrations faites depuis.',
  noWayBack:
    'Le serveur n’a gardé aucune version de ce commit : `cabestan rollback` ne peut donc pas y revenir ; les migrations faites depuis restent dans la base.',
  shadowed:
    '`env:` de cabestan.yaml ne compte pas pour {keys} : le serveur en garde sa propre valeur. Retirez la ligne ; pour une autre valeur : `cabestan env set {first}`.',
  unwell: 'La version en ligne a déjà un problème : sa page répond {status}.',
  unwellSilent: 'La version en ligne a déjà un problème : sa page ne répond pas.',
  approve:
    'Aucun fichier ne liste les paquets. Ceux-ci ont été lus dans les imports, et seront installés : {packages}',
  migrationsMade:
    'Des migrations manquent et seront faites sur le serveur, puis rapportées dans votre copie de travail pour être committées : {apps}.',
  newMigrations: 'nouvelles migrations : {names}',
  refused:
    'Tant que la version en ligne utilise ce qui disparaît, le déploiement est refusé avant de toucher à la base : {operations}. D’abord une version dont le code s’en passe, puis la migration ; ou bien `cabestan deploy --maintenance`, avec une interruption.',
  moves:
    'La base passe de {from} à {to}, et rien n’est repris : le site repart sans ce qu’elle contient aujourd’hui, qui reste dans l’ancienne. Pour l’emporter : `cabestan maintenance on` ; `cabestan run -- manage.py dumpdata --natural-foreign --natural-primary -e contenttypes -e auth.permission > data.json` ; `cabestan deploy --another-database` ; `cabestan run -- manage.py loaddata --format json - < data.json` ; `cabestan maintenance off`.',
  formerSelf:
    '{app}, sur ce serveur, est du même projet (version {number} : {hash} {subject}). Ce que nomme `app:` est une autre application, qui commence vide : la base, les fichiers déposés et les variables de {app} y restent. Si c’est le même site, écrivez `app: {app}` dans `cabestan.yaml` : les visiteurs ne voient jamais ce nom. Pour que ses données suivent ailleurs, voyez le guide « Années », « Un autre nom ».',
  formerEnvironment:
    '{app} ({environment}), sur ce serveur, est du même projet (version {number} : {hash} {subject}), et `cabestan.yaml` n’a pas d’environnement de ce nom. Ce qui est déployé maintenant commence vide : la base, les fichiers déposés et les variables restent à {environment}. Si c’est le même, appelez-le de nouveau {environment}, sous `environments:`. Si plus personne n’en veut : `cabestan remove -e {environment}`. Pour que ses données suivent ailleurs, voyez le guide « Années », « Un autre nom ».',
  broughtBack:
    'Des migrations ont été créées sur le serveur ; elles sont désormais aussi dans votre copie de travail. Relisez-les et committez-les, pour que la prochaine version les ait de git : {files}.',
  manyMigrations: '{count} migrations à appliquer',
  sending: 'envoi de ce qui manque au serveur : {sent} sur {total}',
  live: 'La version {number} est en ligne, après {time}.',
  noRequest: 'Aucune requête n’est arrivée pendant le basculement.',
  lost: { one: 'Requêtes perdues : {lost} sur {count}.', other: 'Requêtes perdues : {lost} sur {count}.' },
  back: 'La version {number} est à nouveau en ligne, après {time}.',
  restarted: 'La version {number} a redémarré, en {time}.',
  restartFailed: 'Tout n’a pas redémarré. La version {number} continue de servir.',
  failed: 'La version {number} n’a reçu aucune requête : la version {former} continue de servir.',
  failedFirst: 'La version {number} n’a reçu aucune requête.',
  withdrawn: 'La version {number} a été retirée : la version {former} sert à nouveau.',
  liveAndFailed: 'La version {number} est en ligne, mais la suite a échoué.',
  answers: '{url} répond {status}',
  answersShut: '{url} montre la page de maintenance : `cabestan maintenance off` y met fin.',
  answersElse: '{url} répond {status} ; vu d’ici, le site ne marche pas encore.',
  frontFails:
    '{url} répond {status} : la page d’accueil montre une erreur aux visiteurs, alors que {page} fonctionne. Pourquoi : `cabestan logs`.',
  frontMissing:
    '{url} répond 404 : le projet n’a pas de page à cette adresse. En voici une qui fonctionne : {page}',
  proofs: {
    'dns-missing': '{domain} n’est pas encore connu du DNS. Faites-le pointer vers {address}.',
    'dns-elsewhere':
      '{domain} mène à {found}, et non à {address}, où se trouve le site. Changez son enregistrement DNS.',
    unreachable:
      'Le port 80 de {address} est injoignable d’ici : un pare-feu de votre hébergeur le laisse-t-il entrer ?',
    silent: '{address} est joignable d’ici, mais ne répond pas à {url}.',
  },
  byAddress:
    'D’ici là, on l’atteint par l’adresse du serveur : `curl -H "Host: {domain}" http://{address}{path}`',
  byHosts:
    'Pour le voir avant dans un navigateur : la ligne `{address} {domain}` dans le fichier hosts de votre ordinateur, jusqu’à ce que le nom y mène.',
  superuser: 'Créez votre compte d’administrateur : `cabestan run -- manage.py createsuperuser`',
  seededAccounts:
    'Le site commence avec les comptes de {file} : quiconque a le dépôt peut en trouver les mots de passe. Changez-les : `cabestan run -- manage.py changepassword NOM`. Aucun administrateur parmi eux ? `cabestan run -- manage.py createsuperuser`.',
  fixtures: 'Des fixtures ont été trouvées, à charger par : `cabestan run -- manage.py loaddata {names}`.',
  next: 'Ce que dit l’application : `cabestan logs -f`',
  nextAfter: 'Revenir à la précédente : `cabestan rollback`',
}
