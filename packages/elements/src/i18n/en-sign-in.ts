/** What the elements say while somebody signs in at the broker, and how it ended. */
export const enSignIn = {
  "signIn.waiting": "Continue in the window that has opened.",
  "signIn.blocked": "The browser blocked the window. Allow pop-ups for this website, then sign in again.",
  "signIn.closed": "The window was closed, or lost its link to this page. Sign in again.",
  "signIn.late": "The sign-in took too long. Sign in again.",
  "signIn.refused": "The sign-in was cancelled or refused. Sign in again, or use another account.",
  "signIn.unavailable": "The sign-in service does not answer. Sign in again in a moment.",
  "signIn.setup": "The sign-in is not set up correctly. Send the request ID in the window to the site owner.",
  "signIn.expired": "Your sign-in has expired. Sign in again.",
} as const;
