import type { Catalogue } from '../catalogue.ts'

const fileGoes = 'Le fichier est supprimé quand plus aucune application de ce serveur ne le décrit.'
const stays =
  'Reste en place : des personnes y ont mis leur travail. `cabestan remove` donne la commande qui l’efface.'

export const kinds: Catalogue['kinds'] = {
  package: {
    label: 'Paquets {subject}',
    instead:
      'Installe d’un coup ceux qui manquent, sans suppléments recommandés ni questions, et attend tant qu’un autre programme occupe le gestionnaire de paquets.',
    undone:
      'Les paquets restent quand ils ne sont plus décrits : d’autres programmes ont pu en avoir besoin entre-temps.',
  },
  group: {
    label: 'Groupe {subject}',
    instead: 'Crée le groupe s’il n’existe pas.',
    undone: 'Le groupe est supprimé quand plus rien ne le décrit et qu’il est vide.',
  },
  user: {
    label: 'Utilisateur {subject}',
    instead:
      'Crée l’utilisateur sans mot de passe, avec le répertoire, le shell et les groupes décrits ; les groupes ajoutés à la main restent.',
    undone: stays,
  },
  'authorized-keys': {
    label: 'Clés de {subject}',
    instead: 'Ajoute les clés qui manquent, avec les droits qu’exige ssh, et ne touche à aucune autre.',
    undone: 'Les clés que Cabestan a ajoutées sont retirées, et aucune autre.',
  },
  'sudo-rule': {
    label: 'Règle sudo {subject}',
    instead:
      'Écrit un seul fichier, que `visudo -c` juge d’abord : une faute dedans pourrait priver tout le monde de sudo.',
    undone: fileGoes,
  },
  sshd: {
    label: 'Réglages de ssh',
    instead:
      'Écrit un fichier à part, lu en premier, demande à `sshd -T` s’il a pris effet, puis se reconnecte par une connexion neuve. Si elle échoue, ou si votre ordinateur s’éteint à cet instant, le serveur remet de lui-même ses anciens réglages.',
    undone: 'Le fichier est supprimé et ssh relit les réglages de la distribution.',
  },
  firewall: {
    label: 'Pare-feu',
    instead:
      'Ouvre ssh, sur le port réellement utilisé, avant de fermer quoi que ce soit. Le serveur rouvre de lui-même, sauf si une connexion neuve prouve que vous pouvez toujours entrer. Les règles ajoutées à la main restent.',
    undone:
      'Il reste tel quel : retirer la règle de ssh vous enfermerait dehors. `sudo ufw disable` l’arrête.',
  },
  fail2ban: {
    label: 'fail2ban',
    instead:
      'Écrit un fichier, que fail2ban juge lui-même, avec la source de journaux qui fonctionne sur cette version du système.',
    undone: fileGoes,
  },
  'unattended-upgrades': {
    label: 'Mises à jour de sécurité automatiques',
    instead:
      'Écrit un petit fichier pour apt. Le serveur ne redémarre seul que si la configuration donne une heure pour cela.',
    undone: 'Les fichiers sont supprimés ; les réglages de la distribution s’appliquent de nouveau.',
  },
  'time-zone': {
    label: 'Fuseau horaire',
    instead: 'Le règle, et vérifie ce que le système répond.',
    undone: 'Reste tel quel.',
  },
  locale: {
    label: 'Langue du système',
    instead: 'Génère la langue si elle manque et en fait celle du système.',
    undone: 'Reste telle quelle.',
  },
  swap: {
    label: 'Fichier d’échange {subject}',
    instead:
      'Crée le fichier, lisible par root seul, et l’inscrit dans `/etc/fstab`, pour le retrouver après un redémarrage.',
    undone: 'Il est désactivé, retiré de `/etc/fstab` et supprimé.',
  },
  sysctl: {
    label: 'Réglages du noyau {subject}',
    instead: 'Écrit un fichier et le fait lire aussitôt au noyau.',
    undone: 'Le fichier est supprimé ; les valeurs reviennent au prochain démarrage.',
  },
  directory: {
    label: 'Répertoire {subject}',
    instead: 'Le crée, avec son propriétaire et ses droits ; son contenu n’est pas touché.',
    undone: 'Il est supprimé s’il est vide ; sinon il reste.',
  },
  file: {
    label: 'Fichier {subject}',
    instead:
      'L’écrit en entier ou pas du tout, le fait d’abord juger par le programme qui le lit, et remet l’ancien s’il est refusé.',
    undone: fileGoes,
  },
  link: {
    label: 'Lien {subject}',
    instead: 'Crée le lien, ou le réoriente, en un seul geste.',
    undone: 'Le lien est supprimé ; ce à quoi il menait reste.',
  },
  'environment-file': {
    label: 'Fichier d’environnement {subject}',
    instead:
      'Ajoute ce qui manque. Les valeurs secrètes sont créées sur le serveur et ne le quittent jamais, pas même pour ce plan. Les autres lignes restent telles quelles.',
    undone: stays,
  },
  unit: {
    label: 'Unité {subject}',
    instead:
      'Écrit l’unité, que systemd juge, puis la démarre et la fait démarrer avec le serveur, comme décrit.',
    undone: 'Elle est arrêtée, ne démarre plus avec le serveur, et son fichier est supprimé.',
  },
  'drop-in': {
    label: 'Complément à {subject}',
    instead:
      'Écrit un fichier à côté de l’unité de la distribution, qui reste intacte et continue d’être mise à jour.',
    undone: fileGoes,
  },
  service: {
    label: 'Service {subject}',
    instead: 'Le démarre et le fait démarrer avec le serveur ; s’il ne démarre pas, dit qui occupe son port.',
    undone: 'Reste tel quel.',
  },
  tmpfiles: {
    label: 'Répertoires recréés au démarrage {subject}',
    instead: 'Les décrit à systemd, et les fait créer aussitôt.',
    undone: fileGoes,
  },
  logrotate: {
    label: 'Rotation des journaux {subject}',
    instead: 'Écrit un fichier, que logrotate juge lui-même.',
    undone: fileGoes,
  },
  'supervisor-program': {
    label: 'Programme {subject}',
    instead:
      'Écrit son fichier, puis fait prendre ce seul programme par supervisor : les autres ne remarquent rien.',
    undone: 'Le programme est arrêté et son fichier supprimé.',
  },
  'nginx-site': {
    label: 'Site {subject}',
    instead:
      'Écrit le site et son lien, les soumet à `nginx -t`, et ne recharge nginx qu’une fois, à la fin. Un site que nginx refuse n’entraîne jamais les autres.',
    undone: 'Le lien et le fichier sont supprimés, et nginx est rechargé.',
  },
  'postgres-server': {
    label: 'Réglages de PostgreSQL',
    instead:
      'Écrit un fichier à côté de ceux de PostgreSQL, et demande au serveur lui-même si chaque valeur a pris effet.',
    undone: 'Le fichier est supprimé ; les réglages de PostgreSQL s’appliquent de nouveau.',
  },
  'postgres-hba': {
    label: 'Accès à PostgreSQL {subject}',
    instead:
      'Met ses lignes avant les autres, car la première qui convient décide, et les fait lire à PostgreSQL avant qu’elles comptent.',
    undone: 'Ces lignes sont retirées, et aucune autre.',
  },
  'postgres-role': {
    label: 'Rôle PostgreSQL {subject}',
    instead: 'Crée le rôle, sans mot de passe : l’utilisateur système du même nom en tient lieu.',
    undone: stays,
  },
  'postgres-database': {
    label: 'Base de données {subject}',
    instead:
      'La crée depuis `template0` en UTF-8, quel que soit le réglage du serveur, et la donne à son rôle.',
    undone: stays,
  },
  'postgres-extension': {
    label: 'Extension PostgreSQL {subject}',
    instead: 'L’installe dans la base, en tant qu’administrateur.',
    undone: stays,
  },
  'rabbitmq-vhost': {
    label: 'RabbitMQ de {subject}',
    instead: 'Crée un hôte virtuel de ce nom, et y laisse entrer les programmes de ce serveur.',
    undone: stays,
  },
  'redis-data': {
    label: 'Données de Redis {subject}',
    instead: 'Crée le répertoire, que seul Redis peut lire ; ce qu’il contient n’est pas touché.',
    undone: stays,
  },
  'redis-instance': {
    label: 'Redis de {subject}',
    instead:
      'Démarre un Redis pour cette seule application, par le modèle de la distribution : sur un port à lui, avec un mot de passe que seul le fichier d’environnement de l’application contient. Il n’évince rien et garde les files d’attente après une panne. Le Redis de la distribution n’est pas touché.',
    undone: 'Il est arrêté et son fichier supprimé ; ses données restent.',
  },
}
