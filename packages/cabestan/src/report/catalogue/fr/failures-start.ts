import type { FailureSentences } from '../catalogue.ts'

/** Of a rollback alone, where the database has had migrations since. */
const migratedSince = [
  'L’ancienne version date d’avant ces migrations, qui restent en place et peuvent en être la cause : {since}.',
  'Pour les annuler : `cabestan rollback {reversed} --reverse`.',
  'Ceci reviendrait alors vide : {emptied}. Ce qui s’y trouvait n’est plus que dans la base sauvegardée.',
  'Pour ramener la base d’alors : `cabestan rollback {restored} --restore`. Ce qui a été écrit depuis disparaît du site, après une sauvegarde.',
] as const

export const failuresOfTheStart = {
  'start.crashed': {
    title: [
      'L’application s’arrête dès qu’on la lance : {error} ({place})',
      'L’application s’arrête dès qu’on la lance : {error}',
      'L’application s’arrête dès qu’on la lance.',
    ],
    next: [
      ...migratedSince,
      'Corrigez, committez, et déployez à nouveau. Tout ce qu’elle a dit : `cabestan logs web`.',
    ],
  },
  'start.silent': {
    title: [
      'L’application n’écoute toujours pas {time} après son lancement.',
      'L’application ne se met pas à écouter.',
    ],
    next: [
      'S’il lui faut seulement plus de temps : `release: probe: 2m` dans `cabestan.yaml`.',
      'Sinon, corrigez ce qui la retient, committez, et déployez à nouveau.',
    ],
  },
  'probe.host-refused': {
    title: [
      'L’application répond 400 à {path}, quand on l’appelle par le nom {host}.',
      'L’application refuse son propre nom d’hôte.',
    ],
    next: [
      'Le plus souvent, elle ne connaît pas son propre nom : `cabestan check --settings` montre le ALLOWED_HOSTS de production, qui doit contenir {host}.',
      'Si seule cette page répond ainsi : nommez-en une autre, `page:` dans `cabestan.yaml`.',
    ],
  },
  'probe.redirected': {
    title: [
      'L’application redirige {path} vers {location}, et ne montre jamais de page.',
      'L’application répond par une redirection qui ne mène nulle part.',
    ],
    next: ['Pour demander une autre page : `page:` dans `cabestan.yaml`.'],
    advice: {
      leads: {
        https:
          'Le code envoie tout le monde en https, où ce site ne répond pas encore : faites dépendre cela de l’environnement.',
        elsewhere: 'C’est un autre site. Devrait-il être parmi les `domains:` de `cabestan.yaml` ?',
        round: 'Elle tourne en rond.',
      },
    },
  },
  'probe.missing': {
    title: ['L’application n’a pas de page {path} : elle répond 404.', 'L’application n’a pas cette page.'],
    next: ['Nommez une page qui répond sans connexion : `page:` dans `cabestan.yaml`.'],
  },
  'probe.error': {
    title: [
      'La page {path} se termine par une erreur : {error} ({place})',
      'La page {path} se termine par une erreur : {error}',
      'La page {path} se termine par une erreur : l’application répond {status}.',
      'La page se termine par une erreur.',
    ],
    advice: {
      former: {
        answers:
          'La version en ligne donne cette page aux visiteurs. Elle est demandée en plus de la page témoin, pour qu’aucune version mise en ligne ne la leur enlève.',
      },
      misses: {
        row: 'Une première version commence avec une base vide, et cette page semble compter sur une ligne de celle-ci. Faites que le code s’en passe, ou créez cette ligne dans une migration, et committez. Si d’autres pages répondent sans elle, nommez l’une d’elles, `page:` dans `cabestan.yaml` : le site est mis en ligne, et la ligne s’y crée, dans l’administration ou par `cabestan run`.',
      },
    },
    next: [...migratedSince, 'Corrigez, committez, et déployez à nouveau.'],
  },
  'probe.failed': {
    title: [
      'L’application n’a pas répondu à {path} en {time}.',
      'L’application ne répond pas à {path} comme elle le devrait : {answer}.',
      'L’application ne répond pas comme elle le devrait.',
    ],
    advice: {
      cut: {
        workers:
          'Ses processus ont été arrêtés avant d’avoir répondu, ou même chargé l’application. Ou bien une ligne demande dès l’importation quelque chose qui ne vient pas (un autre site, un fichier, un verrou), ou bien le serveur est trop lent pour tant de processus à la fois : `web: {timeout: 2m, workers: 2}` dans `cabestan.yaml`.',
      },
    },
    next: [
      ...migratedSince,
      'S’il lui faut seulement plus de temps au lancement : `release: probe: 2m` dans `cabestan.yaml`.',
      'Pour demander une autre page : `page:`, au même endroit.',
    ],
  },
  'switch.worse': {
    title: [
      'Requêtes à la nouvelle version qui ont fini en erreur : {errors} sur {requests} ; avant : {former}.',
      'La nouvelle version mettait {now} s par page ; la précédente, {before} s.',
      'La nouvelle version répondait moins bien que la précédente.',
    ],
    next: [
      ...migratedSince,
      'Elle a été retirée. La dernière erreur : {error} ({place})',
      'Corrigez, committez, et déployez à nouveau. Tout ce qu’elle a dit : `cabestan logs web`.',
    ],
  },
  'switch.died': {
    title: [
      'La nouvelle version a cessé de répondre peu après sa mise en ligne : {error} ({place})',
      'La nouvelle version a cessé de répondre peu après sa mise en ligne : {error}',
      'La nouvelle version a cessé de répondre peu après sa mise en ligne.',
    ],
    next: [
      ...migratedSince,
      'Elle a été retirée. Corrigez, committez, et déployez à nouveau. Tout ce qu’elle a dit : `cabestan logs web`.',
    ],
  },
  'process.unknown': {
    title: ['L’application n’a pas de processus « {process} ».', 'L’application n’a pas ce processus.'],
    next: [
      'Vouliez-vous dire `{nearest}` ?',
      'Ceux qu’elle a : {known}.',
      'Ce qu’ils font : `cabestan status`.',
    ],
  },
  'process.single': {
    title: [
      'Il ne peut y avoir qu’un seul {process} : un second lancerait deux fois chaque tâche planifiée.',
      'Il ne peut y avoir qu’un seul exemplaire de ce processus.',
    ],
    next: ['Pour plus de tâches à la fois, il faut plus de workers : `cabestan scale worker=3`.'],
  },
  'process.failed': {
    title: [
      'Le processus {process} tombe dès qu’on le lance : {error} ({place})',
      'Le processus {process} tombe dès qu’on le lance : {error}',
      'Le processus {process} tombe dès qu’on le lance.',
      'Un processus tombe dès qu’on le lance.',
    ],
    next: [
      'Il est relancé encore et encore, et les pages sont servies pendant ce temps. Tout ce qu’il a dit : `cabestan logs {process}`.',
      'Corrigez, committez, et déployez à nouveau ; ou revenez en arrière : `cabestan rollback`.',
    ],
  },
  'environment.value': {
    title: [
      'La valeur de {key} ne peut pas être gardée dans un fichier d’environnement : {problem}.',
      'Cette valeur ne peut pas être gardée dans un fichier d’environnement.',
    ],
    next: [
      'Pour ce qui a plusieurs lignes ou de tels signes : du base64, ou des `\\n` que vos réglages remplacent.',
    ],
    words: {
      problem: {
        encoding: 'elle n’est pas en UTF-8',
        lines: 'elle a plusieurs lignes, ou des caractères de contrôle',
        braces: 'certains programmes qui lisent le fichier remplacent ce qui commence par `${`',
        backslash: 'elle finit par une barre oblique inverse',
        quotes:
          'elle a un `$` ou un accent grave à côté d’une apostrophe ou d’une double barre oblique inverse',
      },
    },
  },
  'environment.given': {
    title: [
      'Chaque version donne elle-même {key} à ses processus : une valeur à vous ne compterait jamais.',
      'Une version donne elle-même cette variable.',
    ],
    next: [
      'D’autres réglages : `settings:` dans `cabestan.yaml`. Toutes ses clés : `cabestan config`.',
      'Pour une valeur que lit votre code, prenez un autre nom.',
    ],
  },
  'environment.unknown': {
    title: [
      'Le serveur ne garde pas de variable {key} de cette application.',
      'Le serveur ne garde pas cette variable.',
    ],
    next: [
      'Vouliez-vous dire `{nearest}` ?',
      'Ce qu’il garde : {known}.',
      'D’où vient chacune : `cabestan env list`. Ce qu’une version donne elle-même est dans `cabestan.yaml`, ou dans le projet.',
    ],
  },
  'environment.generated': {
    title: [
      'C’est le serveur qui a créé {keys}, et le site en a besoin.',
      'C’est le serveur qui a créé cette valeur.',
    ],
    next: [
      'Ce qui casse : {consequence}.',
      'Pour la retirer quand même, et que le prochain déploiement en crée une autre : `--yes`.',
    ],
    words: {
      consequence: {
        'secret-key':
          'une nouvelle clé met fin à toutes les sessions, et invalide les liens de mot de passe et tout ce qui a été signé',
        redis:
          'l’application ne peut plus entrer dans Redis avant qu’un déploiement ait créé un nouveau mot de passe',
        other: 'l’application risque de ne pas démarrer sans elle',
      },
    },
  },
} satisfies Partial<FailureSentences>
