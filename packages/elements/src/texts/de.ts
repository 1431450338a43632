import type { Translation } from "./translation.ts";
import { translator } from "./translator.ts";

/** German. */
export const texts: Translation<"one" | "other"> = {
  calls: "Anrufe",
  loading: "Anrufe werden geladen",
  loadMore: "Mehr laden",
  retry: "Erneut versuchen",

  "loaded.one": "{count} Anruf geladen, weitere beim Scrollen",
  "loaded.other": "{count} Anrufe geladen, weitere beim Scrollen",
  "complete.one": "{count} Anruf, alles geladen",
  "complete.other": "{count} Anrufe, alles geladen",

  "empty.title": "Noch keine Anrufe",
  "empty.text": "Anrufe erscheinen hier, sobald es welche gibt.",
  "paused.title": "Bisher keine Anrufe gefunden",
  "paused.text": "Ältere sind noch nicht durchsucht.",

  waiting: "Wartet",
  active: "Läuft",
  ended: "Beendet",
  unjoined: "Nicht beigetreten",
  noSummary: "Keine Zusammenfassung",
  noAgent: "Kein Agent",

  "network.title": "Keine Verbindung zum Broker",
  "network.text":
    "{broker} ist nicht erreichbar: Dieses Gerät ist offline, oder die Anfrage wird blockiert, vielleicht durch die Richtlinie der Seite (connect-src).",
  "failed.title": "Etwas ist schiefgegangen",

  requestId: "Anfrage-ID",
  signIn: "Anrufe wieder anzeigen",

  "keyInAttribute.title": "Ein Schlüssel gehört nicht in eine Seite",
  "keyInAttribute.text":
    "Das Attribut „{attribute}“ sieht nach einem API-Schlüssel, Token oder Geheimnis aus. Wer diese Seite öffnet, kann es lesen; deshalb wurde nichts abgefragt. Entfernen Sie das Attribut, ersetzen Sie den Schlüssel beim Anbieter, und bewahren Sie Schlüssel nur im Worker auf.",
  "siteMissing.title": "Keine Site angegeben",
  "siteMissing.text":
    "Das Element braucht das Attribut „site“: die ID einer Site in der Konfiguration Ihres Keyhole Workers.",
  "callMissing.title": "Kein Anruf angegeben",
  "callMissing.text": "Das Element braucht das Attribut „call-id“: die ID eines Anrufs.",
  "brokerInvalid.title": "Kein Broker angegeben",
  "brokerInvalid.text":
    "Das Attribut „broker“ muss die Adresse Ihres Keyhole Workers sein, etwa https://keyhole.example.workers.dev.",
  "timeZoneInvalid.title": "Unbekannte Zeitzone",
  "timeZoneInvalid.text":
    "Das Attribut „time-zone“ ist „{timeZone}“. Erwartet wird ein Name wie Europe/Berlin oder UTC.",
  "insecureContext.title": "Diese Seite ist nicht sicher",
  "insecureContext.text":
    "Browser geben Schlüssel nur an Seiten, die über https oder von localhost kommen. Liefern Sie diese Seite über https aus.",
  "notSignedIn.title": "Nicht angemeldet",
  "notSignedIn.text":
    "Melden Sie sich auf dieser Website an, um Ihre Anrufe zu sehen, und versuchen Sie es erneut.",
  "signedOut.title": "Abgemeldet",
  "signedOut.text": "Die Anrufe und der Zugriff darauf wurden von dieser Seite entfernt.",
  "assertion.title": "Die Anmeldung konnte nicht bestätigt werden",
  "assertion.text":
    "{reason} Ein neuer Versuch hilft vielleicht; sonst kann der Betreiber dieser Website es beheben.",
  "assertion.status": "Auf die Frage, wer Sie sind, antwortete diese Website mit {status}.",
  "assertion.content":
    "Auf die Frage, wer Sie sind, antwortete diese Website mit etwas anderem als einer Assertion.",
  "assertion.network": "Diese Website war nicht erreichbar, um zu fragen, wer Sie sind.",
  "assertion.cross-origin": "Die Adresse in „assertion-src“ liegt nicht auf dem Origin dieser Website.",
  "assertion.threw": "Die Funktion „getAssertion“ dieser Seite ist fehlgeschlagen.",
  "assertionRejected.title": "Die Anmeldung wurde nicht akzeptiert",
  "assertionRejected.text":
    "Sie ist ungültig, abgelaufen oder wurde anderswo verwendet. Melden Sie sich neu an, und versuchen Sie es erneut.",
  "originRefused.title": "Diese Seite darf keine Anrufe zeigen",
  "originRefused.text":
    "Ihr Origin {origin} ist nicht zugelassen. Der Betreiber kann ihn in der Konfiguration des Keyhole Workers zur Einstellung „origins“ der Site „{site}“ hinzufügen.",
  "originMissing.title": "Diese Seite darf keine Anrufe zeigen",
  "originMissing.text":
    "Sie hat keinen Origin, der zugelassen werden könnte: Sie steht in einem Sandbox-Frame oder wurde als Datei geöffnet. Nehmen Sie „allow-same-origin“ in das Attribut „sandbox“ des Frames auf, oder liefern Sie die Seite über https aus.",
  "siteUnknown.title": "Unbekannte Site",
  "siteUnknown.text":
    "Der Broker kennt keine Site „{site}“. Vergleichen Sie das Attribut „site“ mit der Konfiguration des Keyhole Workers.",
  "siteDisabled.title": "Diese Site ist abgeschaltet",
  "siteDisabled.text": "Der Betreiber hat die Site „{site}“ abgeschaltet.",
  "notConfigured.title": "Noch nicht eingerichtet",
  "notConfigured.text":
    "Dem Keyhole Worker fehlt eine Einstellung, etwa eine Site oder der Schlüssel des Anbieters. Der Betreiber kann sie ergänzen.",
  "accessRefused.title": "Kein Zugriff auf diese Anrufe",
  "accessRefused.text":
    "Die Site „{site}“ gewährt Ihnen nicht, was hier nötig ist. Wenden Sie sich an den Betreiber.",
  "rateLimited.title": "Zu viele Anfragen",
  "rateLimited.text": "Warten Sie {seconds}, und versuchen Sie es erneut.",
  "rateLimited.later": "Warten Sie ein wenig, und versuchen Sie es erneut.",
  "upstreamUnavailable.title": "Die Anrufe sind nicht erreichbar",
  "upstreamUnavailable.text":
    "Der Dienst, bei dem sie liegen, antwortet nicht wie vorgesehen. Versuchen Sie es etwas später erneut.",
  "keyRejected.title": "Die Anrufe sind nicht erreichbar",
  "keyRejected.text":
    "Der Dienst, bei dem sie liegen, akzeptiert den Schlüssel des Keyhole Workers nicht. Der Betreiber kann den Schlüssel prüfen.",
  "tokenRefused.title": "Der Zugriff wurde nicht akzeptiert",
  "tokenRefused.text":
    "Der Broker hat das Token dieser Seite nicht akzeptiert. Ein neuer Versuch holt ein neues.",
  "clock.title": "Die Uhr dieses Geräts geht falsch",
  "clock.text":
    "Der Zugriff hängt von der Zeit ab. Stellen Sie Uhrzeit und Zeitzone richtig ein, und versuchen Sie es erneut.",
  "answer.title": "Die Antwort war nicht lesbar",
  "answer.text": "{broker} antwortet nicht wie ein Keyhole-Broker. Prüfen Sie das Attribut „broker“.",
  "missing.title": "Diesen Anruf gibt es hier nicht",
  "missing.text": "Er wurde gelöscht, oder Sie dürfen ihn nicht mehr sehen.",

  "medium.web": "Web",
  "medium.phone": "Telefon",
  "medium.sip": "SIP",
  "medium.websocket": "WebSocket",

  "end.unjoined": "Niemand ist beigetreten",
  "end.hangup": "Anrufer hat aufgelegt",
  "end.agent_hangup": "Agent hat aufgelegt",
  "end.timeout": "Zeit abgelaufen",
  "end.connection_error": "Verbindung abgebrochen",
  "end.system_error": "Systemfehler",

  "summary.waiting": "Wartet auf den Anrufer",
  "summary.active": "Anruf läuft",
  "summary.ended": "Keine Zusammenfassung",
  "summary.unjoined": "Niemand ist diesem Anruf beigetreten",

  "summary.loading": "Anruf",

  "details.close": "Details schließen",
  "details.loading": "Anruf wird geladen",
  "details.agent": "Agent",
  "details.started": "Begonnen",
  "details.joined": "Beigetreten",
  "details.ended": "Beendet",
  "details.duration": "Dauer",
  "details.reason": "Grund des Endes",
  "details.medium": "Kanal",
  "details.language": "Sprache",
  "details.recording": "Aufnahme",
  "details.yes": "Ja",
  "details.no": "Nein",
  "details.id": "Anruf-ID",

  user: "Anrufer",
  agent: "Agent",
  tool_call: "Tool {name}",
  tool_result: "Ergebnis von {name}",
  noName: "ohne Namen",
  recognised: "maschinell erkannt",
  recognisedNote: "Die Worte des Anrufers wurden maschinell erkannt und können falsch sein.",
  incomplete: "Nicht das ganze Transkript konnte geladen werden.",
  stage: "Phase {number}",
  noWords: "Keine Worte",
  hidden: "Auf dieser Site nicht gezeigt",

  transcript: "Transkript",
  "transcript.loading": "Transkript wird geladen",
  "transcript.more": "Mehr wird geladen",
  "transcript.empty": "Es wurde nichts gesagt.",
  "transcript.live": "Noch wurde nichts gesagt. Neue Beiträge erscheinen hier.",
  "transcript.failed": "Das Transkript konnte nicht geladen werden",
  "transcript.broken": "Der Rest des Transkripts konnte nicht geladen werden",
  live: "Live",
  again: "Erneut versuchen",

  search: "Im Transkript suchen",
  "search.count": "{place} von {count}",
  "search.none": "Kein Treffer",
  "search.next": "Nächster Treffer",
  "search.previous": "Voriger Treffer",

  download: "Herunterladen",
  "download.text": "Text",
  "download.json": "JSON",
  "download.vtt": "WebVTT",

  "turn.play": "Ab {time} abspielen",
  "turn.copy": "Diesen Beitrag kopieren",
  "turn.link": "Link zu {time} kopieren",
  copied: "Kopiert",
  notCopied: "Der Browser hat das Kopieren nicht erlaubt.",
  "newTurns.one": "{count} neuer Beitrag",
  "newTurns.other": "{count} neue Beiträge",
  follow: "Zurück zu {time}",

  player: "Aufnahme",
  play: "Abspielen",
  pause: "Pause",
  back: "10 Sekunden zurück",
  forward: "10 Sekunden vor",
  speed: "Tempo",
  mute: "Ton aus",
  unmute: "Ton an",
  volume: "Lautstärke",
  position: "Position",
  "position.value": "{at} von {all}",
  "position.speaker": "{at} von {all}, {name}",

  "recording.loading": "Aufnahme wird geladen",
  "recording.none": "Von diesem Anruf gibt es keine Aufnahme.",
  "recording.not-ready": "Die Aufnahme wird vorbereitet.",
  "recording.gone": "Die Aufnahme gibt es nicht mehr.",
  "recording.failed": "Die Aufnahme konnte nicht geladen werden",
  "recording.unplayable": "Die Aufnahme konnte nicht abgespielt werden",
  "recording.unplayable.text":
    "Dieser Browser kennt das Format nicht, oder die Richtlinie der Seite (media-src) blockiert sie.",

  events: "Ereignisse",
  "events.loading": "Ereignisse werden geladen",
  "events.empty": "Keine Ereignisse dieser Stufe.",
  "events.failed": "Die Ereignisse konnten nicht geladen werden",
  "events.severity": "Mindestens",
  debug: "Debug",
  info: "Info",
  warning: "Warnung",
  error: "Fehler",

  "gone.title": "Diesen Anruf gibt es nicht mehr",
  "gone.text": "Er wurde gelöscht, während er hier angezeigt wurde.",

  refresh: "Aktualisieren",
  nothingNew: "Nichts Neues",
  "newCalls.one": "{count} neuer Anruf",
  "newCalls.other": "{count} neue Anrufe",

  export: "Exportieren",
  "export.csv": "CSV, für Tabellen",
  "export.json": "JSON, für Programme",
  "export.progress": "Fortschritt des Exports",
  "export.count.one": "{count} Anruf",
  "export.count.other": "{count} Anrufe",
  "export.of": "{done} von {total} Anrufen",
  "export.waiting": "Der Broker bittet zu warten",
  "export.cancel": "Abbrechen",
  "export.cancelled": "Export abgebrochen",
  "export.done.one": "{count} Anruf exportiert",
  "export.done.other": "{count} Anrufe exportiert",
  "export.failed.one": "Der Export endete nach {count} Anruf",
  "export.failed.other": "Der Export endete nach {count} Anrufen",
  "export.again": "Fortsetzen",
  "export.save": "Bisheriges speichern",
  "export.close": "Schließen",
};

export const translate = translator("de", texts);
