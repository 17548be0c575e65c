import type { FailureSentences } from '../catalogue.ts'

/** Ce que la version en ligne peut faire de ce qui reste dans la base. */
const standing = {
  stands: {
    none: 'Aucune migration n’a été appliquée : la base est comme avant.',
    all: 'Aucune migration n’a été annulée : la base est comme avant.',
  },
  former: {
    safe: 'La version en ligne continue comme avant.',
    unsafe:
      'La version en ligne ne s’accommode pas de ce qui reste appliqué : avancez sans attendre, ou revenez en arrière.',
  },
  partial: {
    yes: 'Cette migration ne se fait pas d’un seul tenant : une partie a pu être appliquée. Vérifiez avant de continuer.',
  },
}

export const failuresOfTheDatabase = {
  'database.unreachable': {
    title: [
      'La base committée {path} ne peut pas servir de départ.',
      'L’application ne peut pas se servir de sa base SQLite {file} : {said}',
      'L’application n’atteint pas sa base de données : {said}',
      'L’application n’atteint pas sa base de données.',
    ],
    advice: {
      kind: {
        seed: 'Il faut une base SQLite intacte : `sqlite3 {path} "PRAGMA integrity_check"` sur votre ordinateur dit ce qui ne va pas. Committez-en une qui le soit, ou retirez-la de git : le site commence alors avec une base vide.',
        file: 'L’utilisateur de l’application doit pouvoir écrire dans ce fichier et dans son répertoire : `cabestan ssh -- sudo ls -la {directory}` montre à qui ils appartiennent. S’ils sont dans une version, rien ne peut y être écrit : du code du projet a alors choisi la base avant que les réglages de production ne soient en place.',
        server:
          'Si c’est PostgreSQL sur ce serveur : `cabestan ssh -- sudo systemctl restart postgresql`, et `cabestan status` dit s’il tourne. Si elle est ailleurs : l’adresse et le mot de passe donnés par `cabestan env set` sont-ils justes ? Son pare-feu laisse-t-il entrer ce serveur ?',
      },
    },
    next: ['Rien n’a été changé. Ensuite, `cabestan deploy` à nouveau.'],
  },
  'snapshot.failed': {
    title: [
      'Il n’y a pas la place de sauvegarder d’abord la base : il faut {needs} sur {path}, {space} sont libres. Rien n’a été changé.',
      'La base n’a pas pu être sauvegardée d’abord : rien n’a été changé.',
    ],
    next: [
      'Voyez ce qui remplit le disque : `cabestan ssh -- sudo du -xh --max-depth=2 / | sort -h | tail`.',
      'Les bases sauvegardées auparavant sont dans `/var/backups` ; vous pouvez supprimer celles dont vous avez une copie ailleurs.',
    ],
  },
  'restore.failed': {
    title: [
      'Il n’y a pas la place de ramener la base sauvegardée : il faut {needs} sur {path}, {space} sont libres. Celle d’aujourd’hui est comme avant.',
      'La base sauvegardée {path} n’a pas pu être ramenée. Celle d’aujourd’hui est comme avant.',
      'La base sauvegardée n’a pas pu être ramenée. Celle d’aujourd’hui est comme avant.',
    ],
    next: ['La sauvegarde est toujours là, et la version qui était en ligne l’est encore.'],
  },
  'migrations.inconsistent': {
    title: [
      'Deux migrations du commit veulent être la dernière : {conflicts}.',
      'Les migrations de {labels} ne peuvent pas être faites ici : Django a une question à leur sujet.',
      'Les migrations du commit ne peuvent pas s’appliquer à cette base : {said}',
      'Les migrations du commit ne peuvent pas s’appliquer à cette base.',
    ],
    advice: {
      began: {
        live: 'Voyez ce que la base a reçu : `cabestan run -- manage.py showmigrations`.',
        seed: 'Le site devait commencer avec `{seed}`, fait avec d’autres migrations que celles du commit. Refaites ce fichier avec celles-ci sur votre ordinateur, ou retirez-le de git (`git rm --cached {seed}`) : le site commence alors avec une base vide. Committez, et déployez à nouveau.',
        first:
          'Aucune version n’a encore été en ligne ici : cette base a été laissée par une version qui n’a pas abouti. Si vous n’avez besoin de rien de ce qu’elle contient, `cabestan remove --data` la supprime, et `cabestan deploy` commence avec une base vide.',
      },
    },
    next: [
      'Deux branches en ont fait chacune une ({conflicts}) : `manage.py makemigrations --merge` sur votre ordinateur les réunit ; committez cela.',
      'Faites-les sur votre ordinateur, où vous pouvez répondre, et committez-les : `manage.py makemigrations {labels}`. Celles qui ont été faites ici auparavant sont dans `migrations`, dans le dossier de l’application sur le serveur.',
      'Rien n’a été changé.',
    ],
  },
  'migrations.unsafe': {
    title: [
      'La version en ligne ne s’accommoderait pas de ces migrations : {migrations}.',
      'La version en ligne ne s’accommoderait pas de ces migrations.',
    ],
    next: [
      'Sans aucune pause, en deux versions : d’abord un code qui n’utilise plus ce qui disparaît, ou qui écrit déjà ce qui sera exigé, mais sans la migration ; puis la migration, qui est alors jugée sûre.',
      'Avec une pause : `cabestan deploy --maintenance` montre une page aux visiteurs jusqu’à ce que la nouvelle version soit en ligne.',
      'Si vous savez que rien ne s’en sert : `cabestan deploy --allow-unsafe`.',
      'Rien n’a été changé.',
    ],
  },
  'migrations.unmade': {
    title: [
      'Les modèles ont ce qu’aucune migration ne crée et que la base n’a pas : {names}.',
      'Les modèles ont ce qu’aucune migration ne crée et que la base n’a pas.',
    ],
    next: [
      'Créez la migration sur votre ordinateur, committez-la, et déployez à nouveau : `python manage.py makemigrations {labels}`.',
      'Chaque page qui s’en sert aurait échoué. Pour déployer quand même : `cabestan deploy --allow-unsafe`.',
      'Rien n’a été changé.',
    ],
  },
  'migrations.locked': {
    title: [
      'La migration {migration} a attendu en vain une table retenue par {holder}.',
      'La migration {migration} a attendu en vain une table que quelque chose retient.',
      'Avant toute migration, la base n’a pas pu être sauvegardée : une table est retenue par {holder}.',
      'Une migration a attendu en vain une table que quelque chose retient.',
    ],
    next: [
      'Elle a été tentée trois fois, et abandonnée à chaque fois pour que les visiteurs n’attendent pas derrière elle.',
      'Appliquées avant elle, et conservées : {applied}. Le prochain déploiement reprend après elles.',
      'Appliquées avant elle, et conservées : {count} migrations. Le prochain déploiement reprend après elles.',
      'Terminez ce qui retient la table (un `psql` ouvert, un long rapport, un worker), ou déployez à une heure plus calme.',
      'Pour qu’elle attende plus longtemps : `release: lock:` dans `cabestan.yaml` ; les visiteurs attendront autant.',
    ],
    advice: standing,
  },
  'migrations.endless': {
    title: [
      'La migration {migration} a été arrêtée : les migrations avaient {time} en tout.',
      'Les migrations ont été arrêtées : elles avaient {time} en tout.',
      'Les migrations duraient trop longtemps, et ont été arrêtées.',
    ],
    next: [
      'Appliquées avant, et conservées : {applied}. Le prochain déploiement reprend après elles.',
      'Appliquées avant, et conservées : {count} migrations. Le prochain déploiement reprend après elles.',
      'Son travail dans la base a été arrêté et annulé lui aussi.',
      'Pour plus de temps : `release: migrate:` dans `cabestan.yaml`. Ce qui change beaucoup de lignes se fait mieux par étapes, avec une commande à part.',
      'La base telle qu’elle était avant elles : `{snapshot}`.',
    ],
    advice: standing,
  },
  'migrations.failed': {
    title: [
      'La migration {migration} a échoué : {exception}',
      'Les migrations ont échoué : {exception}',
      'Une migration a échoué.',
    ],
    next: [
      'Appliquées avant elle, et conservées : {applied}. Le prochain déploiement reprend après elles.',
      'Appliquées avant elle, et conservées : {count} migrations. Le prochain déploiement reprend après elles.',
      'Annulées avant elle, et disparues : {reversed}.',
      'Corrigez-la, committez, et déployez à nouveau.',
      'Ou ramenez la base telle qu’elle était avant elles toutes (`{snapshot}`) : `cabestan rollback {number} --restore`. Ce qui a été écrit depuis disparaît du site, après une sauvegarde.',
    ],
    advice: standing,
  },
  'fixtures.failed': {
    title: [
      'Les fixtures {names} n’ont pas pu être chargées : {exception}',
      'Une fixture n’a pas pu être chargée.',
    ],
    next: [
      'Aucune n’a été chargée. Les migrations restent appliquées.',
      'Un nom est cherché dans les dossiers `fixtures` des applications et dans `FIXTURE_DIRS` ; un chemin part de là où est `manage.py`.',
    ],
  },
  'cache-tables.failed': {
    title: [
      'Les tables {names}, de caches gardés dans la base, n’ont pas pu être créées : {exception}',
      'Une table d’un cache gardé dans la base n’a pas pu être créée.',
    ],
    next: [
      'Aucune migration de cette version n’a été appliquée. La version précédente, s’il y en a une, continue.',
      'Voyez ce que `CACHES` nomme comme `LOCATION`, et essayez ici : `manage.py createcachetable`.',
    ],
  },
  'hook.before-failed': {
    title: [
      'Ce qui est à faire avant de démarrer la version a échoué : {command} : {exception}',
      'Ce qui est à faire avant de démarrer une version a échoué.',
    ],
    next: [
      'Les migrations demeurent, et ce que la commande a fait jusque-là aussi. La version précédente, s’il y en a une, continue.',
      'Elle s’exécute à chaque déploiement : ce qu’elle a déjà fait ne doit gêner en rien. Elle est sous `hooks:` dans `cabestan.yaml`, comme `before:`.',
    ],
  },
  'rollback.unknown': {
    title: [
      'Il n’y a pas ici de version {number} à laquelle revenir : elle n’a jamais été en ligne, ou ses fichiers ont été supprimés depuis.',
      'Il n’y a pas de version avant celle qui est en ligne.',
    ],
    next: ['Voyez lesquelles existent : `cabestan releases`.'],
  },
  'rollback.live': {
    title: 'Cette version est déjà en ligne.',
    next: ['Voyez lesquelles existent : `cabestan releases`.'],
  },
  'release.python-lost': {
    title: [
      'La version {number} fonctionne avec Python {python}, que ce serveur n’a plus.',
      'Cette version fonctionne avec un Python que ce serveur n’a plus.',
    ],
    next: [
      'Une mise à niveau de la distribution l’a retiré, et ce qui a été installé pour lui ne marche avec aucun autre. Déployez à nouveau le commit, pour le Python d’aujourd’hui : `cabestan deploy {commit}`.',
      'Rien n’a été changé.',
    ],
  },
  'rollback.unsafe': {
    title: [
      'La version {number} ne s’accommode pas de ce que la base a reçu depuis : {migrations}.',
      'L’ancienne version ne s’accommode pas des migrations appliquées depuis.',
    ],
    next: [
      'Annulez ces migrations : `cabestan rollback {number} --reverse`.',
      'Ceci reviendrait alors vide : {emptied}. Ce qui s’y trouvait n’est plus que dans la base sauvegardée.',
      'Ou ramenez la base d’alors : `cabestan rollback {number} --restore`. Ce qui a été écrit depuis disparaît du site, après une sauvegarde.',
    ],
  },
  'rollback.irreversible': {
    title: [
      'Ces migrations ne peuvent pas être annulées : {migrations}.',
      'Une migration ne peut pas être annulée.',
    ],
    next: [
      'Seule la base sauvegardée permet de revenir avant elles : `cabestan rollback {number} --restore`. Ce qui a été écrit depuis disparaît du site, après une sauvegarde.',
    ],
  },
  'rollback.no-snapshot': {
    title: 'Il n’y a pas de base sauvegardée d’avant cette migration.',
    next: ['Voyez ce qu’il y a : `cabestan ssh -- sudo ls -l /var/backups`.'],
  },
  'rollback.changed': {
    title: 'Les fichiers de cette version ont été changés à la main.',
    next: ['Déployez plutôt son commit à nouveau.'],
  },
} satisfies Partial<FailureSentences>
