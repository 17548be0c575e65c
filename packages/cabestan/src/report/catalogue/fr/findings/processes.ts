import type { processFindings } from '../../../../project/findings/processes.ts'
import type { FindingSentences } from '../../catalogue.ts'

export const processes: FindingSentences<(typeof processFindings)[number]> = {
  'processes.service': {
    title: 'Le site a besoin de {name}, que Cabestan n’installe pas.',
    why: 'Sans lui, les pages qui s’en servent échouent, souvent toutes.',
    remedy: [
      'Si vous en avez un ailleurs, donnez son adresse sous `env:` dans `cabestan.yaml` : `{key}: …`.',
      'Remplacez-le par ce que PostgreSQL ou Redis savent faire, ou faites venir son adresse de l’environnement et donnez celle d’un service qui tourne ailleurs.',
    ],
  },
  'processes.service-packaged': {
    title: 'Le site a besoin de {name}.',
    why: 'Cabestan ne l’installe pas de lui-même, mais Debian le propose.',
    remedy:
      'Écrivez `packages: [{package}]` dans `cabestan.yaml` : il est installé, et n’écoute que sur le serveur.',
  },
  'processes.rabbitmq': {
    title: 'Ses tâches passent par RabbitMQ.',
    why: 'Sans lui, rien de ce que le site confie à l’arrière-plan n’est fait.',
    remedy:
      'Redis fait la même chose, et Cabestan l’installe : faites venir l’adresse du courtier de l’environnement. Ou écrivez `packages: [rabbitmq-server]` dans `cabestan.yaml` : les applications du serveur le partagent alors, chacune dans un hôte virtuel à elle.',
  },
  'processes.rabbitmq-replaced': {
    title: 'Ses tâches passent par un RabbitMQ de ses conteneurs ; ici, elles passent par Redis.',
    why: 'Rien ne porte ce nom sur le serveur, et Redis fait la même chose pour Celery.',
    remedy:
      'Rien à faire : Cabestan installe un Redis pour l’application. Pour garder RabbitMQ : `packages: [rabbitmq-server]` dans `cabestan.yaml`, que les applications du serveur partagent alors, chacune dans un hôte virtuel à elle.',
  },
  'processes.redis-written-down': {
    title: '{settings} cherche un Redis qui n’est pas celui de l’application.',
    why: 'Celui de l’application a un port et un mot de passe à lui. Cabestan les met dans un dictionnaire des réglages ; ici le code établit la connexion lui-même, ou choisit entre plusieurs.',
    remedy:
      'Lisez l’adresse dans l’environnement : `REDIS_URL` la contient en entier ; ou `REDIS_HOST`, `REDIS_PORT` et `REDIS_PASSWORD`.',
  },
  'processes.redis-over-there': {
    title: 'Les réglages nomment un Redis sur {hosts} ; le site en reçoit un à lui.',
    why: 'Les tâches et les données qui s’y trouvent ne suivent pas, et ce qui passe aussi par lui n’entend plus parler du site.',
    remedy:
      'Rien à faire si le site est seul à s’en servir. Pour garder celui-là : `redis: false` dans `cabestan.yaml`, et les réglages restent tels quels.',
  },
  'processes.redis-guessed': {
    title: 'Redis est installé pour ses tâches.',
    why: 'Les réglages ne disent pas par quel courtier elles passent.',
    remedy:
      'Rien à faire, à moins qu’elles ne passent ailleurs : écrivez alors `redis: false` dans `cabestan.yaml`.',
  },
  'processes.endless-command': {
    title: 'La commande {name} ne finit jamais, et rien ne dit qu’elle doit tourner en permanence.',
    why: 'C’est peut-être un robot ou un récepteur dont le site a besoin, ou un outil ponctuel.',
    remedy:
      'Si elle doit tourner, écrivez-la sous `processes:` dans `cabestan.yaml` : `{name}: python manage.py {name}`.',
  },
  'processes.scheduled': {
    title: 'Lancé à heures fixes : {commands}.',
    why: 'Le projet le dit, et le serveur le fait dès la première mise en ligne.',
    remedy: 'Rien à faire. Pour en changer une, ou l’enlever : `schedule:` dans `cabestan.yaml`.',
  },
  'processes.not-scheduled': {
    title: 'Personne ne lance à heures fixes : {commands}.',
    why: 'Le projet les fait lancer par une autre plateforme, ou par une crontab. Ce ne sont pas de simples commandes de `manage.py` : nul ne sait ce qu’elles feraient sur votre serveur.',
    remedy:
      'Écrivez ce qu’elles doivent faire sous `schedule:` dans `cabestan.yaml` : `menage: { at: "0 4 * * *", command: manage.py clearsessions }`.',
  },
  'processes.asgi': {
    title: 'Le site tourne sous ASGI.',
    why: 'Il fait plus que répondre à des requêtes (des websockets, par exemple), ce que WSGI ne sait pas.',
    remedy: 'Rien à faire. Pour en décider autrement : `interface: wsgi` dans `cabestan.yaml`.',
  },
  'processes.channels-1': {
    title: 'Ses websockets sont celles de Channels 1, et ne sont pas servies.',
    why: 'Depuis la version 2, de 2018, Channels garde ses routes dans un module à elles ; son ancien serveur et ses workers ne tournent sur aucun Python encore maintenu. Les pages sont servies quand même.',
    remedy: 'Passez le projet à Channels 4, avec un `asgi.py` qui a un `ProtocolTypeRouter`.',
  },
  'processes.no-asgi': {
    title: '`interface: asgi` dans `cabestan.yaml`, mais Django {django} n’a pas d’ASGI.',
    why: 'Il est arrivé avec Django 3.0 ; auparavant, un projet le tient de Channels et le nomme dans ASGI_APPLICATION.',
    remedy: 'Enlevez `interface:` : le site tourne alors en WSGI.',
  },
  'processes.not-found': {
    title: '`{key}` dans `cabestan.yaml` ne désigne rien de ce qui a été trouvé.',
    why: 'Aucune commande n’y est donnée, et le projet n’en a aucune sous ce nom.',
    remedy: [
      'Trouvé : {names}. Corrigez le nom, donnez une commande, ou enlevez cette clé.',
      'Donnez une commande, ou enlevez cette clé.',
    ],
  },
  'processes.unknown-command': {
    title: '`{key}` dans `cabestan.yaml` lance `manage.py {command}`, que le projet n’a pas.',
    why: 'Si aucun paquet ne l’apporte non plus, elle échoue à chaque fois.',
    remedy: 'Il y a `manage.py {nearest}` : écrivez-le, si c’est ce qui était voulu.',
  },
  'processes.missing-script': {
    title: '`{key}` dans `cabestan.yaml` lance `{file}`, que le commit n’a pas.',
    why: 'Les commandes sont lancées dans le dossier de `manage.py`, avec ce que git contient.',
    remedy: 'Corrigez le chemin, ou committez ce fichier.',
  },
  'processes.bare-command': {
    title:
      '`{key}` dans `cabestan.yaml` lance `{command}`, qui est une commande de Django et non un programme.',
    why: 'Les programmes sont lancés comme on les taperait, et celle-ci se tape avec `manage.py` : elle ne serait pas trouvée.',
    remedy: 'Écrivez `manage.py {command}`.',
  },
}
