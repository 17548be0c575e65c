import type { FailureSentences } from '../catalogue.ts'

export const failuresOnTheWay = {
  'ssh.missing': {
    title: 'Le programme `ssh` est introuvable sur cet ordinateur.',
    next: [
      'Debian, Ubuntu : `sudo apt install openssh-client`.',
      'Windows : Paramètres, Système, Fonctionnalités facultatives, ajoutez « Client OpenSSH ». macOS l’a déjà.',
    ],
  },
  'ssh.failed': {
    title: [
      'ssh n’a pas pu se connecter à {host|destination}.',
      'ssh n’a pas pu démarrer : {reason}',
      'ssh n’a pas pu se connecter au serveur.',
    ],
    next: [
      'Ce que ssh en dit se trouve ci-dessus.',
      'Essayez-le seul, avec toutes ses explications : `ssh -v {target|host|destination}`.',
      'Tout ce qui marche avec `ssh` marche ici : ports et rebonds viennent de votre `~/.ssh/config`.',
    ],
  },
  'ssh.no-commands': {
    title: [
      '{host|destination} vous laisse entrer, mais ne lance aucune commande : il montre autre chose.',
      'Le serveur vous laisse entrer, mais ne lance aucune commande : il montre autre chose.',
    ],
    next: [
      'Cabestan a besoin de ce que fait `ssh {target|host|destination} true` : se terminer aussitôt, sans un mot. Dès que c’est le cas, cette commande marche aussi.',
      'Un menu de votre hébergeur : son interface ou sa console dit comment obtenir un shell ordinaire à la place.',
      'Sur un serveur à vous : `ForceCommand` dans la configuration de sshd, ou `command=` devant votre clé dans `authorized_keys`, met un programme à la place de toute commande.',
    ],
  },
  'host.unresolved': {
    title: [
      'Le nom {host|destination} ne mène à aucune adresse.',
      'Le nom du serveur ne mène à aucune adresse.',
    ],
    next: [
      'Vérifiez l’orthographe de `server:` dans `cabestan.yaml`.',
      'Un nom acheté à l’instant peut mettre une heure à être connu ; l’adresse donnée par votre hébergeur marche tout de suite.',
    ],
  },
  'host.unreachable': {
    title: [
      '{host|destination} ne répond pas sur le port {port}.',
      '{host|destination} ne répond pas.',
      'Le serveur ne répond pas.',
    ],
    next: [
      'Le serveur est-il allumé, et est-ce bien son adresse ? La console de votre hébergeur montre les deux.',
      'Le pare-feu de l’hébergeur lui-même laisse-t-il passer ssh ?',
      'Êtes-vous connecté à internet, et votre réseau laisse-t-il sortir ssh ? `ssh {target|host|destination}` devrait demander ou répondre quelque chose.',
    ],
  },
  'host.penalty': {
    title: [
      '{host|destination} refuse votre adresse pour un moment : des connexions venues d’elle ont échoué.',
      'Le serveur refuse votre adresse pour un moment : des connexions venues d’elle ont échoué.',
    ],
    next: [
      'Attendez : ssh vous laisse entrer à nouveau de lui-même, après quelques secondes s’il y en a eu peu, après dix minutes au plus.',
      'Ce n’était pas vous ? Tous ceux qui passent par la même box ou le même VPN ont cette adresse : essayez un autre réseau, ou voyez qui c’était dans la console de votre hébergeur : `journalctl -u ssh`.',
      'D’ici là, qu’aucun script ni éditeur ne réessaie : chaque échec prolonge l’attente.',
    ],
  },
  'host.refused': {
    title: [
      '{host|destination} est bien là, mais refuse les connexions sur le port {port}.',
      '{host|destination} est bien là, mais refuse la connexion.',
      'Le serveur est bien là, mais refuse la connexion.',
    ],
    next: [
      'Si ssh écoute sur un autre port, écrivez-le : `server: ssh://UTILISATEUR@{bracketed}:PORT`.',
      'Un serveur qui vient de démarrer peut mettre une minute à répondre en ssh.',
      'Si fail2ban a banni votre adresse, attendez dix minutes ou passez par la console de votre hébergeur.',
    ],
  },
  'host-key.unknown': {
    title: [
      'Personne n’a encore confirmé que {host|destination} est bien le serveur qu’il prétend être (empreinte {fingerprint}).',
      'Personne n’a encore confirmé que ce serveur est bien celui qu’il prétend être.',
    ],
    next: [
      'Lancez la commande dans un terminal : Cabestan montre l’empreinte et vous pose la question.',
      'En intégration continue, mettez d’abord la ligne du serveur dans `known_hosts` ; sur un ordinateur de confiance, `ssh-keyscan {server}` l’affiche.',
    ],
  },
  'host-key.changed': {
    title: [
      '{host|destination} répond avec une autre clé qu’auparavant. Rien ne lui a été envoyé.',
      'Le serveur répond avec une autre clé qu’auparavant. Rien ne lui a été envoyé.',
    ],
    next: [
      'Si vous avez réinstallé ce serveur, oubliez son ancienne clé : `ssh-keygen -R {known}`.',
      'Sinon, quelqu’un se tient peut-être entre vous et votre serveur : comparez d’abord l’empreinte avec celle de la console de votre hébergeur.',
    ],
  },
  'key.refused': {
    title: [
      '{host|destination} n’accepte aucune de vos clés pour {user}.',
      '{host|destination} n’accepte aucune de vos clés.',
      'Le serveur n’accepte aucune de vos clés.',
    ],
    next: [
      'D’autres utilisateurs de cet ordinateur peuvent lire {loose} : ssh refuse donc de s’en servir. `chmod 600 {loose}`.',
      'Est-ce le bon utilisateur ? La première fois, c’est souvent `root`, `debian` ou `ubuntu`.',
      'Votre clé ne sert que si `~/.ssh/config` la nomme (`IdentityFile`), ou si l’agent la détient : `ssh-add -l`.',
      'Si votre hébergeur vous a envoyé un mot de passe, lancez la commande dans un terminal : Cabestan le demande et installe votre clé.',
      'Si d’autres de votre équipe déploient déjà : envoyez-leur votre clé publique (`~/.ssh/id_ed25519.pub` ; `ssh-keygen -t ed25519` en crée une). Ils la nomment sous `keys:` dans `cabestan.yaml`, à côté des leurs, et déploient.',
    ],
    advice: {
      reason: {
        crowded:
          'Le serveur a fermé la porte avant le tour de la bonne clé : votre agent en présente trop (`ssh-add -l`). Dans `~/.ssh/config`, pour cet hôte : `IdentityFile` avec le chemin de la clé, et `IdentitiesOnly yes`.',
      },
    },
  },
  'key.putty': {
    title: [
      '{key|path} est une clé PuTTY, qu’OpenSSH ne sait pas lire.',
      'C’est une clé PuTTY, qu’OpenSSH ne sait pas lire.',
    ],
    next: [
      'Windows : ouvrez-la dans PuTTYgen, puis Conversions, « Export OpenSSH key », et enregistrez-la sous le nom `id_cabestan` dans le dossier `.ssh` de votre utilisateur.',
      'Linux, macOS : `puttygen {key|path} -O private-openssh -o ~/.ssh/id_cabestan`.',
      'Ajoutez ensuite `IdentityFile ~/.ssh/id_cabestan` pour cet hôte dans `~/.ssh/config`.',
    ],
  },
  'key.locked': {
    title: [
      'La clé {key} est protégée par une phrase de passe que personne n’a donnée, et {host|destination} n’en accepte pas d’autre.',
      'Votre clé est protégée par une phrase de passe que personne n’a donnée.',
    ],
    next: [
      'Lancez la commande dans un terminal : Cabestan demande la phrase de passe.',
      'Ou confiez d’abord la clé à votre agent : `ssh-add {key}`.',
    ],
  },
  'password.refused': {
    title: [
      '{host|destination} n’accepte pas ce mot de passe pour {user}.',
      '{host|destination} n’accepte pas ce mot de passe.',
      'Le serveur n’accepte pas ce mot de passe.',
    ],
    next: [
      'Copiez-le depuis le courriel de votre hébergeur, sans l’espace ni le retour à la ligne qui suit, et recommencez.',
      'Certains serveurs n’acceptent aucun mot de passe : déposez alors votre clé publique par la console de votre hébergeur.',
    ],
  },
  'password.expired': {
    title: [
      'Le mot de passe de {host|destination} a expiré, et le serveur en veut d’abord un autre.',
      'Le mot de passe a expiré, et le serveur en veut d’abord un autre.',
    ],
    next: [
      'Beaucoup d’hébergeurs envoient de tels mots de passe. Connectez-vous une fois et choisissez-en un autre : `ssh {target|host|destination}`.',
      'Relancez ensuite la même commande.',
    ],
  },
  'sudo.missing': {
    title: [
      '{user} n’a pas le droit d’utiliser sudo sur {host|destination}.',
      '{user} n’a pas le droit d’utiliser sudo.',
      'Cet utilisateur n’a pas le droit d’utiliser sudo.',
    ],
    next: [
      'Faites-le autoriser par root : `ssh -l root {server} "apt-get install -y sudo && adduser {user} sudo"`.',
      'Ou laissez Cabestan commencer en root, avec `server: root@…` dans `cabestan.yaml` ; il crée lui-même l’utilisateur limité.',
    ],
  },
  'sudo.terminal': {
    title: [
      'Sur {host|destination}, sudo veut un terminal, et cette connexion n’en est pas un.',
      'sudo veut un terminal, et cette connexion n’en est pas un.',
    ],
    next: [
      'C’est `requiretty` qui l’exige : `sudo grep -r requiretty /etc/sudoers /etc/sudoers.d` dit où. Retirez-le avec `sudo visudo`, ou ajoutez `Defaults:{user} !requiretty`.',
      'Ou laissez Cabestan commencer en root, avec `server: root@…` dans `cabestan.yaml`.',
    ],
  },
  'sudo.password-wrong': {
    title: ['sudo n’accepte pas ce mot de passe pour {user}.', 'sudo n’accepte pas ce mot de passe.'],
    next: [
      'Il s’agit du mot de passe de l’utilisateur sur le serveur, pas de la phrase de passe de votre clé.',
      'Oublié ? En root sur le serveur : `passwd {user}`.',
    ],
  },
  'connection.lost': {
    title: ['La connexion à {host|destination} s’est rompue.', 'La connexion au serveur s’est rompue.'],
    next: [
      'Un déploiement en cours continue sans vous : `cabestan deploy --follow` le rejoint.',
      'Tout le reste peut être relancé sans risque.',
    ],
  },
  'connection.cut': {
    title: [
      'La connexion à {host|destination} s’est rompue avant que rien n’y ait commencé.',
      'La connexion au serveur s’est rompue avant que rien n’y ait commencé.',
    ],
    next: ['Rien n’a changé. Quand le réseau sera revenu, retapez la commande.'],
  },
  'protocol.garbage': {
    title: [
      'Le serveur a répondu quelque chose qui ne vient pas de Cabestan : « {start} »',
      'Le serveur a répondu quelque chose qui ne vient pas de Cabestan.',
    ],
    next: [
      'Souvent, un `.bashrc` ou un `.profile` du serveur affiche cette ligne : faites qu’il ne l’affiche que dans les sessions interactives.',
      'Sinon, signalez-le, avec le fichier qu’écrit `cabestan diagnose`.',
    ],
  },
  'protocol.version': {
    title: [
      'Ce Cabestan parle la version {ours} de son protocole, le serveur la version {theirs}.',
      'Ce Cabestan et celui du serveur ne se comprennent pas.',
    ],
    next: ['Mettez Cabestan à jour sur cet ordinateur : `npm install --global cabestan@latest`.'],
  },
  'engine.killed': {
    title: 'Le programme de Cabestan sur le serveur a été arrêté.',
    advice: {
      page: {
        maintenance:
          'Les visiteurs voient la page de maintenance qu’il avait mise, jusqu’à ce que le prochain déploiement soit en ligne.',
      },
    },
    next: [
      'Rien n’est cassé : relancez la même commande, elle reprend où elle s’est arrêtée.',
      'Si cela se répète, le serveur manque peut-être de mémoire : `cabestan ssh -- free -m` et `cabestan ssh -- sudo journalctl -k -n 30`.',
    ],
  },
  'runtime.unavailable': {
    title: [
      'Ni le serveur ni cet ordinateur n’ont pu se procurer Node {version} pour {architecture}.',
      'Impossible de se procurer l’environnement Node du serveur.',
    ],
    next: [
      'npm fonctionne-t-il ici ? `npm ping`. Cabestan reprend ses réglages : registre, proxy, certificats.',
      'Une fois téléchargé sur cet ordinateur, il est gardé : les fois suivantes n’ont plus besoin du réseau.',
    ],
  },
  'runtime.corrupt': {
    title: [
      'L’environnement Node arrivé sur le serveur n’est pas celui qui a été publié ({file}). Il a été jeté.',
      'L’environnement Node arrivé sur le serveur n’est pas celui qui a été publié. Il a été jeté.',
    ],
    next: [
      'Relancez la commande : il sera téléchargé de nouveau.',
      'Si cela se répète, un proxy modifie les téléchargements en chemin ; voyez avec la personne qui s’en occupe.',
    ],
  },
} satisfies Partial<FailureSentences>
