import type { Catalogue } from '../catalogue.ts'

export const parts: Catalogue['parts'] = {
  packages: 'Paquets',
  access: 'Accès',
  firewall: 'Pare-feu',
  fail2ban: 'Tentatives d’intrusion',
  updates: 'Mises à jour de sécurité',
  system: 'Système',
  postgres: 'PostgreSQL',
  rabbitmq: 'RabbitMQ',
  redis: 'Redis',
  nginx: 'nginx',
  supervisor: 'supervisor',
  app: 'Application',
}

export const reasons: Catalogue['reasons'] = {
  'packages.base':
    'De petits outils dont dépendent les étapes suivantes : certificats, fuseaux horaires, et de quoi télécharger des paquets en sûreté.',
  'packages.release':
    'git, par lequel arrivent les sources d’une version, et ce qu’il faut à Python pour se faire un environnement à part.',
  'packages.cron': 'cron, qui lance les commandes que le projet veut à heure fixe.',
  'access.login':
    'Vous travaillez sur le serveur sous un utilisateur limité : une faute de frappe, ou le vol de votre session, ne livre pas d’un coup toute la machine.',
  'access.keys':
    'Une clé ne se devine pas, un mot de passe si. Les clés de toutes les personnes admises sont écrites ici ; celles qui ont été ajoutées à la main restent.',
  'access.sudo':
    'L’utilisateur de connexion peut devenir root sans mot de passe, car Cabestan travaille à travers lui. Qui détient sa clé détient donc le serveur : protégez-la par une phrase de passe.',
  'access.sshd':
    'Partout dans le monde, des machines essaient des mots de passe sur tous les serveurs ssh, et d’abord pour root. Sans root ni mots de passe, aucune de ces tentatives ne peut aboutir.',
  'firewall.package': 'ufw, qui écrit les règles du pare-feu de Linux en termes lisibles.',
  'firewall.rules':
    'Seuls ssh et le web s’adressent au monde entier. Une base de données ou un cache qui écouterait par erreur reste hors d’atteinte.',
  'fail2ban.package': 'fail2ban lit les journaux et bannit, pour un temps, les adresses qui insistent.',
  'fail2ban.unit':
    'À son démarrage, fail2ban compte les échecs passés. Il attend ici ses propres règles : qui s’est trompé de mot de passe avant le premier déploiement n’est pas banni de son serveur.',
  'fail2ban.ssh':
    'Une adresse qui échoue plusieurs fois à se connecter est bannie : les journaux restent lisibles et le processeur, disponible.',
  'fail2ban.service': 'fail2ban démarre avec le serveur, et tourne.',
  'updates.package': 'Le programme de Debian qui installe de lui-même les mises à jour de sécurité.',
  'updates.automatic':
    'La plupart des serveurs piratés le sont par des failles corrigées depuis longtemps. Les mises à jour de sécurité s’installent seules, chaque nuit.',
  'system.time-zone':
    'Journaux, commandes planifiées et courriels affichent alors l’heure à laquelle vous vivez.',
  'system.locale-package': 'Sans lui, le serveur ne connaît d’autre langue que l’anglais le plus simple.',
  'system.locale':
    'Les programmes trient et affichent alors correctement les lettres accentuées, et Python lit les fichiers en UTF-8.',
  'system.swap':
    'Avec peu de mémoire, une grosse installation suffit pour que Linux tue la base de données. Un fichier d’échange lui donne de l’air.',
  'system.swappiness':
    'Le fichier d’échange sert en cas d’urgence : Linux doit lui préférer la mémoire, mille fois plus rapide.',
  'system.logs':
    'Un programme qui se répète, ou un inconnu qui essaie des mots de passe, remplit un petit disque en une journée. Un journal devenu trop gros est déplacé et compressé avant la fin du jour.',
  'system.logs-timer': 'Encore faut-il y regarder : toutes les cinq minutes, et non plus une fois par jour.',
  'postgres.package': 'PostgreSQL, la base de données avec laquelle Django s’entend le mieux.',
  'postgres.extension-package': 'L’extension que demande la configuration se trouve dans un paquet à part.',
  'postgres.service': 'PostgreSQL démarre avec le serveur, et tourne.',
  'postgres.server':
    'La mémoire que PostgreSQL peut prendre sur cette machine, et l’assurance que personne ne l’atteint, sinon depuis le serveur lui-même.',
  'postgres.hba':
    'PostgreSQL reconnaît l’application à son utilisateur système. Il n’y a donc aucun mot de passe à voler, ni à perdre.',
  'postgres.role':
    'L’application a son propre rôle dans la base, avec les réglages que Django redemanderait sinon à chaque connexion : UTF-8, « read committed », UTC ou votre fuseau horaire.',
  'postgres.database':
    'La base de l’application, en UTF-8, qui appartient à son rôle : depuis PostgreSQL 15, seul le propriétaire peut y créer des tables.',
  'postgres.extension':
    'La configuration demande cette extension de PostgreSQL ; seul l’administrateur de la base peut l’installer.',
  'rabbitmq.vhost': 'Un hôte virtuel à elle dans RabbitMQ : aucune autre application ne prend ses tâches.',
  'redis.package': 'Redis, pour les caches, les sessions et les files d’attente.',
  'redis.data':
    'Là où le Redis de l’application garde son contenu, pour qu’un redémarrage ne perde aucune tâche en attente.',
  'redis.instance':
    'L’application a un Redis à elle : ce qu’elle y liste ou vide est à elle, et aucune autre application ne l’atteint. Il reste dans les limites de sa mémoire, et refuse de nouvelles données plutôt que de jeter des tâches en attente.',
  'nginx.package': 'nginx, qui reçoit les requêtes des visiteurs et les transmet à l’application.',
  'nginx.default':
    'Une requête qui ne nomme aucun de vos sites (un robot, le plus souvent) reçoit une réponse vide, au lieu du premier site venu.',
  'nginx.unit':
    'Ce serveur n’a pas IPv6, et le site d’origine de Debian le demande : nginx ne démarrerait pas, et son installation échouerait. Il attend le site écrit pour ce serveur.',
  'nginx.shared':
    'Ce que les sites d’un serveur partagent : la forme d’une ligne de journal, et combien de temps les navigateurs gardent un fichier.',
  'nginx.hashed':
    'Les fichiers dont le nom change avec le contenu, que demandent encore les pages ouvertes avant une nouvelle version.',
  'nginx.uploads':
    'Une page ou un dessin déposé par un visiteur peut contenir un script : il s’exécute sans identité, sans les cookies du site.',
  'nginx.long-names':
    'Un domaine du site est plus long que ce que nginx attend : il lui faut plus de place pour les noms.',
  'nginx.service': 'nginx démarre avec le serveur, et tourne.',
  'supervisor.package':
    'supervisor, qui démarre les programmes de l’application, et les redémarre s’ils meurent.',
  'supervisor.unit':
    'Tel que Debian le livre, supervisor attend 50 secondes avant de redémarrer et laisse des processus orphelins, et systemd arrête tous ses programmes dès que l’un a pris trop de mémoire. Ceci y remédie.',
  'supervisor.service': 'supervisor démarre avec le serveur, et tourne.',
  'app.group':
    'Les fichiers d’une application appartiennent à un groupe qui lui est propre : aucun autre programme ne peut les lire.',
  'app.user':
    'L’application tourne sous un utilisateur à elle, qui ne peut rien faire d’autre : si elle est piratée, le reste du serveur ne l’est pas.',
  'app.directory':
    'L’endroit où vit l’application sur le serveur, lisible par ceux qui en ont besoin et par personne d’autre.',
  'app.environment':
    'Les secrets restent hors de git : la clé secrète et les mots de passe sont créés sur le serveur, et seuls root et l’application peuvent les lire.',
  'app.sockets':
    'nginx et l’application se parlent par une socket dans ce répertoire, qu’il faut recréer à chaque démarrage.',
  'app.logs':
    'Des journaux que personne ne coupe finissent par remplir le disque. Ils sont gardés quelques semaines et compressés.',
  'app.site-logs':
    'L’endroit où l’application écrit elle-même ses journaux. Ceux de supervisor sont hors de sa portée : un intrus ne peut pas y effacer ses traces.',
  'app.releases':
    'Chaque version a son propre répertoire, qui ne change plus : revenir en arrière n’est qu’une affaire de lien.',
  'app.colours':
    'Une nouvelle version démarre à l’une de deux places pendant que l’autre sert le site. Le lien « live » nomme celle que voient les visiteurs.',
  'app.cache': 'Ce qui a été téléchargé pour une version ne l’est pas de nouveau pour la suivante.',
  'app.media':
    'Ce qu’envoient les visiteurs survit à toutes les versions. L’application l’écrit, nginx le montre.',
  'app.data':
    'Tout ce qui doit aussi survivre à une version : fichiers SQLite, agenda de Celery, répertoire personnel des commandes.',
  'app.pages':
    'Quand l’application ne répond pas, ou pendant une maintenance, les visiteurs voient une page qui le dit, dans la langue du site.',
  'app.backups': 'La base de données telle qu’elle était avant chaque migration. Seul root peut la lire.',
  'app.commands':
    '`run` lance n’importe quelle commande dans l’environnement de la version en ligne, sous l’utilisateur de l’application ; les autres servent à supervisor et à cron.',
  'app.site':
    'nginx sert lui-même les fichiers statiques et les fichiers envoyés, écarte ce que seuls des robots demandent, et transmet le reste à l’application.',
  'app.programs':
    'supervisor fait tourner le processus web et les autres, les relance s’ils meurent, et les démarre avec le serveur.',
  'app.schedule':
    'cron lance ces commandes à leur heure, jamais deux fois en même temps, et garde ce qu’elles disent.',
}
