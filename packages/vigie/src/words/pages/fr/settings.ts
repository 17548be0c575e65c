import type { settings as english } from '../en/settings.ts'

/** Chooses the singular or the plural by a number. */
const counted = (one: string, several: string) => (number: number) => (number < 2 ? one : several)

export const settings: typeof english = {
  settings: { title: 'Réglages' },
  mail: {
    title: 'Courriel',
    what: 'Un courriel pour chaque nouveau problème et chaque régression de niveau erreur ou plus, à chaque compte qui le souhaite. Rien ne part tant qu’aucun serveur n’est indiqué.',
    host: 'Serveur SMTP',
    security: 'Chiffrement',
    securities: {
      starttls: 'STARTTLS',
      tls: 'TLS dès le début',
      none: 'aucun (seulement sur cette machine)',
    },
    port: 'Port',
    username: 'Nom d’utilisateur',
    passwordKept: 'Il y en a un. Laissez vide pour le garder.',
    passwordHelp: 'Gardé sur le serveur, montré à personne.',
    from: 'Expéditeur',
    fromHelp: 'Beaucoup de serveurs n’acceptent que leurs propres adresses.',
    test: 'Essayer',
    testHelp: (email) => `Envoie un courriel à ${email}, avec les réglages enregistrés.`,
    testButton: 'Envoyer un courriel d’essai',
    sending: 'Envoi…',
    sent: 'Le serveur l’a accepté. Regardez votre boîte de réception, et parmi les indésirables.',
    failed: 'Cela n’a pas marché.',
    stop: 'Ne plus envoyer de courriels',
    stopped: 'Plus personne ne recevra de courriels.',
  },
  disk: {
    title: 'Disque',
    what: 'Vigie n’en prend jamais plus. Quand c’est plein, les détails des événements les plus anciens et les plus courants partent d’abord ; chaque problème garde son premier et son dernier, et tous restent comptés.',
    budget: 'Place sur le disque, en Go',
    budgetHelp: 'Environ un million d’événements ordinaires tiennent dans 10 Go.',
  },
  status: {
    title: 'État',
    well: 'Tout va bien.',
    setAside: (unreadable) =>
      unreadable === null
        ? 'La base de données était endommagée lors d’un démarrage et a été mise de côté ; Vigie a continué avec la dernière bonne copie, s’il y en avait une, et ce qui pouvait encore être lu. On ne sait pas combien de ses événements n’ont plus pu être lus.'
        : `La base de données était endommagée lors d’un démarrage et a été mise de côté ; Vigie a continué avec la dernière bonne copie, s’il y en avait une, et ce qui pouvait encore être lu. ${unreadable} de ses événements n’ont plus pu être lus.`,
    setAsideWhere: 'La base endommagée est gardée ici :',
    rejected: (number) =>
      number < 2
        ? '1 enregistrement n’a pas été compris ; il est gardé à part. Une version plus récente saura peut-être le lire.'
        : `${number} enregistrements n’ont pas été compris ; ils sont gardés à part. Une version plus récente saura peut-être les lire.`,
    full: {
      release: (project, most) =>
        `${project} a nommé ${most} versions, autant que Vigie en distingue : celles qui n’ont pas été vues depuis le plus longtemps cèdent la place.`,
      environment: (project, most) =>
        `${project} a nommé ${most} environnements, autant que Vigie en liste : les événements des suivants sont gardés malgré tout.`,
    },
    mailFails: 'Les courriels ne partent pas :',
    events: 'Événements',
    eventsHelp: 'comptés depuis le début',
    backlog: 'En attente d’être comptés',
    backlogHelp: 'déjà à l’abri sur le disque ; d’habitude 0',
    disk: 'Disque',
    diskHelp: 'utilisés, sur ce qui est permis',
    memory: 'Mémoire',
    memoryHelp: 'jamais plus de 120 Mo',
    mails: 'Courriels en attente',
    mailsHelp: 'réessayés pendant un jour',
    giveMailServer: 'Indiquer un serveur',
    noMailServer: 'rien ne part d’ici là',
    version: 'Version',
    started: 'démarrée',
    shed: 'Ce qui n’a pas été gardé',
    shedHelp: 'Ces sept derniers jours. Rien ne disparaît en silence.',
    shedNothing: 'Tout ce qui est arrivé a été gardé.',
    of: (project) => `de ${project}`,
    categories: {
      error: counted('erreur', 'erreurs'),
      default: counted('message', 'messages'),
      transaction: counted('transaction', 'transactions'),
      span: counted('span', 'spans'),
      profile: counted('profil', 'profils'),
      replay: counted('replay', 'replays'),
      attachment: counted('pièce jointe', 'pièces jointes'),
      session: counted('session', 'sessions'),
      monitor: counted('pointage de tâche', 'pointages de tâches'),
      feedback: counted('retour', 'retours'),
      log_item: counted('ligne de journal', 'lignes de journal'),
      trace_metric: counted('mesure', 'mesures'),
      security: counted('rapport de sécurité', 'rapports de sécurité'),
      internal: counted('enregistrement interne', 'enregistrements internes'),
      unknown: counted('enregistrement de nature inconnue', 'enregistrements de nature inconnue'),
    },
    reasons: {
      'not-kept': 'une nature que Vigie compte et ne garde pas',
      'rate-limited': 'plus par minute que le projet n’a le droit d’envoyer',
      overloaded: 'plus vite que la machine ne pouvait écrire',
      'too-large': 'au-delà de la taille permise',
      malformed: 'un contenu illisible',
      client: 'abandon par l’application elle-même, avant l’envoi',
      retention: 'des détails qui ont fait place à de plus récents',
    },
  },
}
