import type { FailureSentences } from '../catalogue.ts'

export const failuresOnTheServer = {
  'server.unsupported': {
    title: ['{name} est un système que Cabestan ne connaît pas.', 'Cabestan ne connaît pas ce système.'],
    next: [
      'Ceux qu’il connaît : {supported}.',
      'Réinstallez le serveur avec Debian 12, Debian 13 ou une Ubuntu LTS ; la console de votre hébergeur les propose.',
    ],
  },
  'server.architecture': {
    title: [
      'Le processeur du serveur ({architecture}) n’est pas pris en charge.',
      'Le processeur du serveur n’est pas pris en charge.',
    ],
    next: [
      'Cabestan fonctionne sur les serveurs x86-64 et arm64 : choisissez l’un d’eux chez votre hébergeur.',
    ],
  },
  'server.no-systemd': {
    title: 'systemd ne tourne pas sur ce serveur : rien ne pourrait y démarrer ni surveiller les services.',
    next: [
      'C’est souvent le cas des conteneurs : prenez une machine virtuelle, ou un conteneur qui démarre systemd.',
      'Pour essayer Cabestan sur votre ordinateur : `cabestan sandbox up`.',
    ],
  },
  'server.clock': {
    title: [
      'L’horloge du serveur a {time} d’écart avec celle de cet ordinateur.',
      'L’horloge du serveur est très loin de celle de cet ordinateur.',
    ],
    next: [
      'Avec une mauvaise heure, certificats et paquets sont refusés. Si c’est celle du serveur : `cabestan ssh -- sudo timedatectl set-ntp true`, puis attendez une minute.',
      'Si c’est celle de cet ordinateur, activez l’heure automatique dans ses réglages.',
    ],
  },
  'disk.full': {
    title: [
      'Le disque du serveur est plein : il reste {space} sur {path}.',
      'Il reste {inodes} inodes au système de fichiers du serveur ({path}) : il ne prend plus de fichiers.',
      'Le disque du serveur est plein ({path}).',
      'Le disque du serveur est plein.',
    ],
    next: [
      'Trouvez où sont les petits fichiers (il reste {inodes} inodes) : `cabestan ssh -- sudo du --inodes -xd3 / | sort -n | tail`.',
      'Voyez ce qui le remplit : `cabestan ssh -- sudo du -xh --max-depth=2 / | sort -h | tail`.',
      'Les anciens paquets sont souvent les plus faciles à supprimer : `cabestan ssh -- sudo apt-get clean`.',
    ],
  },
  'disk.read-only': {
    title: [
      '{path} est en lecture seule : le disque n’accepte aucun changement.',
      'Le disque du serveur n’accepte aucun changement.',
    ],
    next: [
      'Linux agit ainsi quand un disque tombe en panne : `cabestan ssh -- sudo dmesg | tail` dit pourquoi.',
      'Sauvegardez ce dont vous avez besoin, redémarrez depuis la console de votre hébergeur, et contactez-le si cela revient.',
    ],
  },
  'network.none': {
    title: ['Le serveur n’arrive pas à joindre {address}.', 'Le serveur n’arrive pas à joindre internet.'],
    next: [
      'Essayez depuis le serveur : `cabestan ssh -- getent hosts debian.org` (les noms), puis `cabestan ssh -- sudo apt-get update`.',
      'Derrière le proxy d’une entreprise, dites-le à apt : une ligne `Acquire::http::Proxy "http://PROXY:PORT";` dans `/etc/apt/apt.conf.d/80proxy`.',
    ],
  },
  'packages.locked': {
    title: [
      'Un autre programme occupe le gestionnaire de paquets : {holder}.',
      'Un autre programme occupe le gestionnaire de paquets.',
    ],
    next: [
      'Un serveur neuf commence souvent par se mettre à jour : attendez quelques minutes et relancez la commande.',
      'Ce qu’il fait : `cabestan ssh -- ps -fC apt,apt-get,dpkg,unattended-upgr`.',
    ],
  },
  'packages.broken': {
    title: [
      'Le gestionnaire de paquets est dans un état incohérent ({packages}).',
      'Le gestionnaire de paquets est dans un état incohérent.',
    ],
    next: [
      'Une installation a été interrompue auparavant. En général, ceci la répare : `cabestan ssh -- sudo dpkg --configure -a`.',
      'Ensuite : `cabestan ssh -- sudo apt-get install --fix-broken`, puis de nouveau la même commande de Cabestan.',
    ],
  },
  'packages.held': {
    title: [
      'Quelqu’un a figé des paquets du serveur à leur version : {packages}.',
      'Quelqu’un a figé des paquets du serveur à leur version.',
    ],
    next: [
      'Ce qui manque ne peut pas être installé à côté : `cabestan ssh -- sudo apt-mark unhold {packages}`, puis de nouveau la même commande de Cabestan.',
      'Ce n’est jamais un hasard : si ce n’est pas vous, demandez d’abord. `cabestan ssh -- apt-mark showhold` les nomme tous.',
    ],
  },
  'packages.displaced': {
    title: [
      'Pour installer ce qui manque, apt devrait retirer du serveur ces paquets : {packages}.',
      'Pour installer ce qui manque, apt devrait retirer d’autres paquets du serveur.',
    ],
    next: [
      'Rien n’a été installé, ni retiré. Servent-ils encore ? Si non : `cabestan ssh -- sudo apt-get remove {packages}`, puis de nouveau la même commande de Cabestan.',
      'Si oui, `cabestan.yaml` peut se passer de ce qui les gêne : `packages:`, `firewall: false`, `fail2ban: false`…',
    ],
  },
  'package.unknown': {
    title: [
      'Les listes de paquets du serveur ne connaissent pas « {name} ».',
      'Les listes de paquets du serveur ne connaissent pas l’un des paquets.',
    ],
    next: [
      'Cherchez-le sur packages.debian.org, pour la version installée sur le serveur : il y porte peut-être un autre nom. S’il n’y est plus, retirez-le de `packages:` dans `cabestan.yaml`.',
      'Si les listes sont incomplètes, regardez `/etc/apt/sources.list.d` et `/etc/apt/sources.list` sur le serveur.',
    ],
  },
  'locale.unknown': {
    title: ['Le serveur ne connaît pas de langue « {locale} ».', 'Le serveur ne connaît pas cette langue.'],
    next: [
      'Vouliez-vous dire `locale: {nearest}` dans `cabestan.yaml` ?',
      'Toutes celles qu’il connaît : `cabestan ssh -- grep UTF-8 /usr/share/i18n/SUPPORTED`.',
    ],
  },
  'port.taken': {
    title: [
      'Le port {port} est occupé par {holder} : {service} ne peut pas démarrer.',
      'Le port {port} est occupé par {holder}.',
      'Le port {port} est occupé par un autre programme.',
      'Un port est occupé par un autre programme.',
    ],
    next: [
      'Pour le voir : `cabestan ssh -- sudo ss -ltnp "sport = :{port}"`.',
      'Si personne n’a besoin de ce programme, arrêtez-le pour de bon (souvent `sudo systemctl disable --now apache2`), et relancez la commande.',
    ],
  },
} satisfies Partial<FailureSentences>
