import type { dataFindings } from '../../../../project/findings/data.ts'
import type { FindingSentences } from '../../catalogue.ts'

const engines = { oracle: 'Oracle', mssql: 'SQL Server' }

export const data: FindingSentences<(typeof dataFindings)[number]> = {
  'data.engine-unknown': {
    title: [
      'Les réglages ne nomment aucune base de données : {missing} n’est pas défini.',
      'Les réglages ne disent pas quelle base de données le projet utilise.',
    ],
    why: 'Cela dépend de quelque chose qui n’est connu que là où les réglages s’exécutent ; ou de rien, et alors Django n’en a aucune.',
    remedy:
      'Dites-le dans `cabestan.yaml` : `database: postgresql`, `database: sqlite`, ou `database: own` pour une base que vous avez ailleurs.',
  },
  'data.engine-elsewhere': {
    title: 'Le projet utilise {engine}.',
    why: 'Cabestan n’installe que PostgreSQL, et ne sait pas ce qui y casserait.',
    remedy:
      'Donnez l’adresse de votre base et dites-le dans `cabestan.yaml` (`database: own`), ou essayez PostgreSQL : `database: postgresql`.',
    words: { engine: engines },
  },
  'data.engine-other': {
    title: 'Les réglages nomment une base de données que Django n’apporte pas.',
    why: 'Cabestan n’installe que PostgreSQL, et rien ne dit que ce projet puisse s’en servir.',
    remedy: 'Si cette base est tenue ailleurs, dites-le dans `cabestan.yaml` : `database: own`.',
  },
  'data.database-over-there': {
    title: 'Les réglages nomment une base de données sur {host}.',
    why: 'Le site commence avec une base à lui, vide, sur son serveur : ce que {host} contient aujourd’hui ne suit pas tout seul.',
    remedy:
      'Pour continuer avec cette base, écrivez `database: own` dans `cabestan.yaml` et donnez son adresse dans DATABASE_URL. Pour déménager, apportez ses données après le premier déploiement.',
  },
  'data.several-databases': {
    title: 'Les réglages nomment d’autres bases de données : {names}.',
    why: 'Cabestan fournit celle par défaut. Les autres restent comme les réglages les décrivent.',
    remedy: 'Veillez à ce que le serveur les atteigne, ou retirez-les des réglages de production.',
  },
  'data.default-empty': {
    title:
      'La base de données par défaut est vide dans les réglages, et le site écrit dans une autre : {names}.',
    why: 'Cabestan ne fournit que celle par défaut : rien ne dit où sera l’autre en production.',
    remedy:
      'Si le site n’en a qu’une, mettez-la sous `default`. Si elle est tenue ailleurs, dites-le dans `cabestan.yaml` : `database: own`.',
  },
  'data.postgresql-needed': {
    title: 'Le projet emploie ce que seul PostgreSQL possède, bien que ses réglages nomment une autre base.',
    why: 'Ses migrations échoueraient sur SQLite.',
    remedy: 'Dans `cabestan.yaml` : `database: postgresql`.',
  },
  'data.mysql': {
    title: 'Les réglages nomment MySQL ; le site est mis sur PostgreSQL.',
    why: 'Rien dans le projet n’exige MySQL, et des projets semblables ont tourné tels quels sur PostgreSQL.',
    remedy:
      'Pour un nouveau site, il n’y a rien à faire. Des données existantes sont à transporter : `dumpdata` et `loaddata`, ou pgloader. Pour garder un MySQL ailleurs : `database: own`.',
  },
  'data.mysql-needed': {
    title: 'Le projet contient du SQL que seul MySQL comprend.',
    why: 'Sur PostgreSQL, cette migration échouerait.',
    remedy:
      'Récrivez-la avec les opérations de Django, ou gardez un MySQL ailleurs et dites-le dans `cabestan.yaml` : `database: own`.',
  },
  'data.extension-elsewhere': {
    title: 'La base a besoin de l’extension {name}, qu’aucun paquet connu de Debian ou d’Ubuntu ne contient.',
    why: 'PostgreSQL refuserait `CREATE EXTENSION {name}` : le déploiement s’arrêterait là, avant que quoi que ce soit soit en ligne.',
    remedy:
      'Installez-la d’abord sur le serveur, depuis là où ses auteurs la proposent pour cette version de PostgreSQL. Ou gardez ailleurs une base qui l’a : `database: own` dans `cabestan.yaml`.',
  },
  'data.postgresql-several-servers': {
    title: 'Chacun des {count} serveurs reçoit son propre PostgreSQL.',
    why: 'Ils n’ont aucune ligne en commun : les visiteurs de l’un ne voient pas ce qui est écrit sur l’autre.',
    remedy:
      'Rien, si ce sont des sites séparés. Si c’est un seul site : `database: own` dans `cabestan.yaml`, avec dans DATABASE_URL l’adresse d’une base que tous atteignent.',
  },
  'data.sqlite-several-servers': {
    title: 'SQLite sur {count} serveurs.',
    why: 'Chaque serveur aurait son propre fichier, et les visiteurs verraient d’autres données d’une page à l’autre.',
    remedy:
      'Dans `cabestan.yaml` : `database: own`, avec dans DATABASE_URL l’adresse d’une base que tous atteignent ; ou un seul serveur.',
  },
  'data.sqlite-committed': {
    title: 'La base de données du site se trouve dans git : {files}.',
    why: 'Elle peut contenir des comptes et des adresses, et ce n’est pas celle où le site écrit. La première version part d’elle ; aucune autre ne remplace jamais les données.',
    remedy:
      'Retirez-la une fois le site en ligne : `git rm --cached {paths}`, et nommez-la dans `.gitignore`.',
  },
  'data.sqlite-left': {
    title: 'Une base SQLite se trouve dans git, et la production ne s’en sert pas : {files}.',
    why: 'Son contenu n’est pas repris dans la nouvelle base, et il peut comprendre des comptes et des adresses.',
    remedy:
      'Pour mettre le site en ligne avec elle, écrivez `database: sqlite` dans `cabestan.yaml`. Sinon, retirez-la : `git rm --cached {paths}`.',
  },
  'data.sqlite-stale': {
    title: 'Un fichier SQLite se trouve dans git à côté d’une autre base : {files}.',
    why: 'C’est un reste du développement ; il peut contenir des comptes et des adresses.',
    remedy: 'Retirez-le : `git rm --cached {paths}`, et nommez-le dans `.gitignore`.',
  },
  'data.application-misnamed': {
    title: 'Le `name` de {configuration} est {name}, et son paquet est {module}.',
    why: 'Django importe une application par le nom que donne son `apps.py`. Aucun module ne porte ce nom : rien ne démarre.',
    remedy: "Écrivez-y `name = '{module}'`, et faites un commit.",
  },
  'data.migrations-missing': {
    title: 'Modèles sans migrations : {applications}.',
    why: 'Chaque version les fait créer par Django sur le serveur et les y garde : les tables existent donc. Mais aucun autre ordinateur ne les a, et personne ne les relit avant qu’elles ne s’appliquent. Sans paquet de migrations, un simple `makemigrations` ne trouve rien.',
    remedy: 'Créez-les, et committez-les : `python manage.py makemigrations {words}`.',
  },
  'data.migrations-no-init': {
    title: '{directory}/migrations n’a pas de `__init__.py`.',
    why: 'Django ne regarde pas dedans : aucune de ses migrations ne s’exécute, aucune table n’est créée.',
    remedy: 'Ajoutez le fichier vide `{directory}/migrations/__init__.py`, et faites un commit.',
  },
  'data.migrations-ignored': {
    title: '{file} tient des migrations hors de git.',
    why: 'Elles font partie du code : sans elles, deux ordinateurs donnent deux histoires à une même base.',
    remedy: 'Retirez la ligne, puis ajoutez les migrations avec `git add` et faites un commit.',
  },
  'data.migrations-conflict': {
    title: 'Les migrations de {application} ont plusieurs fins : {migrations}.',
    why: '`migrate` refuse de continuer tant qu’elles ne sont pas réunies.',
    remedy:
      '`python manage.py makemigrations --merge {application}`, relisez ce que cela donne, et faites un commit.',
  },
  'data.migration-absent': {
    title: '{file} s’appuie sur une migration absente de git : {migration}.',
    why: '`migrate` refuse de commencer.',
    remedy: 'Ajoutez la migration manquante et faites un commit. Est-elle nommée dans `.gitignore` ?',
  },
  'data.models-unmade': {
    title: 'Aucune migration de {application} ne crée ces modèles : {models}.',
    why: 'Ils n’ont pas de table, et chaque page qui s’en sert échoue.',
    remedy:
      '`python manage.py makemigrations {application}`, relisez ce que cela donne, et faites un commit.',
  },
  'data.models-unmanaged': {
    title: 'Aucune migration ne crée les tables de ces modèles de {application} : {models}.',
    why: '`managed = False` dit que les tables existent déjà. Dans une nouvelle base, ce peut ne pas être le cas, et chaque page qui s’en sert échoue alors.',
    remedy:
      'Transportez les tables de là où elles sont, ou laissez Django les créer : retirez `managed = False`, puis `python manage.py makemigrations {application}`.',
  },
  'data.media-committed': {
    title: '{setting} est dans le dépôt ({path}) ; fichiers qui en sont dans git : {count}.',
    why: 'Ce que les visiteurs envoient est gardé hors des versions ; ces fichiers n’en sont que le point de départ.',
    remedy:
      'Il n’y a rien à faire : la première version les y copie. Ce qui change ensuite dans git n’atteint pas le site.',
  },
  'data.media-inside': {
    title: '{setting} est dans le dépôt : {path}.',
    why: 'La version suivante commencerait sans ce qui y a été mis.',
    remedy: 'Il n’y a rien à faire : ce dossier est gardé hors des versions.',
  },
  'data.written-in-code': {
    title: 'Le code écrit parmi les fichiers du dépôt : {path}.',
    why: 'Une version ne change plus une fois construite : y écrire échoue, et la version suivante commencerait sans ce qui a été écrit.',
    remedy:
      'Nommez l’endroit dans les réglages (`EXPORTS_DIR = BASE_DIR / "exports"`) et écrivez sous `settings.EXPORTS_DIR` : Cabestan garde ce dossier hors des versions. Ce que les visiteurs peuvent télécharger va sous `settings.MEDIA_ROOT`.',
  },
  'data.directory-missing': {
    title: '{setting} nomme un dossier que git ne contient pas : {path}.',
    why: 'git ne garde pas de dossier vide, et sans lui le démarrage ou `collectstatic` peut échouer.',
    remedy: 'Il n’y a rien à faire : chaque version le crée.',
  },
  'data.no-postgresql': {
    title: '`postgres: false` dans `cabestan.yaml`, alors que la base du site est PostgreSQL.',
    why: 'Le serveur n’en a alors pas, et la première migration échouerait.',
    remedy:
      'Enlevez `postgres:`, ou dites où sont les données : `database: own` pour une base à vous, ailleurs, `database: sqlite` pour un fichier.',
  },
}
