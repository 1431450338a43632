import type { LanguageTexts } from "./language-texts.ts";

export const GERMAN: LanguageTexts = {
  languageHint: "de",
  names: ["Jürgen Weiß", "Käthe Großmann", "Yıldız Öztürk"],
  phone: "+49 30 23125###",
  calls: [
    {
      summary:
        "{name} bat um einen Rückruf unter {phone}, weil die Lieferung beschädigt ankam. Der Vorgang {ticket} wurde angelegt; Fotos sollen an {email} gehen.",
      shortSummary: "Beschädigte Lieferung, Rückruf gewünscht.",
    },
    {
      summary:
        "Die Anruferin fragte nach den Öffnungszeiten über die Feiertage und vereinbarte einen Termin um {time}. Sie möchte eine Größenberatung für Straßenschuhe.",
      shortSummary: "Termin um {time} vereinbart.",
    },
    {
      summary:
        "{name} wollte die Kraftfahrzeug-Haftpflichtversicherungsbescheinigung erneut zugeschickt bekommen. Der Agent bestätigte den Versand an {email}.",
      shortSummary: "Versicherungsbescheinigung erneut angefordert.",
    },
  ],
};

export const SPANISH: LanguageTexts = {
  languageHint: "es",
  names: ["Íñigo Muñoz", "María José Peña"],
  phone: "+34 900 00# ###",
  calls: [
    {
      summary:
        "¿Se puede cambiar la reserva? {name} pidió pasar la cita a las {time}. El agente confirmó el cambio, anotó el número {phone} y abrió el caso {ticket}.",
      shortSummary: "Cita cambiada a las {time}.",
    },
    {
      summary:
        "La señora llamó por una factura de más de un año. ¡Era un error del sistema! Se le enviará una rectificación a {email}.",
      shortSummary: "Factura errónea, rectificación pendiente.",
    },
  ],
};

export const FRENCH: LanguageTexts = {
  languageHint: "fr",
  names: ["Léa Françoise Lefèvre", "Loïc N’Guyen"],
  phone: "+33 1 99 00 ## ##",
  calls: [
    {
      summary:
        "{name} souhaitait déplacer son rendez-vous à {time}. L’agent a proposé un créneau, noté le numéro {phone} et envoyé la confirmation à {email}.",
      shortSummary: "Rendez-vous déplacé à {time}.",
    },
    {
      summary:
        "L’appelant n’a pas reçu son colis : le suivi indique « livré ». Une enquête a été ouverte sous le numéro {ticket}.",
      shortSummary: "Colis non reçu, enquête {ticket}.",
    },
  ],
};
