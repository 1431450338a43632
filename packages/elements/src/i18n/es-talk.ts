import type { TalkTexts } from "./text.ts";

/** Spanish, for a talk. */
export const texts: TalkTexts = {
  "talk.opening": "Abriendo",
  "talk.panel": "Llamada",
  "talk.note": "El micrófono está activo durante la llamada, y apagado antes y después.",
  "talk.show": "Mostrar la llamada",
  "talk.hide": "Ocultar la llamada",
  "talk.close": "Cerrar",
  "talk.cancel": "Cancelar",

  "talk.agent": "¿Con quién quiere hablar?",
  "talk.consent": "Antes de empezar",
  "talk.agree": "Aceptar e iniciar",
  "talk.type": "Prefiero escribir",
  "talk.challenge": "Confirme que es una persona",
  "talk.challenge.wait": "Resuelva la prueba de arriba para iniciar.",
  "talk.challenge.failed": "No se puede mostrar la prueba de challenges.cloudflare.com.",
  "talk.challenge.policy":
    "Es posible que la política de la página (script-src, frame-src) o un bloqueador de contenido la detenga. Permítala y vuelva a intentarlo.",

  "talk.loading": "Preparando",
  "talk.microphone.title": "Permita el micrófono",
  "talk.microphone.text":
    "Su navegador pregunta si esta página puede usar el micrófono. Está activo durante la llamada y apagado después.",
  "talk.starting": "Iniciando la llamada",
  "talk.joining": "Conectando",
  "talk.waiting.title": "Todas las líneas están ocupadas",
  "talk.waiting.text": "Su turno se conserva. Nuevo intento en {duration}.",
  "talk.leaving": "Colgando",

  "talk.joined": "Está conectado. Ya puede hablar.",
  "talk.joinedWriting": "Está conectado. Ya puede escribir.",
  "talk.idle": "Listo",
  "talk.listening": "Escucha",
  "talk.thinking": "Piensa",
  "talk.speaking": "Habla",
  "talk.reconnecting": "Conexión perdida. Reconectando",
  "talk.agentState": "{agent}: {state}",
  "talk.left": "quedan {time}",
  "talk.ending": "La llamada termina en {duration}.",

  "talk.transcript": "Transcripción",
  "talk.silent": "Lo que digan usted y el agente aparece aquí.",
  "talk.you": "Usted",
  "talk.newest": "Últimas palabras",

  "talk.hangUp": "Colgar",
  "talk.mute": "Silenciarme",
  "talk.muteSpeaker": "Silenciar agente",
  "talk.write": "Escribir",
  "talk.message": "Su mensaje",
  "talk.send": "Enviar",
  "talk.notSent": "El mensaje no se envió. Vuelva a intentarlo cuando la llamada esté conectada.",
  "talk.devices": "Dispositivos",
  "talk.microphones": "Micrófono",
  "talk.speakers": "Altavoz",
  "talk.device": "Predeterminado de este dispositivo",
  "talk.deviceNumber": "Dispositivo {number}",

  "talk.ended.title": "Llamada finalizada",
  "talk.ended.duration": "Duración: {duration}",
  "talk.ended.hung-up": "Usted colgó.",
  "talk.ended.agent-hung-up": "El agente colgó.",
  "talk.ended.time-limit": "La llamada alcanzó su límite de tiempo.",
  "talk.ended.connection-lost": "Se perdió la conexión.",
  "talk.ended.removed": "Esta página cerró la llamada.",
  "talk.ended.signed-out": "Ya no tiene la sesión iniciada.",
  "talk.ended.hidden": "Usted salió de esta página.",
  "talk.again": "Iniciar de nuevo",
  "talk.details": "Mostrar esta llamada",

  "talk.nobody.title": "No hay con quién hablar",
  "talk.nobody.text":
    "El sitio «{site}» no le permite iniciar llamadas con este agente. El propietario del sitio puede añadirlo a «talk» en la configuración del Keyhole Worker.",

  "talk.microphone-denied.title": "El micrófono está bloqueado",
  "talk.microphone-denied.text":
    "Usted o su navegador no lo permitió. Abra los ajustes de esta página junto a la dirección, permita el micrófono y vuelva a intentarlo.",
  "talk.microphone-missing.title": "No se encontró ningún micrófono",
  "talk.microphone-missing.text":
    "Este dispositivo no tiene, o está apagado. Conecte uno y vuelva a intentarlo.",
  "talk.microphone-busy.title": "El micrófono no funciona",
  "talk.microphone-busy.text":
    "Es posible que otro programa lo esté usando. Cierre ese programa o elija otro micrófono, y vuelva a intentarlo.",
  "talk.microphone-ignored.title": "El micrófono no se permitió a tiempo",
  "talk.microphone-ignored.text":
    "Su navegador preguntó si esta página puede usarlo y nadie respondió. Vuelva a intentarlo y responda a la pregunta.",
  "talk.microphone-policy.title": "Esta página no puede usar el micrófono",
  "talk.microphone-policy.text":
    "Su Permissions-Policy, o el marco en el que está, lo prohíbe. El propietario del sitio puede añadir allow=microphone al marco o microphone a la política.",
  "talk.insecure-context.title": "Esta página no es segura",
  "talk.insecure-context.text":
    "Los navegadores solo dan el micrófono a páginas servidas por HTTPS o desde localhost. Sirva esta página por HTTPS.",
  "talk.webrtc-missing.title": "Este navegador no puede hacer llamadas",
  "talk.webrtc-missing.text":
    "Falta WebRTC, o una extensión lo ha desactivado. Use otro navegador o desactive esa extensión.",
  "talk.csp-connect.title": "Esta página bloquea la llamada",
  "talk.csp-connect.text":
    "Su política (Content-Security-Policy) no permite la conexión. El propietario del sitio puede añadir esta línea: {directive}",
  "talk.csp-worker.title": "Esta página bloquea la llamada",
  "talk.csp-worker.text":
    "Su política (Content-Security-Policy) no permite una parte de la llamada. El propietario del sitio puede añadir esta línea: {directive}",
  "talk.join-refused.title": "No se pudo entrar en la llamada",
  "talk.join-refused.text":
    "El servicio de llamadas rechazó la conexión; es posible que la llamada se haya retirado. Inicie de nuevo.",
  "talk.join-timed-out.title": "La llamada no se conectó a tiempo",
  "talk.join-timed-out.text":
    "Puede deberse a una conexión lenta, un cortafuegos o una VPN. Compruebe su conexión y vuelva a intentarlo.",
  "talk.connection-lost.title": "Se perdió la conexión",
  "talk.connection-lost.text": "Compruebe su conexión y vuelva a intentarlo.",
  "talk.client-failed.title": "No se pudo hacer la llamada",
  "talk.client-failed.text":
    "Ocurrió algo inesperado en este navegador. Vuelva a intentarlo. Si no ayuda, recargue esta página.",

  "talk.consent_required.title": "Las condiciones han cambiado",
  "talk.consent_required.text": "Lea el texto nuevo y acéptelo para iniciar.",
  "talk.challenge_required.title": "La prueba no se aceptó",
  "talk.challenge_required.text": "Ha caducado o ya se usó. Resuélvala de nuevo para iniciar.",
  "talk.quota_exceeded.title": "Por ahora ha agotado sus llamadas",
  "talk.quota_exceeded.text": "Este sitio web limita cuántas veces y cuánto tiempo puede hablar. {wait}",
  "talk.conflict.title": "La llamada ya se inició",
  "talk.conflict.text": "La misma solicitud se envió dos veces. Inicie de nuevo.",
  "talk.access.title": "Aquí no puede iniciar llamadas",
  "talk.access.text":
    "El sitio «{site}» no le concede el scope calls:start, o su configuración no tiene «talk». Pídalo al propietario del sitio.",
  "talk.invalid_request.title": "La llamada no se aceptó",
  "talk.invalid_request.text":
    "La página define un agente, una variable o metadatos que el sitio no permite. Consulte al propietario del sitio.",
  "talk.service.title": "Ahora no se pueden iniciar llamadas",
  "talk.service.text": "El servicio de llamadas no responde como se espera. Vuelva a intentarlo más tarde.",
};
