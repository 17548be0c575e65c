import type { Catalogue } from '../catalogue.ts'

/** De la version en ligne, qui connaît la base telle qu’elle était. */
export const unsafe: Catalogue['unsafe'] = {
  'table-dropped': 'elle interroge encore cette table',
  'table-renamed': 'elle demande la table par son ancien nom',
  'column-dropped': 'elle interroge encore cette colonne',
  'column-renamed': 'elle demande la colonne par son ancien nom',
  'column-required': 'elle écrit des lignes sans valeur ici, qui seraient refusées',
  'type-narrowed': 'elle peut écrire plus que la colonne ne pourra tenir',
  'type-changed': 'elle lit et écrit ici un autre type',
  'order-changed': 'elle ne connaît pas la colonne qui garde l’ordre',
}

/** What is under way, as the live view names it. */
export const stages: Catalogue['stages'] = {
  preflight: 'vérification que tout est là',
  source: 'fichiers du commit',
  venv: 'paquets de Python',
  build: 'fichiers statiques et vérifications',
  database: 'base de données',
  start: 'démarrage de la nouvelle version',
  probe: 'essai d’une page de la nouvelle version',
  switch: 'basculement',
  drain: 'fin de l’ancienne, passage des workers à la nouvelle',
  prune: 'rangement',
}

export const changeOver: Catalogue['changeOver'] = {
  rollback: {
    start: 'démarrage de la version antérieure',
    probe: 'essai d’une page de la version antérieure',
    drain: 'fin de celle qui était en ligne, passage des workers',
  },
  restart: {
    start: 'démarrage d’un nouveau processus web à côté de celui qui sert',
    probe: 'essai d’une page',
    drain: 'fin de l’ancien, redémarrage des autres processus',
  },
}

export const notices: Catalogue['notices'] = {
  'live-already': 'ce commit a été mis en ligne entre-temps, version {number} : il n’est pas redéployé',
  'source.sent': 'commit {commit}, fichiers : {count}',
  'venv.reused': 'le venv est réutilisé : ses paquets sont les mêmes',
  'venv.made': 'paquets installés : {count}',
  'venv.python': 'Python {version}',
  'venv.pip':
    'uv ne peut pas être obtenu sur ce serveur, donc pip installe les paquets, plus lentement : {why}',
  'check.warning': '{id} : {message}',
  'check.known':
    'avertissements de Django déjà donnés lors d’un déploiement précédent : {count} ({ids}) ; `cabestan run -- manage.py check --deploy` les montre',
  'check.later':
    'les vérifications de Django interrogent la base, encore vide : elles viendront après les migrations',
  'compress.later':
    'des gabarits à compresser interrogent peut-être la base, encore vide : ils seront compressés après les migrations',
  'check.without-https':
    'avertissements de Django sur https : {count}, qui attendent que le site ait un certificat',
  'static.collected': 'fichiers statiques : {count}',
  'static.sources':
    'absents des fichiers statiques, car ils nomment des paquets et servent à en fabriquer d’autres : {files}',
  'migrations.none': 'aucune migration à appliquer',
  'migrations.pending': 'migrations à appliquer : {names}',
  'migrations.unknown': 'ce que fait {name} ne peut pas être jugé : {what}',
  'migrations.warning': 'dès {name}, la base peut refuser ce que la version en ligne écrit : {what}',
  'migrations.unmade':
    'aucune migration ne crée {names}, que les modèles ont : chaque page qui s’en sert échoue. À créer : `python manage.py makemigrations {labels}`',
  'migrations.ahead': 'la base a reçu des migrations que ce commit ne connaît pas : {names}',
  'migrations.made': 'migrations faites ici, que git n’a pas encore : {names} (gardées dans {path})',
  'migrations.waiting': 'en attente d’une table retenue par : {holder}',
  'migration.applied': 'appliquée : {name}',
  'migration.reversed': 'annulée : {name}',
  'snapshot.none': 'la base n’a pas été sauvegardée : Cabestan ne sait pas le faire pour celle-ci ({what})',
  'snapshot.made': 'la base est sauvegardée : {path} ({size})',
  'snapshot.left': 'la base d’avant est gardée sous le nom {name}, car {path} n’a pas pu être écrit',
  'snapshot.restored': 'la base sauvegardée est revenue : {path}',
  'uploads.copied': 'fichiers committés qui servent de départ à {path} : {count}',
  'database.seeded': 'la base committée sert de départ : {path}',
  'cache-tables.made': 'tables créées pour des caches gardés dans la base : {names}',
  'fixtures.loaded': 'fixtures chargées : {names}',
  'probe.waiting': 'pas encore de bonne réponse : {answer}',
  'probe.answered': '{path} répond {status} en {time}',
  switched: 'les visiteurs reçoivent désormais la version {number}',
  'switched-back': 'les visiteurs reçoivent à nouveau la version {number}',
  watched: 'requêtes depuis : {requests}, dont en erreur : {errors}',
  drained: 'ce qui servait auparavant a terminé ses requêtes',
  'drain.cut': 'connexions de l’ancienne version encore ouvertes après {seconds} s, et coupées : {count}',
  'process.started': '{process} a démarré',
  'process.restarted': '{process} a redémarré',
  'process.killed': '{process} ne s’est pas arrêté en {seconds} s, et a été tué',
  'process.fallen':
    '{process} démarre, tombe, et est redémarré : `cabestan logs {process}` montre ses derniers mots',
  'process.scaled': '{process} : désormais {count}',
  'maintenance.on': 'les visiteurs voient la page de maintenance',
  'maintenance.off': 'la page de maintenance est retirée',
  'maintenance.stays':
    'la page de maintenance reste : la version en ligne ne convient plus à la base ({names})',
  pruned: 'anciennes versions supprimées : {numbers}',
  'prune.kept-for-disk': 'le disque est presque plein ; versions gardées : {count}',
  'prune.cache':
    'ce qui avait été téléchargé pour les constructions précédentes est effacé ({megabytes} Mo) ; la prochaine retéléchargera ce qu’il lui faut',
  'hook.done': 'fait : {command}',
  'hook.failed': 'échec, et la version reste : {command}',
  'former.unhealthy': 'la version en ligne a déjà un problème : sa page répond {answer}',
  'former.silent': 'la version en ligne a déjà un problème : sa page ne répond pas',
  'left-over.removed': 'ce qu’avait laissé une version interrompue est retiré : {names}',
}
