import type { Dialogue } from "./dialogue.ts";

const CHARACTERS_PER_SECOND = 15;

export const ENGLISH_DIALOGUE: Dialogue = {
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
};

export const GERMAN_DIALOGUE: Dialogue = {
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
};

export const SPANISH_DIALOGUE: Dialogue = {
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
};

export const FRENCH_DIALOGUE: Dialogue = {
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
};
