import type { settingsFindings } from '../../../../project/findings/settings.ts'
import type { FindingSentences } from '../../catalogue.ts'

export const settings: FindingSentences<(typeof settingsFindings)[number]> = {
  'settings.none': {
    title: 'Aucun réglage du projet n’a été trouvé.',
    why: 'Sans réglages, il n’y a pas de site.',
    remedy: 'S’ils sont dans git, nommez leur module dans `cabestan.yaml` : `settings: boutique.settings`.',
  },
  'settings.missing': {
    title: 'Les réglages {module} ne sont pas dans git, et rien n’en tient lieu.',
    why: 'Une version est faite à partir d’un commit. Ce que seul cet ordinateur possède n’arrive pas sur le serveur.',
    remedy:
      'Mettez-les dans un commit, avec les secrets pris dans l’environnement (`os.environ`), ou ajoutez-en d’autres pour la production et nommez-les : `settings: …`.',
  },
  'settings.missing-template': {
    title: 'Les réglages {module} ne sont pas dans git ; seul leur modèle {template} y est.',
    why: 'Vous seul savez ce qu’il faut y écrire.',
    remedy:
      'Copiez {template}, remplissez-le avec les secrets pris dans l’environnement (`os.environ`), et mettez-le dans un commit sous le nom {module}.',
  },
  'settings.import-missing': {
    title: '{file} importe {module}, qui n’est pas dans git.',
    why: 'Python lit ce fichier avant d’arriver aux réglages, et s’y arrête : rien ne démarre.',
    remedy: 'Mettez le fichier en question dans un commit, ou retirez cet import.',
  },
  'settings.link-outside': {
    title: '{link} est un lien qui mène hors du dépôt : les réglages {module} ne sont pas dans git.',
    why: 'Une version n’a que ce qui est dans git ; sur le serveur, le lien ne mène nulle part et l’import échoue.',
    remedy:
      'Mettez le fichier lui-même dans le dépôt à la place du lien, avec les secrets pris dans l’environnement (`os.environ`).',
  },
  'settings.too-large': {
    title: '{file} dépasse {kilobytes} ko et n’a pas été lu.',
    why: 'Il contient des réglages de production : on ne peut donc rien en dire de certain.',
    remedy: 'Sortez-en les données, dans un fichier qui n’est pas chargé comme réglages.',
  },
  'settings.no-text': {
    title: '{file} n’a pas pu être lu comme du texte.',
    why: 'Il contient des réglages de production, et il est binaire, ou gardé par git-lfs, ou au-delà des 64 Mo de texte lus dans un dépôt.',
    remedy: 'Enregistrez-le comme du Python en UTF-8, et mettez-le dans un commit comme fichier ordinaire.',
  },
  'settings.empty': {
    title: 'Les réglages {module} sont un fichier vide : {chosen} en tient lieu.',
    why: 'C’est avec eux que le projet doit être servi. Vides, ils empêcheraient Django de démarrer.',
    remedy:
      'Committez ce qui doit s’y trouver ; ou confirmez les autres par `settings: {chosen}` dans `cabestan.yaml`.',
  },
  'settings.guessed': {
    title: '{module} a été choisi parmi plusieurs réglages : {candidates}.',
    why: 'Rien ne dit avec certitude lesquels sont destinés à la production.',
    remedy:
      '`settings: {module}` dans `cabestan.yaml` le confirme, et `cabestan init` écrit cette ligne ; sinon, nommez-y l’autre.',
  },
  'settings.not-the-default': {
    title: 'Le site tourne avec {module}, non avec {default}.',
    why: 'D’eux-mêmes, `manage.py` ou `wsgi.py` prennent des réglages de développement.',
    remedy: 'Rien à faire. Pour en décider autrement : `settings: …` dans `cabestan.yaml`.',
  },
  'settings.raises': {
    title: 'En production, les réglages s’arrêtent sur une erreur : {what}.',
    why: 'Alors rien ne démarre : aucune commande, aucune page.',
    remedy: 'Corrigez-la, ou faites venir de l’environnement ce qui manque.',
  },
  'settings.no-repository': {
    title: 'Les réglages interrogent un dépôt qu’aucune version ne contient : `{command}`.',
    why: 'Une version contient les fichiers d’un commit, et rien d’autre de git : la commande échoue, et rien ne démarre.',
    remedy: 'Interceptez l’erreur et passez-vous de la réponse, ou prenez-la dans l’environnement.',
  },
  'settings.broken': {
    title: '{file} contient des lignes qui ne sont pas du Python 3 : ligne {line}.',
    why: 'Python ne peut pas les importer : rien ne démarre.',
    remedy: 'Corrigez ces lignes, et faites un commit.',
  },
  'settings.urls-elsewhere': {
    title: 'ROOT_URLCONF nomme {urls}, et il n’y a pas de {former} dans git.',
    why: 'Chaque page est alors une erreur. On dirait que {former} a été renommé en {now}.',
    remedy:
      'Écrivez {now} au lieu de {former} partout où il se trouve (manage.py, les réglages, wsgi.py, asgi.py, Procfile), ou rendez son ancien nom au répertoire : `git mv {now} {former}`. Puis faites un commit.',
  },
  'settings.urls-none': {
    title: 'Les réglages ne nomment aucune adresse : ROOT_URLCONF n’est pas défini.',
    why: 'Django y cherche tout ce qu’on lui demande, et répond à tout par une erreur.',
    remedy:
      'Nommez le module qui les contient, comme dans `ROOT_URLCONF = "shop.urls"`, et committez. Si d’autres réglages sont voulus, nommez-les dans `cabestan.yaml` : `settings: …`.',
  },
  'settings.urls-missing': {
    title: 'Les adresses du site incluent des modules que git n’a pas : {modules}.',
    why: 'Django lit toutes les adresses à la fois : qu’il en manque une, et aucune page ne répond.',
    remedy:
      'Faites-en un commit s’ils sont sur cet ordinateur (`git add`), ou retirez les lignes qui les incluent.',
  },
  'settings.keys-needed': {
    title: 'Les réglages attendent des valeurs que vous seul pouvez donner : {keys}.',
    why: 'Sans elles, les réglages, ou du code importé avec eux, s’arrêtent sur une erreur, et rien ne démarre.',
    remedy: [
      'Un serveur de courriel nommé sous `mail:` dans `cabestan.yaml` fournit celles-ci : {mails} (s’il veut un mot de passe, donnez-le par `cabestan env set EMAIL_HOST_PASSWORD`). Ce qui, par ailleurs, n’est pas secret va sous `env:`. Un secret, jamais : `cabestan env set {first}` le demande et le garde sur le serveur, même avant la première mise en ligne ; inscrivez-en le nom sous `secrets:`, pour que `check` le sache.',
      'Ce qui n’est pas secret va sous `env:` dans `cabestan.yaml`. Un secret, jamais : `cabestan env set {first}` le demande et le garde sur le serveur, même avant la première mise en ligne ; inscrivez-en le nom sous `secrets:`, pour que `check` le sache.',
    ],
  },
  'settings.taken-over': {
    title: 'Ce que disent les réglages est remplacé par {by} à l’import.',
    why: 'Il met un objet à lui à la place des réglages de Django. Ce que Cabestan pose dessus, DEBUG désactivé et la clé, resterait sans effet.',
    remedy:
      'Lisez plutôt les valeurs dans l’environnement (`os.environ`, django-environ), et faites un commit.',
  },
  'settings.sets-up': {
    title: 'Les réglages démarrent eux-mêmes Django pendant leur import.',
    why: 'Django démarre alors avec eux tels quels, et garde ses connexions : ce que Cabestan pose dessus, la base de données et la clé, viendrait trop tard.',
    remedy:
      'Retirez `django.setup()` de ce que les réglages exécutent. Ce qui doit être là au départ, des comptes par exemple, a sa place dans une migration, dans le `ready()` d’une AppConfig ou dans une commande de `manage.py`.',
  },
  'settings.file-missing': {
    title: 'Les réglages lisent {file}, qui n’est pas dans git.',
    why: 'Sans lui, ils ne s’importent pas, et rien ne démarre.',
    remedy:
      'Prenez dans l’environnement ce qui s’y trouve (`os.environ`), ou mettez-le dans un commit sans ses secrets.',
  },
  'settings.file-elsewhere': {
    title: 'Les réglages lisent {file}, qu’un serveur neuf n’a pas.',
    why: 'Sans lui, ils ne s’importent pas, et rien ne démarre. Cabestan ne sait rien de ce qui s’y trouve.',
    remedy:
      'Mettez-le sur le serveur, lisible par l’utilisateur de l’application ; ou prenez dans l’environnement ce qui s’y trouve (`os.environ`).',
  },
  'settings.debug-on': {
    title: 'DEBUG est actif dans les réglages de production.',
    why: 'À chaque erreur, les visiteurs verraient du code et des réglages.',
    remedy:
      'Rien à faire pour le site : Cabestan le désactive. Mieux encore : prenez-le dans l’environnement.',
  },
  'settings.branches': {
    title: 'Des réglages qui dépendaient de DEBUG sont corrigés : {names}.',
    why: 'Ils sont décidés tant que DEBUG est encore actif, avant que quiconque puisse le désactiver.',
    remedy: 'Rien à faire : Cabestan leur donne les valeurs qu’ils ont sans DEBUG.',
  },
  'settings.key-copies': {
    title: 'La clé secrète du dépôt sert encore ailleurs : {paths}.',
    why: 'Quiconque a le code pourrait s’en servir pour signer ce que le site croira.',
    remedy: 'Rien à faire pour le site : Cabestan la remplace là aussi.',
  },
  'settings.key-computed': {
    title: 'La clé secrète du dépôt sert à calculer : {paths}.',
    why: 'Quiconque a le code peut le calculer aussi, et Cabestan ne peut pas refaire ce calcul à la place de votre code.',
    remedy:
      'Prenez la clé dans l’environnement (`SECRET_KEY = os.environ["SECRET_KEY"]`, que Cabestan fournit), et committez : ce qui en est calculé sera nouveau lui aussi. Ce qui a été chiffré avec ne pourra plus être lu ensuite : déchiffrez-le d’abord.',
  },
  'settings.key-random': {
    title: 'SECRET_KEY change à chaque démarrage.',
    why: 'Chaque processus aurait la sienne, et personne ne resterait connecté.',
    remedy: 'Rien à faire : Cabestan en donne une qui reste.',
  },
  'settings.origins-scheme': {
    title: 'CSRF_TRUSTED_ORIGINS contient des noms sans leur protocole : {origins}.',
    why: 'Depuis Django 4.0, ils doivent commencer par `https://`, sinon ses propres contrôles échouent.',
    remedy: 'Rien à faire pour le site : Cabestan les écrit ainsi. Corrigez-les à l’occasion.',
  },
  'settings.ssl-redirect': {
    title: 'Les réglages mènent chaque visiteur vers https : {names}.',
    why: 'Tant que le site n’a pas de certificat, personne ne l’atteindrait.',
    remedy: 'Rien à faire : Cabestan l’active dès qu’il y a un certificat.',
  },
  'settings.weak': {
    title: 'Des protections de Django sont désactivées : {names}.',
    why: 'Chacune protège d’une façon connue d’attaquer un site.',
    remedy: 'Retirez ces lignes des réglages, à moins de savoir pourquoi elles doivent y rester.',
  },
  'settings.tools': {
    title: 'Des outils de développement sont installés en production : {apps}.',
    why: 'Ils montrent l’intérieur du site, prennent du temps, ou manquent sur le serveur.',
    remedy:
      'Rien à faire pour le site : Cabestan les laisse de côté. Mieux : ne les ajoutez que si DEBUG est actif.',
  },
  'settings.mail-nowhere': {
    title: 'Les courriels sont écrits à l’écran ou dans des fichiers, et n’arrivent à personne : {backend}.',
    why: 'Les mots de passe ne peuvent pas être réinitialisés, et personne n’apprend les erreurs.',
    remedy: 'Nommez un serveur de courriel sous `mail:` dans `cabestan.yaml`.',
  },
  'settings.memory-cache': {
    title: 'Les sessions sont gardées dans la mémoire de chaque processus.',
    why: 'Il y en a plusieurs : les visiteurs sont déconnectés au hasard, et à chaque déploiement.',
    remedy: 'Prenez la valeur par défaut, `django.contrib.sessions.backends.db`, ou un cache dans Redis.',
  },
  'settings.memory-channels': {
    title: 'Les messages de Channels sont gardés dans la mémoire de chaque processus.',
    why: 'Un message n’atteint que ceux qui sont reliés au même processus.',
    remedy: 'Utilisez `channels_redis` : Cabestan installe Redis pour lui.',
  },
  'settings.storage-elsewhere': {
    title: [
      'Les fichiers vont dans un stockage extérieur ({backend}), et ses clés ne sont pas données : {keys}.',
      'Les fichiers vont dans un stockage sur {host}, un conteneur ou un autre ordinateur que le serveur : {backend}.',
      'Les fichiers vont dans un stockage extérieur : {backend}.',
    ],
    why: 'Il lui faut son adresse et ses clés ; sans elles, les envois de fichiers échouent.',
    remedy: [
      '`cabestan env set CLÉ` demande chacune d’elles ({keys}) et la garde sur le serveur, même avant la première mise en ligne ; inscrivez-en le nom sous `secrets:`, pour que `check` le sache. Ou gardez les fichiers sur le serveur : retirez ce stockage.',
      'Donnez-lui une adresse que le serveur atteint, au lieu de {host}. Pour garder les fichiers sur le serveur, retirez ce stockage.',
      'Ses clés sont parmi celles demandées plus haut : {asked}. Pour garder plutôt les fichiers sur le serveur, retirez ce stockage.',
      'Il n’y a rien à faire si ses clés sont dans les réglages. Pour garder les fichiers sur le serveur, retirez ce stockage.',
    ],
  },
  'settings.static-elsewhere': {
    title: [
      'Les fichiers statiques vont dans un stockage extérieur ({backend}), et ses clés ne sont pas données : {keys}.',
      'Les fichiers statiques vont dans un stockage extérieur : {backend}.',
    ],
    why: 'Chaque version les y envoie avant sa mise en ligne ; si cela échoue, il n’y en a pas.',
    remedy: [
      '`cabestan env set CLÉ` demande chacune d’elles ({keys}) et la garde sur le serveur, même avant la première mise en ligne ; inscrivez-en le nom sous `secrets:`, pour que `check` le sache. Ou retirez ce stockage : nginx sert les fichiers statiques de chaque version.',
      'Ses clés sont parmi celles demandées plus haut : {asked}. Sans ce stockage, nginx sert les fichiers statiques de chaque version.',
      'Il n’y a rien à faire si ses clés sont dans les réglages, et justes. Sans ce stockage, nginx sert les fichiers statiques de chaque version.',
    ],
  },
  'settings.storage-unread': {
    title: 'Le stockage {backend} ne sert pas : Django {django} ne lit plus DEFAULT_FILE_STORAGE.',
    why: 'Depuis Django 5.1, seul STORAGES compte. Ce que les visiteurs envoient est gardé sur le serveur.',
    remedy:
      'Rien à faire si cela vous convient. Pour avoir les fichiers ailleurs, nommez le stockage dans `STORAGES`, à côté de celui des fichiers statiques.',
  },
  'settings.sign-in-keys': {
    title:
      'La connexion par OpenID Connect demande les clés de son fournisseur, et rien ne les donne : {key}.',
    why: 'Sans elles, mozilla-django-oidc arrête par une erreur chaque page où l’on se connecte, y compris celle de l’administration.',
    remedy:
      'Votre fournisseur indique l’adresse de ses clés (`jwks_uri`). Donnez-la sous `env:` dans `cabestan.yaml` : `{key}: https://…`.',
  },
  'settings.log-path': {
    title: 'Les réglages écrivent leur journal dans {path}.',
    why: 'Le site n’a pas le droit d’y écrire, et ne démarre pas s’il ne peut pas ouvrir son journal. Avec un `LOGGING_CONFIG` à eux, les réglages l’ouvrent avant que Cabestan ne puisse indiquer un autre endroit.',
    remedy: 'Écrivez plutôt à l’écran (`logging.StreamHandler`) : Cabestan garde ce qui y arrive.',
  },
  'settings.log-moved': {
    title: 'Les réglages écrivent leur journal dans {path}.',
    why: 'Le site n’a pas le droit d’y écrire.',
    remedy: 'Il n’y a rien à faire : Cabestan le fait écrire à côté des journaux du site.',
  },
  'settings.effects': {
    title: 'Importer les réglages fait plus que fixer des valeurs : {what}.',
    why: 'Cela se passe à chaque démarrage et à chaque commande, et peut être refusé sur le serveur.',
    remedy: 'Sortez-le des réglages si vous le pouvez.',
  },
  'settings.site-id': {
    title: [
      'SITE_ID vaut {id}, et une base neuve ne connaît que le site 1.',
      '`django.contrib.sites` est là sans SITE_ID : Django cherche un site qui porte le domaine du visiteur, et une base neuve ne connaît qu’example.com.',
    ],
    why: 'Les pages qui ont besoin de ce site échouent tant qu’il n’existe pas.',
    remedy: 'Écrivez `SITE_ID = 1`, ou ajoutez le site après la première version : `/admin/sites/`.',
  },
  'settings.tenants': {
    title: 'Chaque adresse est une 404 tant que la base n’a pas de tenant au domaine du visiteur.',
    why: 'django-tenants choisit le tenant d’après le domaine avant de regarder la moindre page, et une base neuve n’en connaît aucun.',
    remedy:
      'Après le premier déploiement : `cabestan run -- manage.py create_tenant` ; le premier, pour les pages publiques, a le schéma `public`. Ou bien écrivez `SHOW_PUBLIC_IF_NO_TENANT_FOUND = True`.',
  },
  'settings.routers': {
    title: 'Le projet choisit lui-même ses bases de données : {routers}.',
    why: 'Cabestan donne celle par défaut ; les autres restent telles que dans les réglages.',
    remedy: 'Vérifiez que chacune est accessible depuis le serveur.',
  },
  'settings.bypass': {
    title: 'Du code contourne les réglages choisis de l’extérieur : {files}.',
    why: 'Il nomme ou importe directement un module de réglages.',
    remedy:
      'Rien à faire pour le site : les réglages de Cabestan sont choisis avant que ce code ne tourne, et réécrits dans ce module. Mieux : `from django.conf import settings`.',
  },
  'settings.platform': {
    title: 'Les réglages sont faits pour une autre plateforme : {names}.',
    why: 'Ce qu’elle fixe d’elle-même n’existe pas sur votre serveur.',
    remedy: 'Rien à faire, tant que l’environnement donne aussi ce qu’elle décide.',
  },
  'settings.errors-reported': {
    title: 'Les erreurs sont envoyées à {name}.',
    why: 'Cela reste ainsi.',
    remedy:
      'Son adresse est un secret : elle se donne sur le serveur, là où les réglages la prennent dans l’environnement.',
  },
  'settings.not-there': {
    title: 'Il n’y a pas de réglages {module} dans git.',
    why: '`settings:` les nomme dans `cabestan.yaml`, et une version se fait à partir d’un commit.',
    remedy: [
      'Le projet nomme {modules} : corrigez le nom, ou committez le fichier voulu.',
      'Corrigez le nom, ou committez le fichier voulu.',
    ],
  },
  'settings.key-unread': {
    title:
      '`{key}` est donnée dans `cabestan.yaml`, et rien ne semble la lire : c’est `{nearest}` qui est lue.',
    why: 'Une clé écrite autrement n’existe pas pour le code, qui continue avec sa valeur par défaut.',
    remedy: 'Nommez-la `{nearest}` dans `cabestan.yaml`, si c’est ce qui était voulu.',
  },
}
