import type { FirstTexts } from "./text.ts";

/** German: what an element says until the first row. */
export const texts: FirstTexts = {
  calls: "Anrufe",
  loading: "Anrufe werden geladen",
  retry: "Erneut versuchen",
  sentences: "{title}. {text}",
  "talk.start": "Anruf starten",

  waiting: "Wartet",
  active: "Läuft",
  ended: "Beendet",
  unjoined: "Verpasst",
  "summary.waiting": "Wartet auf den Anrufer",
  "summary.active": "Anruf läuft",
  "summary.ended": "Keine Zusammenfassung",
  "summary.unjoined": "Niemand ist diesem Anruf beigetreten",
  noAgent: "Kein Agent",

  "network.title": "Keine Verbindung zum Broker",
  "network.text":
    "{broker} ist nicht erreichbar. Möglicherweise ist dieses Gerät offline, oder die Richtlinie der Seite (connect-src) blockiert die Anfrage.",
  "offline.title": "Sie sind offline",
  "offline.text": "Dieses Gerät hat keine Verbindung. Versuchen Sie es erneut, sobald es wieder online ist.",
  "part.title": "Ein Teil dieses Elements wurde nicht geladen",
  "part.text":
    "Eine Datei unter {broker}/keyhole/ wurde blockiert oder kam nicht an. Möglicherweise erlaubt die Richtlinie der Seite (script-src) diesen Ordner nicht, oder ein Inhaltsblocker oder Proxy hat sie aufgehalten.",
  "page.title": "Diese Seite hindert das Element am Arbeiten",
  "page.text":
    "Ein Skript dieser Seite verändert den Browser, oder der Browser ist zu alt ({reason}). Aktualisieren Sie den Browser, oder wenden Sie sich an den Betreiber.",
  "failed.title": "Etwas ist schiefgegangen",
};

/** The rest, for what loads after the first row. */
export const loadMore = () => import("./de-more.ts");
