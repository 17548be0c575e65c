import type { FailureSentences } from '../catalogue.ts'

export const failuresAtWork = {
  'run.busy': {
    title: [
      'Une exécution lancée par {by} est en cours sur ce serveur ({run}).',
      'Une autre exécution est en cours sur ce serveur.',
    ],
    next: ['Suivez-la : `cabestan deploy --follow`.'],
    advice: {
      wanted: {
        deploy: 'Pour que la vôtre commence dès qu’elle sera terminée : `cabestan deploy --wait`.',
        other: 'Quand elle sera terminée, relancez la même commande.',
      },
    },
  },
  'run.unknown': {
    title: ['Le serveur ne connaît pas l’exécution {run}.', 'Rien n’a jamais été déployé sur ce serveur.'],
    next: ['`cabestan status` montre les dernières exécutions.'],
  },
  'run.no-command': {
    title: [
      '{command} n’est pas là : ni dans les paquets de l’application, ni parmi les programmes de son serveur.',
      'L’application et son serveur n’ont pas cette commande.',
    ],
    next: [
      'Vouliez-vous dire `cabestan run -- {nearest}` ?',
      'C’est une commande de Django : `cabestan run -- manage.py {django}`.',
      'Un script du projet est lancé par Python : `cabestan run -- python {script}`.',
      'Ce qu’apporte un paquet Python vient avec les dépendances du projet ; les programmes de la distribution avec `packages:` dans `cabestan.yaml`.',
    ],
  },
  'application.unknown': {
    title: ['Ce serveur n’a pas de {app} ({environment}).', 'Ce serveur n’a pas cette application.'],
    next: [
      'Si rien n’y a encore été déployé : `cabestan deploy`.',
      'Ce qui se trouve sur le serveur : `cabestan status`. Un autre environnement : `-e NOM`.',
    ],
  },
  'claims.conflict': {
    title: [
      '{other} décrit la même chose sur ce serveur, mais autrement : {step}.',
      'Une autre application décrit la même chose sur ce serveur, mais autrement.',
    ],
    next: [
      'Deux applications peuvent partager un serveur, mais pas un nom, ni vouloir deux valeurs pour une même chose (un fuseau horaire). Changez `app:` ou cette clé dans `cabestan.yaml`.',
      'Ce qui se trouve sur le serveur : `cabestan status`.',
    ],
  },
  'command.failed': {
    title: ['`{command}` a échoué.', 'Une commande a échoué sur le serveur.'],
    next: [
      'La fin de son message se trouve ci-dessus.',
      'Une fois la cause réglée, relancez la même commande : ce qui est déjà fait n’est pas refait.',
    ],
  },
  'command.missing': {
    title: ['Le programme `{program}` n’est pas sur le serveur.', 'Il manque un programme sur le serveur.'],
    next: [
      'Un paquet est peut-être installé à moitié : `cabestan ssh -- sudo apt-get install --fix-broken`.',
      'Relancez ensuite la même commande.',
    ],
  },
  'command.timeout': {
    title: [
      '`{command}` n’était pas terminé après {time}, et a été arrêté.',
      '`{command}` durait trop longtemps, et a été arrêté.',
      'Une commande durait trop longtemps, et a été arrêtée.',
    ],
    next: [
      'Relancez la même commande ; plus tard, si le serveur est occupé.',
      'Ce qui l’occupe : `cabestan ssh -- top -bn1`.',
    ],
  },
  'service.invalid': {
    title: [
      '{service} refuse sa nouvelle configuration. L’ancienne a été remise ; le service n’a pas été touché.',
      'Un service refuse sa nouvelle configuration. L’ancienne a été remise.',
    ],
    next: [
      'Ce que {service} en dit se trouve ci-dessus.',
      'Si un fichier que vous avez modifié à la main y est nommé, corrigez-le et relancez la commande.',
    ],
  },
  'service.failed': {
    title: ['{service} ne démarre pas.', 'Un service ne démarre pas.'],
    next: [
      'Ce qu’il en dit lui-même : `cabestan ssh -- sudo journalctl -u {service} -n 50`.',
      'Une fois la cause réglée, relancez la même commande.',
    ],
  },
  'step.unproven': {
    title:
      'L’étape a été faite, mais une nouvelle vérification montre que le serveur n’est toujours pas tel que décrit.',
    next: [
      'Un autre programme défait peut-être aussitôt le changement (l’agent d’un hébergeur, un autre outil de configuration).',
      'Ce qui diffère encore : `cabestan plan`. Si cela n’a pas de sens, signalez-le avec le fichier de `cabestan diagnose`.',
    ],
  },
  'step.blocked': {
    title: [
      '{path} occupe la place, et Cabestan ne supprime pas ce qu’il n’a pas créé.',
      'Quelque chose occupe la place, que Cabestan ne supprime pas.',
    ],
    next: [
      'Regardez ce que c’est, gardez ce qu’il vous faut, puis déplacez-le : `cabestan ssh -- sudo mv {path} {path}.old`.',
      'Relancez ensuite la même commande.',
    ],
  },
  'database.encoding': {
    title: [
      'La base {database} est en {encoding} ; PostgreSQL ne peut pas la faire passer en UTF-8.',
      'Une base n’est pas en UTF-8, et PostgreSQL ne peut pas changer cela.',
    ],
    next: [
      'Sauvegardez-la : `cabestan ssh -- sudo -u postgres pg_dump -Fc {database}`, dans un fichier de votre ordinateur.',
      'Renommez-la : `ALTER DATABASE "{database}" RENAME TO …`. L’exécution suivante en crée une vide, en UTF-8, que `pg_restore` remplit.',
    ],
  },
  'database.port': {
    title: [
      'PostgreSQL {version} écoute sur le port {port} du serveur ; Django le cherche sur 5432.',
      'PostgreSQL écoute sur un autre port du serveur que 5432.',
    ],
    next: [
      'Si personne d’autre n’a besoin du port actuel : `cabestan ssh -- sudo pg_conftool {version} {name} set port 5432`, `cabestan ssh -- sudo systemctl restart {unit}`, puis la même commande.',
      'Sinon, donnez à l’application une base à elle : `postgres: false` dans `cabestan.yaml`, et son adresse par `cabestan env set DATABASE_URL`.',
    ],
  },
  'ssh.port-waits': {
    title: [
      '{place} indique le port {port}, mais ssh écoute encore sur {listening}.',
      'Des fichiers de sshd nomment un autre port que celui où il écoute.',
    ],
    next: [
      'Rien n’a été changé : ssh changerait de port au premier redémarrage, alors que celui-là est peut-être fermé. Faites-le changer d’abord, en gardant une seconde session ouverte.',
      'Sur le serveur : `sudo ufw allow {port}/tcp` si son pare-feu est actif, puis `sudo systemctl daemon-reload && sudo systemctl restart {unit}`.',
      'Puis dites-le dans `cabestan.yaml` : `server: ssh://UTILISATEUR@SERVEUR:{port}`. Ou retirez cette ligne.',
    ],
  },
  'access.unproven': {
    title: [
      'Une nouvelle connexion en tant que {login} n’a pas abouti : le serveur a remis ses anciens réglages d’accès.',
      'Une nouvelle connexion n’a pas abouti : le serveur a remis ses anciens réglages d’accès.',
    ],
    next: [
      'Vous pouvez toujours entrer comme avant. Personne n’a été enfermé dehors.',
      'Regardez les clés de {login} : la personne dont la clé figure dans `cabestan.yaml` est-elle bien devant cet ordinateur ?',
      'Relancez ensuite la même commande.',
    ],
  },
  'access.shut-out': {
    title: [
      'sshd ne laisserait pas entrer {login}, l’utilisateur de connexion de Cabestan : {list} ({place}).',
      'sshd ne laisserait pas entrer l’utilisateur de connexion.',
    ],
    next: [
      'Rien n’a été changé. Ajoutez {login} à cette liste sur le serveur, puis `sudo systemctl reload ssh`, et relancez la même commande.',
      'Ou nommez un utilisateur de cette liste, qui ait le droit à sudo : `login: UTILISATEUR` dans `cabestan.yaml`.',
    ],
  },
  interrupted: {
    title: [
      'L’exécution {run} a été interrompue avant sa fin.',
      'L’exécution a été interrompue avant sa fin.',
    ],
    next: ['Relancez `cabestan deploy` : il reprend là où elle s’est arrêtée.'],
  },
  unexpected: {
    title: [
      'Il s’est passé quelque chose que personne n’avait prévu : {message}',
      'Il s’est passé quelque chose que personne n’avait prévu.',
    ],
    next: [
      'C’est un défaut de Cabestan. Le journal du serveur se trouve dans `/var/lib/cabestan/runs`.',
      '`cabestan diagnose` écrit un fichier sans secrets : joignez-le à votre signalement.',
    ],
  },
} satisfies Partial<FailureSentences>
