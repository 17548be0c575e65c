export type PageLanguage = 'en' | 'fr'

/** The page that visitors get while the application does not answer. */
export function awayPage(language: PageLanguage): string {
  return page(language, words[language].away)
}

/** The page that visitors get while /srv/NAME/maintenance exists. */
export function maintenancePage(language: PageLanguage): string {
  return page(language, words[language].maintenance)
}

interface Words {
  readonly title: string
  readonly sentence: string
}

const words: Readonly<Record<PageLanguage, Readonly<Record<'away' | 'maintenance', Words>>>> = {
  en: {
    away: {
      title: 'Just a moment',
      sentence: 'This site does not answer right now. Please try again in a minute.',
    },
    maintenance: {
      title: 'Back soon',
      sentence: 'This site is being worked on. Please come back in a few minutes.',
    },
  },
  fr: {
    away: {
      title: 'Un instant',
      sentence: 'Ce site ne répond pas pour le moment. Merci de réessayer dans une minute.',
    },
    maintenance: {
      title: 'De retour bientôt',
      sentence: 'Ce site est en cours de maintenance. Merci de revenir dans quelques minutes.',
    },
  },
}

/** Everything in one file, because other files would not be reachable then either. */
function page(language: PageLanguage, { title, sentence }: Words): string {
  return `<!doctype html>
<!-- Managed by Cabestan. -->
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>
:root { color-scheme: light dark }
body { margin: 0; min-height: 100vh; display: grid; place-content: center; padding: 2rem;
       font: 1.1rem/1.5 system-ui, sans-serif; text-align: center }
h1 { font-size: 1.6rem; margin: 0 0 .5rem }
p { margin: 0 }
</style>
</head>
<body>
<main>
<h1>${title}</h1>
<p>${sentence}</p>
</main>
</body>
</html>
`
}
