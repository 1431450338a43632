import type { DoctorTexts } from "./text.ts";

/** German, for the search for a reason. */
export const texts: DoctorTexts<"one" | "other"> = {
  "doctor.title": "Warum funktioniert das nicht?",
  "doctor.checking": "Diese Seite und der Broker werden geprüft …",
  "doctor.found.one": "{count} Prüfung ist fehlgeschlagen.",
  "doctor.found.other": "{count} Prüfungen sind fehlgeschlagen.",
  "doctor.nothing":
    "Keine Prüfung ist fehlgeschlagen. Funktioniert es trotzdem nicht, senden Sie diese Liste dem Betreiber.",
  "doctor.passed": "In Ordnung",
  "doctor.failed": "Nicht in Ordnung",
  "doctor.unknown": "Nicht sicher",
  "doctor.line": "{check}: {verdict}",
  "doctor.copy": "Als Text kopieren",
  "doctor.copied": "Kopiert",
  "doctor.notCopied": "Der Browser hat das Kopieren blockiert.",
  "doctor.close": "Schließen",

  "check.files": "Dateien des Elements",
  "check.settings": "Attribute des Elements",
  "check.secure-context": "HTTPS",
  "check.sandbox": "Origin der Seite",
  "check.built-ins": "Funktionen des Browsers",
  "check.storage": "Speicher (IndexedDB)",
  "check.microphone": "Erlaubnis für das Mikrofon",
  "check.policy": "Richtlinie der Seite (Content-Security-Policy)",
  "check.broker": "Antwort des Brokers",
  "check.version": "Versionen von Element und Broker",
  "check.clock": "Uhr dieses Geräts",
  "check.sign-in": "Anmeldung",
  "check.site": "Site",
  "check.origin": "Origin für die Site erlaubt",
  "check.upstream": "Verbindung zum Anrufdienst",
  "check.key": "API-Schlüssel des Workers",
  "check.identity": "Identitätsanbieter",

  "fix.built-ins":
    "Ein Skript dieser Seite hat {names} ersetzt. Schlägt keine andere Prüfung fehl, versuchen Sie die Seite ohne dieses Skript.",
  "fix.built-ins.broken":
    "Ein Skript dieser Seite hat {names} ersetzt, und das funktioniert nicht mehr. Entfernen Sie dieses Skript.",
  "fix.storage":
    "Der Browser verweigert den Speicher, wie in manchen privaten Fenstern. Der Schlüssel dieser Seite geht verloren, sobald sie verlassen wird, und mit ihm die Anrufe eines Besuchers. Erlauben Sie Websitedaten für diese Seite.",
  "fix.microphone":
    "Diese Seite darf das Mikrofon nicht verwenden, das nur für das Starten eines Anrufs nötig ist. Erlauben Sie es im Header Permissions-Policy und in einem Frame mit allow=microphone.",
  "fix.policy": "Fügen Sie {broker} im Header Content-Security-Policy dieser Seite zu {directives} hinzu.",
  "fix.identity":
    "Der Worker erhält vom Identitätsanbieter keine brauchbaren Schlüssel oder Adressen. Versuchen Sie es später erneut. Bleibt es dabei, findet der Betreiber den Grund im Log des Workers.",
  "fix.version":
    "Das Element hat die Version {own}, der Broker {other}. Laden Sie das Element von {broker}/keyhole.js, oder stellen Sie den Worker neu bereit.",
};
