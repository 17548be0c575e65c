import type { projects as english } from '../en/projects.ts'

const s = (number: number) => (number < 2 ? '' : 's')

export const projects: typeof english = {
  projects: {
    title: 'Projets',
    create: 'Créer un projet',
    gone: 'Ce projet est introuvable',
    name: 'Nom',
    nameHelp: 'Comme on l’appelle : Boutique, Intranet…',
    slug: 'Nom court',
    slugHelp: (slug) => `Ses problèmes s’appelleront ${slug}-1, ${slug}-2…`,
    platform: 'Technologie',
    silent: 'pas encore d’événement',
    lastEvent: 'dernier événement',
    unresolved: (number) => `problème${s(number)} ouvert${s(number)}`,
    seeIssues: (number) => `${number} problème${s(number)} ouvert${s(number)}`,
    setUp: 'Mise en place',
    dsn: 'Son DSN',
    dsnHelp:
      'L’adresse à laquelle l’application envoie ses erreurs. Ce n’est pas un secret : qui l’a peut envoyer des événements, et n’en lire aucun.',
    madeOf: 'Avec quoi le projet est-il fait ?',
    kinds: {
      django: 'Django',
      flask: 'Flask',
      celery: 'Celery',
      python: 'Autre Python',
      browser: 'Navigateur',
      node: 'Node.js',
      raven: 'raven (ancien)',
    },
    kindHelp: {
      django:
        'Le SDK trouve Django tout seul : vues, middleware, requêtes SQL dans le fil d’Ariane, et logging.error().',
      flask: 'À démarrer avant de créer l’application.',
      celery: 'Chaque worker le démarre pour lui-même. Beat aussi.',
      python: 'Les exceptions non interceptées et logging.error() arrivent d’elles-mêmes.',
      browser: 'À démarrer avant tout le reste de votre code. Vigie répond aux navigateurs de toute origine.',
      node: 'Il est chargé avant tout le reste.',
      raven:
        'Le client d’avant 2018, pour les projets qui ne peuvent pas encore en changer. Il marche aussi avec Python 2. Ceux d’autres langages, du même âge, veulent un secret dans le DSN : n’importe quel mot convient, Vigie ne le lit pas.',
    },
    bound: 'Événements par minute',
    boundHelp:
      'Au-delà, ils sont refusés, pour qu’un projet qui boucle ne prenne pas la place de tous. Vide : la limite du serveur.',
    renew: 'Renouveler la clé',
    renewHelp:
      'Le DSN change aussitôt, et l’ancien est refusé. Les applications qui l’utilisent encore perdent leurs événements.',
    renewed: 'La clé est nouvelle : donnez le nouveau DSN à vos applications.',
    delete: 'Supprimer le projet',
    deleteHelp: 'Ses problèmes et ses événements disparaissent avec lui, pour toujours.',
    typeName: (slug) => `Pour être sûr, tapez son nom court : ${slug}`,
  },
  scrub: {
    title: 'Caviardage',
    always:
      'Mots de passe, jetons, clés, cookies de session, numéros de carte et semblables sont toujours retirés avant qu’un événement touche le disque. Voici ce qui part en plus.',
    forAll: 'Ces règles valent pour tous les projets ; chaque projet peut y ajouter les siennes.',
    fields: 'Champs à retirer',
    fieldsHelp:
      'Des parties de noms, une par ligne, sans égard aux majuscules : iban retire aussi customer_IBAN.',
    patterns: 'Motifs dans les textes',
    patternsHelp:
      'Des expressions régulières, une par ligne : ce qu’elles trouvent est remplacé où qu’il se trouve. Les lentes sont refusées.',
    keep: 'Champs à garder',
    keepHelp:
      'Des noms entiers, un par ligne, que les règles habituelles retireraient par erreur : author_token_count.',
    addresses: 'Retirer les adresses des visiteurs, et les cookies',
    addressesHelp: 'Les utilisateurs ne sont alors distingués que par identifiant, courriel ou nom.',
  },
  releases: {
    title: 'Versions',
    none: 'Aucune version vue pour l’instant',
    noneText:
      'Indiquez une version au SDK : elle figure alors ici avec ses événements et, si le SDK signale les sessions, avec celles qui se sont bien passées.',
    release: 'Version',
    environment: 'Environnement',
    events: 'Événements',
    sessions: 'Sessions',
    crashFree: 'Sans plantage',
    errored: 'Avec erreurs',
    crashed: 'Plantées',
    abnormal: 'Interrompues',
  },
  monitors: {
    title: 'Tâches',
    what: 'Les commandes planifiées qui pointent : Celery beat, cron, tout ce qui envoie des pointages (check-ins) par un SDK de Sentry.',
    none: 'Rien n’a encore pointé',
    noneText: 'Avec sentry-sdk, @monitor(monitor_slug="sauvegarde") au-dessus d’une fonction suffit.',
    name: 'Tâche',
    schedule: 'Horaire',
    status: 'Dernier résultat',
    last: 'Quand',
    took: 'Durée',
    statuses: { ok: 'réussie', error: 'échouée', in_progress: 'en cours' },
  },
}
