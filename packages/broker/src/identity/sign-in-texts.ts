/** What the pages of a sign-in say: a title (what happened) and a text (what to do). */
const en = {
  "done.title": "You are signed in",
  "done.text": "This window closes by itself. If it stays open, close it.",
  "refused.title": "You are not signed in",
  "refused.text":
    "The sign-in was cancelled or refused. Close this window, then try again or use another account.",
  "stale.title": "This sign-in has ended",
  "stale.text": "It took too long, or continues in another window. Close this window and sign in again.",
  "unavailable.title": "The sign-in is not available",
  "unavailable.text": "The sign-in service does not answer. Close this window and try again in a moment.",
  "setup.title": "The sign-in is not set up correctly",
  "setup.text":
    "Close this window and contact the site owner, who finds the reason in the log by this request ID: {id}",
  "lost.text":
    "This window has lost its link to the page that opened it. Close it and sign in again on that page.",
};

export type SignInTexts = Readonly<Record<keyof typeof en, string>>;

const de: SignInTexts = {
  "done.title": "Sie sind angemeldet",
  "done.text": "Dieses Fenster schließt sich von selbst. Wenn es offen bleibt, schließen Sie es.",
  "refused.title": "Sie sind nicht angemeldet",
  "refused.text":
    "Die Anmeldung wurde abgebrochen oder abgelehnt. Schließen Sie dieses Fenster und versuchen Sie es erneut oder mit einem anderen Konto.",
  "stale.title": "Diese Anmeldung ist beendet",
  "stale.text":
    "Sie hat zu lange gedauert oder läuft in einem anderen Fenster weiter. Schließen Sie dieses Fenster und melden Sie sich erneut an.",
  "unavailable.title": "Die Anmeldung ist nicht verfügbar",
  "unavailable.text":
    "Der Anmeldedienst antwortet nicht. Schließen Sie dieses Fenster und versuchen Sie es gleich noch einmal.",
  "setup.title": "Die Anmeldung ist nicht richtig eingerichtet",
  "setup.text":
    "Schließen Sie dieses Fenster und wenden Sie sich an den Betreiber der Website. Der Grund steht im Protokoll unter dieser Anfrage-ID: {id}",
  "lost.text":
    "Dieses Fenster hat die Verbindung zu der Seite verloren, die es geöffnet hat. Schließen Sie es und melden Sie sich dort erneut an.",
};

const es: SignInTexts = {
  "done.title": "Ha iniciado sesión",
  "done.text": "Esta ventana se cierra sola. Si sigue abierta, ciérrela.",
  "refused.title": "No ha iniciado sesión",
  "refused.text":
    "El inicio de sesión se canceló o se rechazó. Cierre esta ventana e inténtelo de nuevo o use otra cuenta.",
  "stale.title": "Este inicio de sesión ha terminado",
  "stale.text": "Tardó demasiado o continúa en otra ventana. Cierre esta ventana e inicie sesión de nuevo.",
  "unavailable.title": "El inicio de sesión no está disponible",
  "unavailable.text":
    "El servicio de inicio de sesión no responde. Cierre esta ventana e inténtelo de nuevo en un momento.",
  "setup.title": "El inicio de sesión no está bien configurado",
  "setup.text":
    "Cierre esta ventana y contacte con el propietario del sitio, que encontrará el motivo en el registro con este ID de solicitud: {id}",
  "lost.text":
    "Esta ventana perdió la conexión con la página que la abrió. Ciérrela e inicie sesión de nuevo en esa página.",
};

const ja: SignInTexts = {
  "done.title": "サインインしました",
  "done.text": "このウィンドウは自動的に閉じます。開いたままの場合は閉じてください。",
  "refused.title": "サインインしていません",
  "refused.text":
    "サインインがキャンセルまたは拒否されました。このウィンドウを閉じて、もう一度試すか、別のアカウントを使用してください。",
  "stale.title": "このサインインは終了しました",
  "stale.text":
    "時間がかかりすぎたか、別のウィンドウで続いています。このウィンドウを閉じて、もう一度サインインしてください。",
  "unavailable.title": "サインインを利用できません",
  "unavailable.text":
    "サインインのサービスが応答しません。このウィンドウを閉じて、しばらくしてからもう一度お試しください。",
  "setup.title": "サインインが正しく設定されていません",
  "setup.text":
    "このウィンドウを閉じて、サイトの所有者に連絡してください。理由は、このリクエスト ID でログに記録されています: {id}",
  "lost.text":
    "このウィンドウは、開いた元のページとの接続を失いました。閉じて、そのページでもう一度サインインしてください。",
};

const ar: SignInTexts = {
  "done.title": "تم تسجيل دخولك",
  "done.text": "تُغلق هذه النافذة تلقائيًا. إذا بقيت مفتوحة فأغلقها.",
  "refused.title": "لم يتم تسجيل دخولك",
  "refused.text": "أُلغي تسجيل الدخول أو رُفض. أغلق هذه النافذة ثم حاول مرة أخرى أو استخدم حسابًا آخر.",
  "stale.title": "انتهت عملية تسجيل الدخول هذه",
  "stale.text": "استغرقت وقتًا طويلًا أو تستمر في نافذة أخرى. أغلق هذه النافذة وسجّل الدخول مرة أخرى.",
  "unavailable.title": "تسجيل الدخول غير متاح",
  "unavailable.text": "لا تستجيب خدمة تسجيل الدخول. أغلق هذه النافذة وحاول مرة أخرى بعد قليل.",
  "setup.title": "لم يُضبط تسجيل الدخول بشكل صحيح",
  "setup.text": "أغلق هذه النافذة وتواصل مع مالك الموقع، الذي يجد السبب في السجل بمعرّف الطلب هذا: {id}",
  "lost.text": "فقدت هذه النافذة صلتها بالصفحة التي فتحتها. أغلقها وسجّل الدخول مرة أخرى في تلك الصفحة.",
};

const TEXTS = { en, de, es, ja, ar } as const satisfies Record<string, SignInTexts>;

/** A language of these pages. */
export type SignInLanguage = keyof typeof TEXTS;

/** The first language of a list (RFC 9110 section 12.5.4, weights aside) that these pages have; else English. */
export function pickLanguage(...wanted: readonly (string | null | undefined)[]): SignInLanguage {
  const tags = wanted.flatMap((list) => (list ?? "").slice(0, 200).split(","));
  const names = tags.map((tag) => tag.trim().toLowerCase().split(/[-;]/)[0] ?? "");
  return names.find((name): name is SignInLanguage => Object.hasOwn(TEXTS, name)) ?? "en";
}

export function signInTexts(language: SignInLanguage): SignInTexts {
  return TEXTS[language];
}
