import type { OverlayWords } from '../overlay-words.ts'

export const overlay: OverlayWords = {
  'key.environment':
    'La clé est créée sur le serveur et n’en sort jamais : celle qui se trouve dans git n’est pas secrète.',
  'key.copy':
    'C’est une copie de la clé qui se trouve dans git : qui la lit pourrait se connecter au nom de n’importe qui.',
  'key.fallbacks': 'Des clés qui se trouvent dans git ne doivent plus être crues.',
  'debug.off': 'Avec DEBUG, chaque erreur montre le code, la configuration et les données à qui la provoque.',
  'debug.branch': 'Le projet en décide selon DEBUG, qu’il active dans son code : voici sa valeur sans DEBUG.',
  'sessions.memory':
    'Les sessions sont dans la mémoire d’un seul processus : la requête suivante peut en atteindre un autre, et le visiteur est déconnecté. La base de données les connaît toutes.',
  'hosts.site':
    'Django ne répond qu’aux noms du site : personne ne peut lui faire écrire des liens vers un autre.',
  'hosts.origins': 'Django n’accepte de formulaires que des pages du site.',
  'hosts.proxy': 'nginx se tient devant l’application : ce qu’il dit du visiteur est cru, et rien d’autre.',
  'hosts.foreign':
    'C’est fait pour une autre adresse : ici, personne ne pourrait se connecter, ou les pages mèneraient ailleurs.',
  'hosts.empty':
    'Une origine vide, là où l’environnement n’en nomme aucune, est une erreur pour django-cors-headers.',
  'https.off':
    'Le site n’a pas encore de certificat : tous les visiteurs resteraient dehors. Ce sera activé quand il en aura un.',
  'https.unheeded':
    'Les navigateurs ne retiennent cet en-tête qu’en https, et s’en plaignent sinon dans leur console.',
  'https.on': 'Le site a un certificat : pages et cookies ne circulent qu’en https.',
  'https.silenced':
    'Vous seul savez si tous les sous-domaines seront toujours en https : Django n’a pas à le demander.',
  'database.libraries':
    'Les chemins de GDAL et de GEOS étaient ceux d’un seul ordinateur : ceux du serveur se trouvent par leur nom.',
  'database.search':
    'La recherche de Wagtail garde son index dans PostgreSQL, et veut pour cela `django.contrib.postgres`.',
  'database.socket':
    'PostgreSQL sur le serveur, par sa socket unix : il reconnaît l’application à son utilisateur système, sans mot de passe.',
  'database.sqlite': 'Le fichier SQLite est gardé hors des versions déployées : aucune ne le remplace.',
  'database.url': 'La base de données que vous avez donnée par `DATABASE_URL`.',
  'static.root': 'Chaque version déployée rassemble ses propres fichiers statiques, que nginx sert.',
  'static.url': 'Sans adresse, il n’y a pas de fichiers statiques.',
  'static.directories': 'Les répertoires tels que git les a : il n’en garde pas de vides.',
  'static.hashed':
    'Le nom d’un fichier statique change avec son contenu : les navigateurs peuvent le garder pour toujours.',
  'static.collect':
    'De deux applications qui ont une commande `collectstatic`, celle de Django doit l’emporter : l’autre ne copie que ce qu’elle envoie.',
  'media.root': 'Ce que les visiteurs envoient est gardé hors des versions déployées : aucune ne le perd.',
  'data.outside': 'Cela se trouve dans le code, que la version suivante remplace : c’est gardé ailleurs.',
  'redis.cache':
    'Le cache est dans le Redis de l’application, dans une base que l’on peut vider sans perdre de tâche.',
  'redis.channels': 'Les messages entre processus passent par le Redis de l’application.',
  'redis.broker': 'Les tâches attendent dans le Redis de l’application.',
  'redis.packages':
    'Ce qu’un paquet garde dans un Redis est dans celui de l’application, sous le numéro que le projet a donné à sa base.',
  'rabbitmq.broker':
    'Les tâches attendent dans le RabbitMQ de ce serveur : le projet l’appelle comme le font ses conteneurs.',
  'mail.server':
    'Les courriels partent comme le dit `cabestan.yaml` s’il nomme un serveur, et un serveur qui ne répond pas ne retarde personne.',
  'mail.sender':
    'La plupart des serveurs de courriel refusent ce qu’envoie root@localhost ou webmaster@localhost.',
  'mail.admins':
    'Ces personnes reçoivent un courriel pour chaque nouvelle erreur, au plus un par heure pour la même.',
  'mail.links':
    'Ces personnes reçoivent un courriel pour chaque lien du site qui ne mène nulle part, mais pas pour ce que cherchent les robots.',
  'log.files':
    'Chaque réponse de 400 et plus est notée avec sa requête et son utilisateur, chaque erreur avec sa trace.',
  'log.middleware':
    'Ce qui voit toutes les réponses en échec vient d’abord ; ce qui montre l’intérieur du site aux visiteurs est laissé de côté.',
  'development.out':
    'Les outils de développement sont laissés de côté s’ils ne sont pas installés ou s’ils montrent l’intérieur du site.',
  'kept.branch':
    'Le projet en décide selon DEBUG, qu’il active dans son code, et la valeur sans DEBUG ne peut pas être lue : fixez-la dans votre configuration.',
  'kept.broker':
    'Celery veut un courtier, et aucun réglage lisible ne le nomme : prenez `CELERY_BROKER_URL` dans l’environnement.',
  'kept.channels':
    'Les messages restent dans un seul processus : à plusieurs, ils n’arrivent pas. Utilisez channels-redis.',
  'kept.databases': 'Seule la base par défaut est fixée ici ; les autres restent comme dans le projet.',
  'kept.key':
    'C’est fait à partir de la clé qui se trouve dans git, d’une façon qui ne peut pas être refaite de l’extérieur : lisez la clé dans l’environnement.',
  'kept.mail':
    'Les courriels sont affichés ou stockés, mais jamais envoyés : nommez un serveur sous `mail` dans `cabestan.yaml`.',
  'kept.memcached': 'Le projet veut memcached, que Cabestan n’installe pas.',
  'kept.redis':
    'Il nomme lui-même un Redis : prenez hôte, port et mot de passe de l’environnement (`REDIS_HOST`, `REDIS_PORT`, `REDIS_PASSWORD`, ou le tout dans `REDIS_URL`), sinon il en cherchera un qui n’est pas celui de l’application.',
  'kept.storage':
    'Les fichiers sont stockés sur une autre machine : cela reste ainsi, et ses clés doivent être dans l’environnement.',
}
