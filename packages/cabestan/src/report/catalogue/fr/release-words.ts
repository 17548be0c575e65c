import type { EnvironmentWords, ReleaseWords } from '../release-words.ts'

export const environment: EnvironmentWords = {
  ask: 'Valeur de {key}',
  from: { owner: 'donnée par vous', server: 'créée par le serveur', release: 'de la version' },
  pending: { set: 'compte à partir de la prochaine version', unset: 'disparaît avec la prochaine version' },
  none: 'Il n’y a pas encore de variables.',
  byRelease: 'Cela prend effet par une nouvelle version : `{command}`.',
  forChecks:
    'Pour que `cabestan check` le sache aussi, ici et en CI : `secrets: [{secrets}]` dans `cabestan.yaml`.',
}

export const releases: ReleaseWords = {
  none: 'Il n’y a pas encore de version. Pour en faire une : `cabestan deploy`.',
  verdicts: {
    live: 'en ligne',
    unfinished: 'inachevée',
    good: 'bonne',
    failed: 'échec',
    withdrawn: 'retirée',
  },
  stages: {
    preflight: 'vérification',
    source: 'source',
    venv: 'venv',
    build: 'construction',
    database: 'base',
    start: 'démarrage',
    probe: 'sonde',
    switch: 'basculement',
    drain: 'fin',
    prune: 'rangement',
  },
  columns: {
    number: 'version',
    commit: 'commit',
    subject: 'sujet',
    author: 'auteur',
    when: 'quand',
    took: 'durée',
    verdict: 'verdict',
    lost: 'requêtes perdues',
  },
  goingBack: 'De la version {number} : {commit} {subject}',
  goingTo: 'À la version {number} : {commit} {subject}, du {when}',
  movesBack:
    'Cette version a ses données dans {to}, celle en ligne dans {from} : le site montrera de nouveau ce qu’il contenait alors. Ce qui a été écrit depuis reste dans {from}.',
  names: {
    again: 'Le site répondra de nouveau à {names}.',
    gone: 'Le site ne répondra plus à {names} : il n’avait pas ce nom à cette version.',
    keep: 'Avec les noms d’aujourd’hui : `cabestan deploy {commit}`, qui fait une nouvelle version de ce commit.',
    isAgain: 'Le site répond de nouveau à {names}.',
    isGone:
      'Le site ne répond plus à {names}. `cabestan deploy` lui donne les noms de `cabestan.yaml` ; avec le code qui est en ligne maintenant : `cabestan deploy {commit}`.',
  },
  noMigrations: 'Aucune migration n’a été appliquée depuis : la base convient aux deux.',
  migrations: {
    one: '{count} migration a été appliquée depuis :',
    other: '{count} migrations ont été appliquées depuis :',
  },
  safe: 'l’ancien code s’en accommode',
  unjudged: 'personne ne peut dire si l’ancien code s’en accommode',
  unsafe: 'l’ancien code ne s’en accommode pas',
  irreversible: 'ne peut pas être annulée',
  emptied:
    'Avec `--reverse`, ceci reviendrait vide : {names}. Ce qui s’y trouvait n’est plus que dans la base sauvegardée.',
  snapshot: 'La base d’avant est sauvegardée : {path}',
  noSnapshot: 'La base d’avant n’est pas sauvegardée.',
}
