import type { Language } from "./language.ts";

const CHARACTERS_PER_SECOND = 15;

export const ENGLISH: Language = {
  languageHint: "en",
  names: ["Olivia Hart", "James O’Connor", "Priya Nair", "Zoë Whitfield"],
  phone: "+1 202-555-01##",
  calls: [
    {
      summary:
        "{name} asked for a cleaning appointment. The agent looked up availability, offered {time} and booked it under ticket {ticket}. A confirmation goes to {email}.",
      shortSummary: "{name} booked a cleaning at {time}.",
    },
    {
      summary:
        "The caller reported a double charge on the last invoice and asked to be called back at {phone}. The agent opened ticket {ticket} and promised an answer within two working days.",
      shortSummary: "Double charge reported; callback to {phone} requested.",
    },
    {
      summary:
        "{name} wanted to cancel the subscription. After hearing about the smaller plan the caller decided to keep it for another month. The agent sent the offer to {email} and noted {ticket}.",
      shortSummary: "Cancellation averted, smaller plan offered.",
    },
    {
      summary:
        "The caller could not log in after changing phones. The agent walked through the recovery steps; the second code worked at {time}. No follow-up is needed.",
      shortSummary: "Login recovered with the second code.",
    },
    {
      summary:
        "Wrong number. The caller was looking for a pharmacy and hung up after the agent explained whom they had reached.",
      shortSummary: "Wrong number.",
    },
  ],
  dialogue: {
    charactersPerSecond: CHARACTERS_PER_SECOND,
    greeting: "Hi, this is Mara. How can I help?",
    user: [
      "I would like a cleaning next week, in the afternoon if you can.",
      "Yes, that works. My name is {name}.",
      "You can reach me at {phone}.",
      "Could you send it to {email}, please?",
      "No, the other one.",
      "Hm.",
      "Sorry, I was on the bus for a second. Could you say that again? The part about the weekend, I did not catch it, and somebody was talking next to me.",
      "The card is {card}, if you need it.",
      "It is zero two oh two, five five five, oh one four seven.",
      "And what does that cost?",
      "Okay, thanks.",
    ],
    agent: [
      "Of course. Let me look that up for you.",
      "I have {time} on Tuesday, or half past two on Thursday. Which one suits you better?",
      "Great, {name}. I have noted it under {ticket}, and you will get a confirmation at {email}.",
      "Let me read that back: {phone}. Is that right?",
      "I understand. That should not have happened, and I am sorry that it did. I can waive the fee once, and I will make a note so that a colleague has a look at the invoice before it goes out again.",
      "One moment.",
      "Anything else that I can do for you?",
      "The consultation is 45, and a cleaning is 90.",
      "You are welcome. Have a nice day!",
    ],
  },
};

export const GERMAN: Language = {
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
  dialogue: {
    charactersPerSecond: CHARACTERS_PER_SECOND,
    greeting: "Guten Tag, Kundenservice München. Was kann ich für Sie tun?",
    user: [
      "Meine Lieferung ist beschädigt angekommen.",
      "Mein Name ist {name}, ß wie Straße.",
      "Rufen Sie mich bitte unter {phone} zurück.",
      "Können Sie mir die Kraftfahrzeug-Haftpflichtversicherungsbescheinigung an {email} schicken?",
      "Um {time} passt es mir.",
      "Nein.",
      "Die Kartennummer ist {card}.",
    ],
    agent: [
      "Das tut mir leid. Ich sehe kurz nach.",
      "Ich habe den Vorgang {ticket} für Sie angelegt.",
      "Ich wiederhole: {phone}. Stimmt das?",
      "Ich kann Ihnen {time} anbieten. Möchten Sie, dass ich Ihnen zusätzlich eine Größenberatung für Straßenschuhe einplane?",
      "Sehr gern. Auf Wiederhören!",
    ],
  },
};

export const SPANISH: Language = {
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
  dialogue: {
    charactersPerSecond: CHARACTERS_PER_SECOND,
    greeting: "¡Hola! ¿En qué puedo ayudarle?",
    user: [
      "¿Se puede cambiar la reserva?",
      "Soy {name}, mi número es {phone}.",
      "¿Me lo manda a {email}?",
      "A las {time}, si puede ser.",
      "¡Qué pena!",
    ],
    agent: [
      "Por supuesto, un momento.",
      "Le he abierto el caso {ticket}.",
      "Entonces queda a las {time}. ¿Algo más, {name}?",
      "Repito el número: {phone}.",
      "Gracias por llamar. ¡Que tenga un buen día!",
    ],
  },
};

export const FRENCH: Language = {
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
  dialogue: {
    charactersPerSecond: CHARACTERS_PER_SECOND,
    greeting: "Bonjour, que puis-je faire pour vous ?",
    user: [
      "Je n’ai pas reçu mon colis : le suivi indique « livré ».",
      "Je m’appelle {name}.",
      "Vous pouvez me rappeler au {phone}.",
      "Envoyez-le à {email}, s’il vous plaît.",
      "D’accord.",
    ],
    agent: [
      "Je regarde tout de suite.",
      "J’ai ouvert une enquête sous le numéro {ticket}.",
      "Je vous propose {time}. Est-ce que cela vous convient ?",
      "Je répète : {phone}.",
      "Merci de votre appel, {name}. Bonne journée !",
    ],
  },
};
