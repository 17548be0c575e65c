/** Named like the options of `showReportDialog`, which may replace each of them. */
export const en = {
  title: 'Something went wrong here.',
  subtitle: 'Our team has been told.',
  subtitle2: 'You can help us: say below what happened.',
  labelName: 'Name',
  labelEmail: 'E-mail address',
  labelComments: 'What happened?',
  labelClose: 'Close',
  labelSubmit: 'Send the report',
  errorGeneric: 'Your report could not be sent. Please try again.',
  errorFormEntry: 'Please say what happened.',
  successMessage: 'Your report has been sent. Thank you!',
}

export type ReportDialogWords = typeof en
