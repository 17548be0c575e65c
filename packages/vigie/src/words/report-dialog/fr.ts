import type { ReportDialogWords } from './en.ts'

export const fr: ReportDialogWords = {
  title: 'Quelque chose s’est mal passé.',
  subtitle: 'Notre équipe a été prévenue.',
  subtitle2: 'Vous pouvez nous aider : dites ci-dessous ce qui s’est passé.',
  labelName: 'Nom',
  labelEmail: 'Adresse électronique',
  labelComments: 'Que s’est-il passé ?',
  labelClose: 'Fermer',
  labelSubmit: 'Envoyer le rapport',
  errorGeneric: 'Votre rapport n’a pas pu être envoyé. Veuillez réessayer.',
  errorFormEntry: 'Veuillez nous dire ce qui s’est passé.',
  successMessage: 'Votre rapport est envoyé. Merci !',
}
