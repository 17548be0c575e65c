import type { FailureSentences } from '../catalogue.ts'

export const failuresOfTheDatabase = {
  'database.unreachable': {
    title: 'L’application n’atteint pas sa base de données.',
    next: ['Regardez si elle tourne : `cabestan status`.'],
  },
  'snapshot.failed': {
    title: 'La base de données n’a pas pu être sauvegardée avant ses migrations : elles n’ont pas commencé.',
    next: ['Regardez la place sur le disque : `cabestan status`.'],
  },
  'restore.failed': {
    title: 'La base sauvegardée n’a pas pu être ramenée ; celle d’aujourd’hui est comme avant.',
    next: ['Ce qui a été dit à ce sujet se trouve ci-dessus. La sauvegarde est toujours là.'],
  },
  'migrations.inconsistent': {
    title: 'Les migrations du commit ne s’accordent pas avec celles que la base a reçues.',
    next: ['Voyez les deux par `manage.py showmigrations`.'],
  },
  'migrations.unsafe': {
    title: 'La version en ligne ne peut plus travailler après ces migrations.',
    next: ['Faites-le en deux versions : d’abord un code qui vit avec les deux.'],
  },
  'migrations.locked': {
    title: 'Une migration a attendu trop longtemps une table que quelque chose retient.',
    next: ['Déployez à nouveau à une heure plus calme.'],
  },
  'migrations.endless': {
    title: 'Les migrations duraient trop longtemps, et ont été arrêtées.',
    next: ['Donnez-leur plus de temps, ou coupez la migration en plusieurs.'],
  },
  'migrations.failed': {
    title: 'Une migration a échoué.',
    next: ['Corrigez-la, committez, et déployez à nouveau.'],
  },
  'fixtures.failed': {
    title: 'Une fixture n’a pas pu être chargée.',
    next: ['Ce que `loaddata` a dit se trouve ci-dessus.'],
  },
  'rollback.unknown': {
    title: 'Il n’y a pas de telle version à laquelle revenir.',
    next: ['Voyez lesquelles existent : `cabestan releases`.'],
  },
  'rollback.live': {
    title: 'Cette version est déjà en ligne.',
    next: ['Voyez lesquelles existent : `cabestan releases`.'],
  },
  'rollback.unsafe': {
    title: [
      'La version {number} ne peut pas vivre avec ce qui a été fait à la base depuis : {migrations}.',
      'L’ancienne version ne peut pas vivre avec les migrations appliquées depuis.',
    ],
    next: [
      'Annulez ces migrations : `cabestan rollback {number} --reverse`.',
      'Ou ramenez la base d’alors : `cabestan rollback {number} --restore`. Ce qui a été écrit depuis est perdu.',
    ],
  },
  'rollback.irreversible': {
    title: [
      'Ces migrations ne peuvent pas être annulées : {migrations}.',
      'Une migration ne peut pas être annulée.',
    ],
    next: [
      'Seule la base sauvegardée revient en deçà : `cabestan rollback {number} --restore`. Ce qui a été écrit depuis est perdu.',
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
