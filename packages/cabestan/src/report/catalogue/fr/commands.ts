import type { CommandWords } from '../command-words.ts'

export const commands: CommandWords = {
  commands: {
    cabestan: {
      summary: 'Hisse un projet Django de git jusqu’à la production, sur votre propre serveur Linux.',
      examples: [
        { command: 'cabestan sandbox up', says: 'un serveur jetable pour tout essayer' },
        { command: 'cabestan plan', says: 'ce qui changerait, sans rien changer' },
        { command: 'cabestan deploy', says: 'pour le faire' },
        { command: 'cabestan logs -f', says: 'ce que dit l’application, en direct' },
      ],
    },
    sandbox: {
      summary: 'Des serveurs jetables sur cet ordinateur, sous Debian ou Ubuntu',
      examples: [
        { command: 'cabestan sandbox up', says: 'en créer un, ou le redémarrer' },
        { command: 'cabestan sandbox destroy', says: 'il n’en reste rien' },
      ],
    },
    'sandbox up': {
      summary: 'Créer un bac à sable, ou le redémarrer',
      examples: [
        { command: 'cabestan sandbox up', says: 'Debian 12, nommé « sandbox »' },
        { command: 'cabestan sandbox up boutique --suite trixie', says: 'Debian 13, nommé « boutique »' },
        { command: 'cabestan sandbox up boutique --suite noble', says: 'le même sous Ubuntu 24.04' },
      ],
    },
    'sandbox list': {
      summary: 'Tous les bacs à sable de cet ordinateur',
      examples: [{ command: 'cabestan sandbox list', says: 'noms, adresses, et lesquels tournent' }],
    },
    'sandbox ssh': {
      summary: 'Ouvrir une session dans un bac à sable, ou y lancer une commande',
      examples: [
        {
          command: 'cabestan sandbox ssh',
          says: 'en root ; après un déploiement, l’utilisateur qu’il a créé',
        },
        { command: 'cabestan sandbox ssh boutique -- systemctl status nginx', says: 'une commande' },
      ],
    },
    'sandbox down': {
      summary: 'Arrêter un bac à sable ; son contenu est gardé',
      examples: [
        { command: 'cabestan sandbox down', says: 'l’éteindre proprement' },
        { command: 'cabestan sandbox down --hard', says: 'comme si l’on arrachait la prise' },
      ],
    },
    'sandbox destroy': {
      summary: 'Supprimer un bac à sable et tout ce qu’il contient',
      examples: [{ command: 'cabestan sandbox destroy boutique', says: 'il n’en reste rien' }],
    },
    init: {
      summary: 'Lire le projet Django et écrire son cabestan.yaml',
      more: 'Rien du projet n’est exécuté. Ce qui a été lu est montré avec son emplacement ; seuls le serveur et les domaines sont demandés. Relancé après un changement du projet, il montre la différence et garde ce que vous avez écrit.',
      examples: [
        { command: 'cabestan init', says: 'dans le dossier de votre projet' },
        {
          command: 'cabestan init --yes --server root@203.0.113.10 --domain disquaire.example',
          says: 'sans questions, pour les scripts',
        },
      ],
    },
    check: {
      summary: 'Juger le projet avant tout envoi',
      more: 'Lit le dernier commit. Code de retour 1 s’il y a une erreur : ce qui échouerait, ou mettrait la production en danger.',
      examples: [
        { command: 'cabestan check', says: 'erreurs et avertissements, chacun avec sa raison et quoi faire' },
        { command: 'cabestan check --verbose', says: 'avec les remarques aussi' },
        { command: 'cabestan check --settings', says: 'les réglages avec lesquels tournerait la production' },
        { command: 'cabestan check --strict --json', says: 'pour la CI : les avertissements comptent aussi' },
      ],
    },
    plan: {
      summary: 'Montrer ce qui changerait sur le serveur, sans rien changer',
      examples: [
        { command: 'cabestan plan', says: 'les fichiers en diff, le reste en mots' },
        {
          command: 'cabestan plan -e staging --why',
          says: 'avec la raison de chaque changement, en une phrase',
        },
        {
          command: 'cabestan plan --exit-code',
          says: 'pour les scripts : 3 s’il y a quelque chose à changer',
        },
      ],
    },
    deploy: {
      summary: 'Préparer le serveur et y mettre un commit en ligne',
      more: 'Montre le plan, demande confirmation, puis travaille. Ce qui n’est pas committé n’est pas envoyé. Le serveur termine seul si cet ordinateur se met en veille.',
      examples: [
        { command: 'cabestan deploy', says: 'plan, question, travail' },
        { command: 'cabestan deploy -e staging --yes', says: 'sans la question' },
        {
          command: 'cabestan deploy --follow',
          says: 'rejoindre une exécution en cours, ou relire la dernière',
        },
      ],
    },
    rollback: {
      summary: 'Revenir à une version antérieure : code, environnement, processus, configuration web',
      more: 'Montre ce que cela signifie pour la base de données, puis demande confirmation. Sans numéro : la version qui précède celle en ligne. Si l’ancien code ne supporte pas les migrations faites depuis, à vous de dire ce qu’elles deviennent.',
      examples: [
        { command: 'cabestan rollback', says: 'à la version précédente' },
        { command: 'cabestan rollback 17', says: 'à celle-là ; `cabestan releases` les liste' },
        { command: 'cabestan rollback 17 --reverse', says: 'et défaire les migrations faites depuis' },
        {
          command: 'cabestan rollback 17 --restore',
          says: 'et remettre la base d’alors : celle d’aujourd’hui est d’abord sauvegardée',
        },
      ],
    },
    releases: {
      summary: 'Les versions : commit, auteur, date, durée, verdict, requêtes perdues',
      examples: [
        { command: 'cabestan releases', says: 'les plus récentes d’abord ; ● est en ligne' },
        { command: 'cabestan releases --json', says: 'les fiches, pour un script' },
      ],
    },
    status: {
      summary: 'Le serveur tel qu’il est : système, services, écarts, dernières exécutions',
      examples: [
        { command: 'cabestan status', says: 'de la production' },
        { command: 'cabestan status --json', says: 'pour un script' },
      ],
    },
    logs: {
      summary: 'Ce que disent les processus de l’application, dans l’ordre chronologique',
      more: 'Noms de processus, tels que `cabestan status` les montre ; `schedule-NOM` pour une commande planifiée ; `site` et `failures`, le journal de l’application et ses requêtes en échec ; `nginx`, chaque requête, et `nginx-errors`. Sans nom : tous sauf `nginx`.',
      examples: [
        { command: 'cabestan logs', says: 'les 100 dernières lignes de tous' },
        { command: 'cabestan logs web -f', says: 'suivre chaque nouvelle ligne ; Ctrl-C y met fin' },
        { command: 'cabestan logs --since 2h --grep "Error|Timeout"', says: 'des deux dernières heures' },
        { command: 'cabestan logs nginx --since "2026-11-27 14:00" --json', says: 'pour un script' },
      ],
    },
    run: {
      summary: 'Lancer une commande dans l’environnement de l’application, dans la version en ligne',
      more: 'Sous l’utilisateur de l’application, avec ses variables ; dans un terminal s’il y en a un. Rend le code de retour de la commande.',
      examples: [
        { command: 'cabestan run -- manage.py createsuperuser', says: 'une commande de Django' },
        { command: 'cabestan run -e staging -- python -m pip list', says: 'n’importe quelle autre' },
      ],
    },
    shell: {
      summary: 'Ouvrir le shell de Django dans la version en ligne',
      examples: [{ command: 'cabestan shell', says: '`manage.py shell`, vos modèles sous la main' }],
    },
    dbshell: {
      summary: 'Ouvrir le shell de la base de données',
      examples: [{ command: 'cabestan dbshell', says: '`manage.py dbshell` : psql ou sqlite3' }],
    },
    env: {
      summary: 'Les variables d’environnement de l’application : donner, lister, retirer',
      examples: [
        { command: 'cabestan env set EMAIL_HOST_PASSWORD', says: 'demande la valeur sans la montrer' },
        { command: 'cabestan env list', says: 'les noms, jamais les valeurs' },
      ],
    },
    'env set': {
      summary: 'Donner leur valeur à des variables, demandée ou lue sur l’entrée standard',
      more: 'Une valeur ne figure jamais sur une ligne de commande, où d’autres utilisateurs et l’historique du shell la verraient. Elle est gardée sur le serveur, dans /srv/NOM/env, et compte à partir de la prochaine version. Cela marche avant le premier déploiement.',
      examples: [
        { command: 'cabestan env set EMAIL_HOST_PASSWORD STRIPE_KEY', says: 'demande chacune' },
        { command: 'cabestan env set STRIPE_KEY < key.txt', says: 'depuis un fichier' },
        { command: 'printf %s "$KEY" | cabestan env set STRIPE_KEY', says: 'en CI' },
      ],
    },
    'env list': {
      summary: 'Les noms, leur origine, et ce qui attend la prochaine version ; jamais les valeurs',
      examples: [{ command: 'cabestan env list -e staging', says: 'de staging' }],
    },
    'env unset': {
      summary: 'Retirer des variables, à partir de la prochaine version',
      examples: [{ command: 'cabestan env unset STRIPE_KEY', says: 'la prochaine version s’en passe' }],
    },
    restart: {
      summary: 'Redémarrer des processus ; les visiteurs ne remarquent rien',
      more: 'Le processus web démarre à côté de l’ancien et prend sa place. Les workers finissent d’abord leur tâche. Sans nom : tous.',
      examples: [
        { command: 'cabestan restart', says: 'tous les processus' },
        { command: 'cabestan restart worker beat', says: 'ceux-là seulement' },
      ],
    },
    scale: {
      summary: 'Choisir le nombre d’exemplaires d’un processus',
      more: 'Prend effet tout de suite, et vaut pour toutes les versions à venir.',
      examples: [
        { command: 'cabestan scale worker=3', says: 'trois exemplaires' },
        {
          command: 'cabestan scale web=6 worker=2',
          says: 'six workers de gunicorn, sans perdre une requête',
        },
      ],
    },
    maintenance: {
      summary: 'Montrer aux visiteurs une page de maintenance, ou y mettre fin',
      examples: [
        { command: 'cabestan maintenance on', says: 'tout le monde reçoit la page, avec le statut 503' },
        { command: 'cabestan maintenance off', says: 'le site est de retour' },
      ],
    },
    explain: {
      summary: 'Pourquoi une étape existe, comment la faire à la main, comment la défaire',
      examples: [
        { command: 'cabestan explain', says: 'toutes les étapes, avec leurs raisons' },
        { command: 'cabestan explain firewall', says: 'l’une d’elles en détail' },
        { command: 'cabestan explain package:nginx', says: 'par le nom que montre le plan' },
      ],
    },
    ssh: {
      summary: 'Ouvrir une session sur le serveur, ou y lancer une commande',
      examples: [
        { command: 'cabestan ssh', says: 'une session sous l’utilisateur de connexion' },
        { command: 'cabestan ssh -- sudo systemctl status nginx', says: 'une commande' },
      ],
    },
    diagnose: {
      summary: 'Écrire un fichier à joindre à un signalement, sans secrets',
      examples: [{ command: 'cabestan diagnose', says: 'dit ce qu’il contient et où il se trouve' }],
    },
    remove: {
      summary: 'Retirer du serveur une application, ou Cabestan lui-même',
      more: 'Nomme ce qui part et ce qui reste, puis demande confirmation.',
      examples: [
        { command: 'cabestan remove -e staging', says: 'l’application ; ses données restent' },
        { command: 'cabestan remove -e staging --data', says: 'sa base et ses fichiers aussi' },
        { command: 'cabestan remove --cabestan', says: 'Cabestan seulement : les sites continuent' },
      ],
    },
    config: {
      summary: 'Ce que peut contenir cabestan.yaml',
      examples: [
        { command: 'cabestan config', says: 'toutes les clés, commentées' },
        { command: 'cabestan config schema > cabestan.schema.json', says: 'pour votre éditeur' },
      ],
    },
    'config reference': {
      summary: 'Toutes les clés, commentées',
      examples: [{ command: 'cabestan config reference', says: 'comme `cabestan config`' }],
    },
    'config schema': {
      summary: 'Le schéma JSON, pour les éditeurs',
      examples: [{ command: 'cabestan config schema > cabestan.schema.json', says: 'pour votre éditeur' }],
    },
    completion: {
      summary: 'Afficher le script de complétion d’un shell',
      examples: [
        { command: 'source <(cabestan completion bash)', says: 'dans ~/.bashrc' },
        { command: 'source <(cabestan completion zsh)', says: 'dans ~/.zshrc' },
        { command: 'cabestan completion fish | source', says: 'dans ~/.config/fish/config.fish' },
        { command: 'cabestan completion powershell | Out-String | Invoke-Expression', says: 'dans $PROFILE' },
      ],
    },
  },
  options: {
    again: 'une nouvelle version, même si celle-ci est déjà en ligne',
    'another-database': 'le site passe à une autre sorte de base, qui n’a rien de celle d’aujourd’hui',
    'another-repository': 'ce dépôt prend la place du projet qui est en ligne sous ce nom',
    'allow-unsafe': 'appliquer même des migrations dont la version en ligne ne s’accommode pas',
    maintenance: 'montrer aux visiteurs une page de maintenance pendant les migrations',
    fixtures: 'charger ces fixtures après les migrations',
    wait: 'attendre la fin d’une exécution en cours, au lieu d’être refusé',
    environment: 'l’environnement voulu, parmi ceux de la configuration',
    config: 'la configuration, au lieu du cabestan.yaml le plus proche',
    yes: 'ne rien demander',
    json: 'les objets du protocole tels quels, un par ligne',
    verbose: 'en dire plus : diffs complets, chaque étape, toute la sortie',
    lang: 'langue : en ou fr',
    help: 'afficher ceci',
    version: 'afficher la version',
    suite: 'Debian : bookworm (12), trixie (13) ; Ubuntu : jammy (22.04), noble (24.04), resolute (26.04)',
    hard: 'sans arrêt propre, comme une panne',
    'exit-code': 'code de retour 3 s’il y a quelque chose à changer',
    why: 'la raison de chaque changement, en une phrase',
    follow: 'rejoindre le déploiement en cours, ou relire le dernier',
    'follow-lines': 'afficher les nouvelles lignes à mesure qu’elles arrivent',
    server: 'lequel des serveurs, s’il y en a plusieurs',
    'server-to-write': 'le serveur à inscrire : toute destination ssh, ou sandbox:NOM',
    data: 'supprimer aussi la base, les fichiers que des personnes ont créés et les journaux',
    cabestan: 'retirer Cabestan lui-même ; les sites continuent',
    output: 'où écrire le fichier, au lieu de votre répertoire personnel',
    domain: 'les domaines du site',
    strict: 'les avertissements comptent comme des erreurs',
    settings: 'montrer les réglages que Cabestan ajoute au projet, et ce qu’ils changent',
    since: 'depuis quand : 30s, 10m, 2h, 3d, 2026-11-27, `2026-11-27 14:00`',
    grep: 'seulement les lignes où cette expression régulière trouve quelque chose',
    lines: 'combien de lignes au plus, les plus récentes : 100, sauf avec `--since`',
    reverse: 'défaire les migrations faites depuis',
    restore: 'remettre la base telle qu’elle était avant que la version suivante ne la change',
    confirm: 'avec `--yes`, quand des données sont supprimées : le nom de l’application, au lieu de le taper',
  },
  arguments: {
    ref: 'une branche, une étiquette ou un commit ; par défaut : le commit où vous êtes',
    name: 'nom du bac à sable',
    step: 'étape, ou le début de son nom',
    command: 'commande et ses arguments',
    shell: 'bash, zsh, fish ou powershell',
    number: 'numéro d’une version',
    process: 'web, worker, beat, ou un autre de vos processus',
    'process=n': 'un processus et son nombre d’exemplaires',
    key: 'nom d’une variable',
    state: 'on ou off',
  },
  argumentNames: {
    ref: 'REF',
    name: 'NOM',
    step: 'ÉTAPE',
    command: '-- COMMANDE…',
    shell: 'SHELL',
    number: 'N',
    process: 'PROCESSUS…',
    'process=n': 'PROCESSUS=N…',
    key: 'CLÉ…',
    state: 'on|off',
  },
  valueNames: {
    NAME: 'NOM',
    'NAME...': 'NOM…',
    FILE: 'FICHIER',
    LANG: 'LANGUE',
    SUITE: 'SUITE',
    SERVER: 'SERVEUR',
    'DOMAIN...': 'DOMAINE…',
    WHEN: 'QUAND',
    REGEX: 'REGEX',
    N: 'N',
  },
  titles: {
    usage: 'Usage :',
    arguments: 'Arguments :',
    options: 'Options :',
    everywhere: 'Partout :',
    commands: 'Commandes :',
    examples: 'Exemples :',
    codes: 'Codes de retour :',
  },
  placeholders: { options: '[options]', command: '[commande]' },
  choices: 'possibles : {choices}',
  exitCodes: [
    ['0', 'fait'],
    ['1', 'échec'],
    ['2', 'mauvais usage, ou faute dans la configuration'],
    ['3', '`plan --exit-code` : il y a quelque chose à changer'],
  ],
}
