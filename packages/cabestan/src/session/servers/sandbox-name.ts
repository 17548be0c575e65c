/** What a sandbox is called when nobody says otherwise. */
export const usualName = 'sandbox'
