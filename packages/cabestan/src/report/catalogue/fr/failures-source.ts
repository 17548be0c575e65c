import type { FailureSentences } from '../catalogue.ts'

export const failuresOfTheSource = {
  'release.keys-missing': {
    title: [
      'Les réglages demandent des variables que personne n’a encore données : {keys}.',
      'Les réglages demandent des variables que personne n’a encore données.',
    ],
    next: ['Donnez chacune, puis déployez à nouveau : `cabestan env set {first}`.'],
  },
  'release.disk': {
    title: [
      'Il reste {free} sur le disque du serveur ({path}), et une version en demande {need}.',
      'Il reste {inodes} inodes au système de fichiers du serveur ({path}) : trop peu pour les fichiers d’une version.',
      'Le disque du serveur n’a pas la place d’une version.',
    ],
    next: [
      'Trouvez où sont les petits fichiers (il reste {inodes} inodes) : `cabestan ssh -- sudo du --inodes -xd3 / | sort -n | tail`.',
      'Voyez ce qui le remplit : `cabestan ssh -- sudo du -xhd2 /`.',
    ],
  },
  'release.memory': {
    title: [
      'Le serveur a {memory} de mémoire et de swap réunis, et un déploiement en demande {need}.',
      'La mémoire du serveur est trop petite pour cette application.',
    ],
    next: ['Donnez au serveur plus de mémoire ou de swap (`swap:` dans `cabestan.yaml`).'],
  },
  'release.domain-taken': {
    title: [
      'Un autre site de ce serveur répond déjà à {name} : {site}.',
      'Un autre site de ce serveur répond à un nom de celui-ci.',
    ],
    next: [
      'Donnez à cette application un nom à elle (`domains:` dans `cabestan.yaml`) ; ou retirez d’abord ce nom à l’autre.',
      'Si c’est le même site sous un nouveau nom, remettez l’ancien, dans `app:` ou sous `environments:` : sa base, ses fichiers déposés et ses variables sont attachés à ce nom, et ne suivraient pas.',
      'Les réglages demandent en outre des variables que personne n’a encore données, {keys} : `cabestan env set {first}`.',
    ],
  },
  'release.default-taken': {
    title: [
      'nginx n’admet qu’un seul site par défaut, et {name} en est déjà un sur le serveur.',
      'nginx n’admet qu’un seul site par défaut, et le serveur en a déjà un.',
    ],
    next: ['Relancez ensuite la même commande. D’ici là, ce site continue comme avant.'],
    advice: {
      what: {
        'default-server':
          'Retirez le mot `default_server` des lignes `listen` de {name} : ce site répond toujours aux noms de son `server_name`.',
        'default-file':
          'Donnez-lui un nom à lui, `sudo mv {name} /etc/nginx/sites-enabled/mon-site`, et retirez le mot `default_server` de ses lignes `listen` : il répond toujours aux noms de son `server_name`.',
      },
    },
  },
  'release.nginx-foreign': {
    title: [
      'nginx n’est pas réglé sur ce serveur comme celui de la distribution ({name}).',
      'nginx n’est pas sur ce serveur celui de la distribution.',
    ],
    next: [
      'C’est le plus souvent le paquet de nginx.org. Celui de la distribution peut prendre sa place ; il lit aussi ses sites dans `/etc/nginx/conf.d`.',
      'Relancez ensuite la même commande. D’ici là, nginx continue comme avant.',
    ],
    advice: {
      what: {
        'nginx-sites':
          'Pour le garder : `sudo mkdir -p /etc/nginx/sites-available /etc/nginx/sites-enabled`, et une ligne `include /etc/nginx/sites-enabled/*;` à la fin de `http` dans {name}.',
        'nginx-user':
          'Pour le garder : il tourne sous {holder}, et les applications ne parlent qu’à www-data. `sudo usermod -aG www-data {holder}`, puis `sudo systemctl restart nginx`.',
      },
    },
  },
  'release.firewall-taken': {
    title: [
      '{name} est déjà le pare-feu de ce serveur, et ferme ce que celui de Cabestan (ufw) laisserait entrer.',
      'Le serveur a déjà un autre pare-feu.',
    ],
    advice: {
      name: {
        firewalld:
          'Pour le garder : `firewall: false` dans `cabestan.yaml`, et laissez-y entrer http et https : `cabestan ssh -- "sudo firewall-cmd --permanent --add-service=http --add-service=https && sudo firewall-cmd --reload"`.',
        'netfilter-persistent':
          'Pour le garder : `firewall: false` dans `cabestan.yaml`, et laissez-y entrer http et https : `cabestan ssh -- "sudo iptables -I INPUT -p tcp -m multiport --dports 80,443 -j ACCEPT && sudo ip6tables -I INPUT -p tcp -m multiport --dports 80,443 -j ACCEPT && sudo netfilter-persistent save"`.',
        nftables:
          'Pour le garder : `firewall: false` dans `cabestan.yaml`, et laissez-y entrer http et https : une ligne `tcp dport { 80, 443 } accept` dans la chaîne `input` de `/etc/nftables.conf`, puis `cabestan ssh -- sudo systemctl reload nftables`.',
      },
      holder: {
        firewalld: 'Pour laisser ufw à Cabestan : `cabestan ssh -- sudo systemctl disable --now firewalld`.',
        'netfilter-persistent':
          'Pour laisser ufw à Cabestan : `cabestan ssh -- sudo apt-get purge netfilter-persistent`, puis redémarrez le serveur : ses règles partent avec.',
        nftables:
          'Pour laisser ufw à Cabestan : `cabestan ssh -- sudo systemctl disable nftables`, puis redémarrez le serveur : ses règles partent avec.',
      },
    },
    next: [
      'Ce qui doit entrer en plus se note alors sous `firewall:` dans `cabestan.yaml`. Pour l’instant, rien n’a été touché.',
    ],
  },
  'release.another-repository': {
    title: [
      'Un autre projet est en ligne sous ce nom : ce dépôt n’a ni le commit de la version {number} ({commit} « {subject} », de {author}), ni la plupart de ses fichiers.',
      'Un autre projet porte ce nom sur le serveur, même si aucune de ses versions n’est en ligne : ce dépôt n’a ni le commit de la version {tried} ({commit} « {subject} », de {author}), ni la plupart de ses fichiers.',
      'Un autre projet est en ligne sous ce nom : ce dépôt n’a ni son commit, ni la plupart de ses fichiers.',
    ],
    next: [
      'Rien n’a été touché. Est-ce le bon serveur ? Si oui, donnez à ce projet un nom à lui (`app:` dans `cabestan.yaml`).',
      'Si c’est le même projet avec un nouvel historique, ou s’il doit reprendre la base de données, les fichiers déposés et les variables de l’autre : `cabestan deploy --another-repository`, une fois.',
    ],
  },
  'release.another-database': {
    title: [
      'Le site est en ligne avec la base {from}, et continuerait avec {to}, qui n’a rien de ce qu’elle contient.',
      'Le site continuerait avec une autre base, qui n’a rien de ce qu’il contient.',
    ],
    next: [
      'Rien n’a été touché. Si ce n’est pas voulu : `database: {from}` dans `cabestan.yaml`.',
      'Si c’est voulu, `cabestan deploy --another-database`, une fois. `cabestan plan --another-database` dit comment emporter ce que le site contient.',
    ],
  },
  'release.name-taken': {
    title: [
      '{what} porte déjà le nom de cette application sur le serveur, sans être à elle.',
      'Autre chose sur le serveur porte le nom de cette application.',
    ],
    words: {
      what: {
        user: 'L’utilisateur `{name}` (répertoire {holder})',
        directory: 'Le répertoire `{name}` (avec {holder})',
        site: 'Le site nginx `{name}`',
        database: 'La base de données `{name}` (avec les tables {holder})',
      },
    },
    advice: {
      what: {
        database:
          'Si elle contient les données de cette application même : renommez-la, `sudo -u postgres psql -c \'ALTER DATABASE "{name}" RENAME TO "{name}-before"\'`, déployez, puis versez-en une copie dans le site (docs/guide/fr/annees.md).',
      },
    },
    next: ['Choisissez un autre nom (`app:` dans `cabestan.yaml`), ou déplacez ce qui s’y trouve.'],
  },
  'release.none': {
    title: 'Aucune version de cette application n’est en ligne.',
    next: ['Déployez-en une d’abord : `cabestan deploy`.'],
  },
  'source.cut': {
    title: [
      'La connexion à {host|destination} s’est rompue pendant l’envoi du commit.',
      'La connexion au serveur s’est rompue pendant l’envoi du commit.',
    ],
    next: ['Rien n’y a commencé : le site est comme avant. Relancez `cabestan deploy`.'],
  },
  'source.incomplete': {
    title: [
      'Les fichiers du commit {commit} ne sont pas arrivés entiers.',
      'Les fichiers du commit ne sont pas arrivés entiers.',
    ],
    next: ['Déployez à nouveau : seul ce qui manque est envoyé.'],
  },
  'source.submodule': {
    title: [
      'Les fichiers du sous-module {path} (commit {commit}) ne sont pas sur cet ordinateur.',
      'Les fichiers d’un sous-module ne sont pas sur cet ordinateur.',
    ],
    next: ['Récupérez-les : `git submodule update --init --recursive`, puis déployez à nouveau.'],
  },
  'source.large-file': {
    title: [
      'Le contenu de {path}, que garde git-lfs, n’est pas sur cet ordinateur.',
      'Le contenu d’un fichier gardé par git-lfs n’est pas sur cet ordinateur.',
    ],
    next: ['Récupérez-le : `git lfs fetch --all`, puis déployez à nouveau.'],
  },
  'source.unreachable': {
    title: [
      'Le serveur ne peut pas récupérer le commit {commit} dans {repository}.',
      'Le serveur ne peut pas récupérer le commit dans son dépôt.',
    ],
    next: [
      'Poussez-y le commit : `git push`.',
      'Donnez au dépôt la clé du serveur, pour lecture seulement : `{key}`',
      'Ou retirez `repository:` de `cabestan.yaml` : cet ordinateur enverra alors le commit.',
    ],
  },
} satisfies Partial<FailureSentences>
