import type { TalkTexts } from "./text.ts";

/** German, for a talk. */
export const texts: TalkTexts = {
  "talk.opening": "Wird geöffnet",
  "talk.panel": "Anruf",
  "talk.note": "Das Mikrofon ist während des Anrufs an, davor und danach aus.",
  "talk.show": "Anruf anzeigen",
  "talk.hide": "Anruf ausblenden",
  "talk.close": "Schließen",
  "talk.cancel": "Abbrechen",

  "talk.agent": "Mit wem möchten Sie sprechen?",
  "talk.consent": "Bevor Sie beginnen",
  "talk.agree": "Zustimmen und starten",
  "talk.type": "Lieber schreiben",
  "talk.challenge": "Bestätigen Sie, dass Sie ein Mensch sind",
  "talk.challenge.wait": "Lösen Sie zum Starten die Aufgabe oben.",
  "talk.challenge.failed": "Die Aufgabe von challenges.cloudflare.com kann nicht angezeigt werden.",
  "talk.challenge.policy":
    "Die Richtlinie der Seite (script-src, frame-src) oder ein Inhaltsblocker hält sie womöglich auf. Lassen Sie sie zu, und versuchen Sie es erneut.",

  "talk.loading": "Wird vorbereitet",
  "talk.microphone.title": "Erlauben Sie das Mikrofon",
  "talk.microphone.text":
    "Ihr Browser fragt, ob diese Seite das Mikrofon verwenden darf. Es ist während des Anrufs an und danach aus.",
  "talk.starting": "Anruf wird gestartet",
  "talk.joining": "Wird verbunden",
  "talk.waiting.title": "Alle Leitungen sind belegt",
  "talk.waiting.text": "Ihr Platz bleibt erhalten. Nächster Versuch in {duration}.",
  "talk.leaving": "Wird aufgelegt",

  "talk.joined": "Sie sind verbunden. Sie können jetzt sprechen.",
  "talk.joinedWriting": "Sie sind verbunden. Sie können jetzt schreiben.",
  "talk.idle": "Bereit",
  "talk.listening": "Hört zu",
  "talk.thinking": "Denkt nach",
  "talk.speaking": "Spricht",
  "talk.reconnecting": "Verbindung verloren, wird wiederhergestellt",
  "talk.agentState": "{agent}: {state}",
  "talk.left": "noch {time}",
  "talk.ending": "Der Anruf endet in {duration}.",

  "talk.transcript": "Transkript",
  "talk.silent": "Was Sie und der Agent sagen, erscheint hier.",
  "talk.you": "Sie",
  "talk.newest": "Neueste Worte",

  "talk.hangUp": "Auflegen",
  "talk.mute": "Mikro aus",
  "talk.muteSpeaker": "Ton aus",
  "talk.write": "Schreiben",
  "talk.message": "Ihre Nachricht",
  "talk.send": "Senden",
  "talk.notSent":
    "Die Nachricht wurde nicht gesendet. Versuchen Sie es erneut, sobald der Anruf verbunden ist.",
  "talk.devices": "Geräte",
  "talk.microphones": "Mikrofon",
  "talk.speakers": "Lautsprecher",
  "talk.device": "Standard dieses Geräts",
  "talk.deviceNumber": "Gerät {number}",

  "talk.ended.title": "Anruf beendet",
  "talk.ended.duration": "Dauer: {duration}",
  "talk.ended.hung-up": "Sie haben aufgelegt.",
  "talk.ended.agent-hung-up": "Der Agent hat aufgelegt.",
  "talk.ended.time-limit": "Der Anruf hat sein Zeitlimit erreicht.",
  "talk.ended.connection-lost": "Die Verbindung ging verloren.",
  "talk.ended.removed": "Diese Seite hat den Anruf geschlossen.",
  "talk.ended.signed-out": "Sie sind nicht mehr angemeldet.",
  "talk.ended.hidden": "Sie haben diese Seite verlassen.",
  "talk.again": "Neu starten",
  "talk.details": "Diesen Anruf anzeigen",

  "talk.nobody.title": "Kein Gesprächspartner",
  "talk.nobody.text":
    "Die Website „{site}“ lässt Sie mit diesem Agenten keinen Anruf starten. Der Betreiber kann ihn in der Konfiguration des Keyhole Workers zu „talk“ hinzufügen.",

  "talk.microphone-denied.title": "Das Mikrofon ist blockiert",
  "talk.microphone-denied.text":
    "Sie oder Ihr Browser haben es nicht erlaubt. Öffnen Sie die Einstellungen dieser Seite neben der Adresse, erlauben Sie das Mikrofon, und versuchen Sie es erneut.",
  "talk.microphone-missing.title": "Kein Mikrofon gefunden",
  "talk.microphone-missing.text":
    "Dieses Gerät hat keines, oder es ist ausgeschaltet. Schließen Sie eines an, und versuchen Sie es erneut.",
  "talk.microphone-busy.title": "Das Mikrofon funktioniert nicht",
  "talk.microphone-busy.text":
    "Möglicherweise verwendet es ein anderes Programm. Schließen Sie dieses, oder wählen Sie ein anderes Mikrofon, und versuchen Sie es erneut.",
  "talk.microphone-ignored.title": "Das Mikrofon wurde nicht rechtzeitig erlaubt",
  "talk.microphone-ignored.text":
    "Ihr Browser hat gefragt, ob diese Seite es verwenden darf, und niemand hat geantwortet. Versuchen Sie es erneut, und beantworten Sie die Frage.",
  "talk.microphone-policy.title": "Diese Seite darf das Mikrofon nicht verwenden",
  "talk.microphone-policy.text":
    "Ihre Permissions-Policy oder der Rahmen, in dem sie steht, verbietet es. Der Betreiber kann dem Rahmen allow=microphone oder der Richtlinie microphone hinzufügen.",
  "talk.insecure-context.title": "Diese Seite ist nicht sicher",
  "talk.insecure-context.text":
    "Browser geben das Mikrofon nur Seiten, die über HTTPS oder von localhost kommen. Stellen Sie diese Seite über HTTPS bereit.",
  "talk.webrtc-missing.title": "Dieser Browser kann nicht anrufen",
  "talk.webrtc-missing.text":
    "WebRTC fehlt, oder eine Erweiterung hat es abgeschaltet. Verwenden Sie einen anderen Browser, oder schalten Sie die Erweiterung ab.",
  "talk.csp-connect.title": "Diese Seite blockiert den Anruf",
  "talk.csp-connect.text":
    "Ihre Richtlinie (Content-Security-Policy) erlaubt die Verbindung nicht. Der Betreiber kann diese Zeile hinzufügen: {directive}",
  "talk.csp-worker.title": "Diese Seite blockiert den Anruf",
  "talk.csp-worker.text":
    "Ihre Richtlinie (Content-Security-Policy) erlaubt einen Teil des Anrufs nicht. Der Betreiber kann diese Zeile hinzufügen: {directive}",
  "talk.join-refused.title": "Der Anruf kam nicht zustande",
  "talk.join-refused.text":
    "Der Anrufdienst hat die Verbindung abgelehnt; der Anruf wurde womöglich zurückgenommen. Starten Sie neu.",
  "talk.join-timed-out.title": "Der Anruf wurde nicht rechtzeitig verbunden",
  "talk.join-timed-out.text":
    "Eine langsame Verbindung, eine Firewall oder ein VPN kann im Weg sein. Prüfen Sie Ihre Verbindung, und versuchen Sie es erneut.",
  "talk.connection-lost.title": "Die Verbindung ging verloren",
  "talk.connection-lost.text": "Prüfen Sie Ihre Verbindung, und versuchen Sie es erneut.",
  "talk.client-failed.title": "Der Anruf war nicht möglich",
  "talk.client-failed.text":
    "In diesem Browser ist etwas Unerwartetes geschehen. Versuchen Sie es erneut. Hilft das nicht, laden Sie diese Seite neu.",

  "talk.consent_required.title": "Die Bedingungen haben sich geändert",
  "talk.consent_required.text": "Lesen Sie den neuen Text, und stimmen Sie zu, um zu starten.",
  "talk.challenge_required.title": "Die Lösung wurde nicht angenommen",
  "talk.challenge_required.text":
    "Sie ist abgelaufen oder wurde schon verwendet. Lösen Sie die Aufgabe zum Starten erneut.",
  "talk.quota_exceeded.title": "Sie haben Ihre Anrufe vorerst aufgebraucht",
  "talk.quota_exceeded.text": "Diese Website begrenzt, wie oft und wie lange Sie sprechen können. {wait}",
  "talk.conflict.title": "Der Anruf wurde schon gestartet",
  "talk.conflict.text": "Dieselbe Anfrage wurde zweimal gesendet. Starten Sie neu.",
  "talk.access.title": "Sie dürfen hier keine Anrufe starten",
  "talk.access.text":
    "Die Website „{site}“ gewährt Ihnen den Scope calls:start nicht, oder ihre Konfiguration hat kein „talk“. Fragen Sie den Betreiber.",
  "talk.invalid_request.title": "Der Anruf wurde nicht angenommen",
  "talk.invalid_request.text":
    "Die Seite setzt einen Agenten, eine Variable oder Metadaten, die nicht erlaubt sind. Fragen Sie den Betreiber.",
  "talk.service.title": "Anrufe können gerade nicht gestartet werden",
  "talk.service.text": "Der Anrufdienst antwortet nicht wie erwartet. Versuchen Sie es später erneut.",
};
