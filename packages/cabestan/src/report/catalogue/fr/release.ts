import type { Catalogue } from '../catalogue.ts'

/** What is under way, as the live view names it. */
export const stages: Catalogue['stages'] = {
  preflight: 'vérifier que tout est là',
  source: 'fichiers du commit',
  venv: 'paquets de Python',
  build: 'fichiers statiques et vérifications',
  database: 'base de données',
  start: 'démarrage à côté de la version en ligne',
  probe: 'demande de sa page à la nouvelle version',
  switch: 'basculement',
  drain: 'fin de l’ancienne version',
  prune: 'rangement',
}

export const notices: Catalogue['notices'] = {
  'source.sent': 'commit {commit} : {count} fichiers',
  'venv.reused': 'le venv sert à nouveau : ses paquets sont les mêmes',
  'venv.made': 'paquets installés : {count}',
  'venv.python': 'Python {version}',
  'check.warning': '{id} : {message}',
  'check.later':
    'les vérifications de Django interrogent la base, encore vide : elles viendront après les migrations',
  'static.collected': 'fichiers statiques : {count}',
  'migrations.none': 'aucune migration à appliquer',
  'migrations.pending': 'migrations à appliquer : {names}',
  'migrations.unknown': 'ce que fait {name} ne peut être jugé : {why}',
  'migrations.waiting': 'en attente d’une table retenue par : {holder}',
  'migration.applied': 'appliquée : {name}',
  'snapshot.none': 'la base n’a pas été sauvegardée : {why}',
  'snapshot.made': 'la base est sauvegardée : {path} ({size})',
  'snapshot.restored': 'la base sauvegardée est revenue : {path}',
  'database.seeded': 'la base committée sert de départ : {path}',
  'fixtures.loaded': 'fixtures chargées : {names}',
  'probe.waiting': 'pas encore de bonne réponse : {answer}',
  'probe.answered': '{path} répond {status} en {milliseconds} ms',
  switched: 'les visiteurs reçoivent désormais la version {number}',
  'switched-back': 'les visiteurs reçoivent à nouveau la version {number}',
  watched: '{requests} requêtes depuis, dont {errors} erreurs',
  drained: 'l’ancienne version a terminé ses requêtes',
  'drain.cut':
    '{count} connexions de l’ancienne version étaient encore ouvertes après {seconds} s, et ont été coupées',
  'process.restarted': '{process} tourne sur la nouvelle version',
  'process.killed': '{process} ne s’est pas arrêté en {seconds} s, et a été tué',
  'maintenance.on': 'les visiteurs voient la page de maintenance',
  'maintenance.off': 'la page de maintenance est retirée',
  pruned: 'anciennes versions supprimées : {numbers}',
  'prune.kept-for-disk': 'le disque est presque plein : seules {count} versions sont gardées',
  'hook.done': 'fait : {command}',
  'hook.failed': 'échec, et la version reste : {command}',
  'former.unhealthy': 'la version en ligne ne répond pas bien elle-même : {answer}',
  'left-over.removed': 'ce qu’avait laissé une version interrompue est retiré : {names}',
}
