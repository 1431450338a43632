import type { Translation } from "./translation.ts";
import { translator } from "./translator.ts";

/** Spanish, as it is understood everywhere. */
export const texts: Translation<"one" | "many" | "other"> = {
  calls: "Llamadas",
  loading: "Cargando las llamadas",
  loadMore: "Cargar más",
  retry: "Reintentar",

  "loaded.one": "{count} llamada cargada; al desplazarse hay más",
  "loaded.many": "{count} de llamadas cargadas; al desplazarse hay más",
  "loaded.other": "{count} llamadas cargadas; al desplazarse hay más",
  "complete.one": "{count} llamada, todo cargado",
  "complete.many": "{count} de llamadas, todo cargado",
  "complete.other": "{count} llamadas, todo cargado",

  "empty.title": "Todavía no hay llamadas",
  "empty.text": "Las llamadas aparecerán aquí en cuanto haya alguna.",
  "paused.title": "Por ahora no se han encontrado llamadas",
  "paused.text": "Quedan llamadas más antiguas por revisar.",

  waiting: "En espera",
  active: "En curso",
  ended: "Finalizada",
  unjoined: "Sin conexión",
  noSummary: "Sin resumen",
  noAgent: "Sin agente",

  "network.title": "Sin conexión con el bróker",
  "network.text":
    "No se puede acceder a {broker}: este dispositivo no tiene conexión o algo bloquea la solicitud, quizá la política de la página (connect-src).",
  "failed.title": "Algo ha fallado",

  requestId: "ID de la solicitud",
  signIn: "Volver a mostrar las llamadas",

  "keyInAttribute.title": "Una clave no debe estar en una página",
  "keyInAttribute.text":
    "El atributo «{attribute}» parece una clave de API, un token o un secreto. Cualquiera que abra esta página puede leerlo, así que no se ha solicitado nada. Hay que quitar el atributo, sustituir la clave en el proveedor y guardar las claves en el Worker.",
  "siteMissing.title": "Falta el sitio",
  "siteMissing.text":
    "El elemento necesita el atributo «site»: el ID de un sitio en la configuración del Keyhole Worker.",
  "callMissing.title": "Falta la llamada",
  "callMissing.text": "El elemento necesita el atributo «call-id»: el ID de una llamada.",
  "brokerInvalid.title": "Falta el bróker",
  "brokerInvalid.text":
    "El atributo «broker» debe ser la dirección del Keyhole Worker, por ejemplo https://keyhole.example.workers.dev.",
  "timeZoneInvalid.title": "Zona horaria desconocida",
  "timeZoneInvalid.text":
    "El atributo «time-zone» es «{timeZone}». Debe ser un nombre como Europe/Berlin o UTC.",
  "insecureContext.title": "Esta página no es segura",
  "insecureContext.text":
    "Los navegadores solo dan claves a las páginas servidas por https o desde localhost. Hay que servir esta página por https.",
  "notSignedIn.title": "No se ha iniciado sesión",
  "notSignedIn.text": "Para ver las llamadas hay que iniciar sesión en este sitio web y volver a intentarlo.",
  "signedOut.title": "Sesión cerrada",
  "signedOut.text": "Las llamadas y el acceso a ellas se han retirado de esta página.",
  "assertion.title": "No se ha podido confirmar la sesión",
  "assertion.text":
    "{reason} Quizá baste con volver a intentarlo; si no, puede arreglarlo el responsable de este sitio web.",
  "assertion.status": "Al preguntarle quién ha iniciado sesión, este sitio web ha respondido {status}.",
  "assertion.content":
    "Al preguntarle quién ha iniciado sesión, este sitio web ha respondido algo que no es una aserción.",
  "assertion.network": "No se ha podido preguntar a este sitio web quién ha iniciado sesión.",
  "assertion.cross-origin": "La dirección de «assertion-src» no está en el origen de este sitio web.",
  "assertion.threw": "La función «getAssertion» de esta página ha fallado.",
  "assertionRejected.title": "No se ha aceptado la sesión",
  "assertionRejected.text":
    "No es válida, ha caducado o se ha usado en otro lugar. Hay que iniciar sesión de nuevo y volver a intentarlo.",
  "originRefused.title": "Esta página no puede mostrar llamadas",
  "originRefused.text":
    "Su origen, {origin}, no está permitido. El responsable puede añadirlo al ajuste «origins» del sitio «{site}» en la configuración del Keyhole Worker.",
  "originMissing.title": "Esta página no puede mostrar llamadas",
  "originMissing.text":
    "No tiene un origen que se pueda permitir: está en un marco aislado o se ha abierto desde un archivo. Hay que añadir «allow-same-origin» al atributo «sandbox» del marco o servir la página por https.",
  "siteUnknown.title": "Sitio desconocido",
  "siteUnknown.text":
    "El bróker no tiene ningún sitio «{site}». Conviene comparar el atributo «site» con la configuración del Keyhole Worker.",
  "siteDisabled.title": "Este sitio está desactivado",
  "siteDisabled.text": "El responsable ha desactivado el sitio «{site}».",
  "notConfigured.title": "Aún sin configurar",
  "notConfigured.text":
    "Al Keyhole Worker le falta un ajuste, como un sitio o la clave del proveedor. Su responsable puede añadirlo.",
  "accessRefused.title": "Sin acceso a estas llamadas",
  "accessRefused.text":
    "El sitio «{site}» no concede los permisos necesarios. Se pueden pedir a su responsable.",
  "rateLimited.title": "Demasiadas solicitudes",
  "rateLimited.text": "Hay que esperar {seconds} y volver a intentarlo.",
  "rateLimited.later": "Hay que esperar un poco y volver a intentarlo.",
  "upstreamUnavailable.title": "No se puede acceder a las llamadas",
  "upstreamUnavailable.text":
    "El servicio que las guarda no responde como debería. Conviene volver a intentarlo más tarde.",
  "keyRejected.title": "No se puede acceder a las llamadas",
  "keyRejected.text":
    "El servicio que las guarda no acepta la clave del Keyhole Worker. Su responsable puede comprobarla.",
  "tokenRefused.title": "No se ha aceptado el acceso",
  "tokenRefused.text":
    "El bróker no ha aceptado el token de esta página. Al volver a intentarlo se obtiene otro.",
  "clock.title": "El reloj de este dispositivo no va bien",
  "clock.text":
    "El acceso depende de la hora. Hay que ajustar la hora y la zona horaria y volver a intentarlo.",
  "answer.title": "No se ha podido leer la respuesta",
  "answer.text": "{broker} no responde como un bróker de Keyhole. Conviene revisar el atributo «broker».",
  "missing.title": "Esta llamada no está",
  "missing.text": "Se ha eliminado o ya no hay permiso para verla.",

  "medium.web": "Web",
  "medium.phone": "Teléfono",
  "medium.sip": "SIP",
  "medium.websocket": "WebSocket",

  "end.unjoined": "No se conectó nadie",
  "end.hangup": "Colgó el llamante",
  "end.agent_hangup": "Colgó el agente",
  "end.timeout": "Se agotó el tiempo",
  "end.connection_error": "Se cortó la conexión",
  "end.system_error": "Error del sistema",

  "summary.waiting": "A la espera del llamante",
  "summary.active": "Llamada en curso",
  "summary.ended": "Sin resumen",
  "summary.unjoined": "Nadie se conectó a esta llamada",

  "summary.loading": "Llamada",

  "details.close": "Cerrar los detalles",
  "details.loading": "Cargando la llamada",
  "details.agent": "Agente",
  "details.started": "Inicio",
  "details.joined": "Conexión",
  "details.ended": "Fin",
  "details.duration": "Duración",
  "details.reason": "Motivo del fin",
  "details.medium": "Canal",
  "details.language": "Idioma",
  "details.recording": "Grabación",
  "details.yes": "Sí",
  "details.no": "No",
  "details.id": "ID de la llamada",

  user: "Llamante",
  agent: "Agente",
  tool_call: "Herramienta {name}",
  tool_result: "Resultado de {name}",
  noName: "sin nombre",
  recognised: "reconocido automáticamente",
  recognisedNote: "Las palabras del llamante se reconocieron automáticamente y pueden contener errores.",
  incomplete: "No se ha podido cargar toda la transcripción.",
  stage: "Etapa {number}",
  noWords: "Sin palabras",
  hidden: "No se muestra en este sitio",

  transcript: "Transcripción",
  "transcript.loading": "Cargando la transcripción",
  "transcript.more": "Cargando más",
  "transcript.empty": "No se dijo nada.",
  "transcript.live": "Todavía no se ha dicho nada. Las intervenciones nuevas aparecerán aquí.",
  "transcript.failed": "No se ha podido cargar la transcripción",
  "transcript.broken": "No se ha podido cargar el resto de la transcripción",
  live: "En directo",
  again: "Reintentar",

  search: "Buscar en la transcripción",
  "search.count": "{place} de {count}",
  "search.none": "Sin resultados",
  "search.next": "Resultado siguiente",
  "search.previous": "Resultado anterior",

  download: "Descargar",
  "download.text": "Texto",
  "download.json": "JSON",
  "download.vtt": "WebVTT",

  "turn.play": "Reproducir desde {time}",
  "turn.copy": "Copiar esta intervención",
  "turn.link": "Copiar un enlace a {time}",
  copied: "Copiado",
  notCopied: "El navegador no ha permitido copiar.",
  "newTurns.one": "{count} intervención nueva",
  "newTurns.many": "{count} de intervenciones nuevas",
  "newTurns.other": "{count} intervenciones nuevas",
  follow: "Volver a {time}",

  player: "Grabación",
  play: "Reproducir",
  pause: "Pausar",
  back: "Retroceder 10 segundos",
  forward: "Avanzar 10 segundos",
  speed: "Velocidad",
  mute: "Silenciar",
  unmute: "Activar el sonido",
  volume: "Volumen",
  position: "Posición",
  "position.value": "{at} de {all}",
  "position.speaker": "{at} de {all}, {name}",

  "recording.loading": "Cargando la grabación",
  "recording.none": "No hay grabación de esta llamada.",
  "recording.not-ready": "La grabación se está preparando.",
  "recording.gone": "La grabación ya no está.",
  "recording.failed": "No se ha podido cargar la grabación",
  "recording.unplayable": "No se ha podido reproducir la grabación",
  "recording.unplayable.text":
    "Este navegador no conoce el formato o la política de la página (media-src) la bloquea.",

  events: "Eventos",
  "events.loading": "Cargando los eventos",
  "events.empty": "No hay eventos de este nivel.",
  "events.failed": "No se han podido cargar los eventos",
  "events.severity": "Nivel mínimo",
  debug: "Depuración",
  info: "Información",
  warning: "Aviso",
  error: "Error",

  "gone.title": "Esta llamada ya no está",
  "gone.text": "Se ha eliminado mientras se mostraba aquí.",

  refresh: "Actualizar",
  nothingNew: "Nada nuevo",
  "newCalls.one": "{count} llamada nueva",
  "newCalls.many": "{count} de llamadas nuevas",
  "newCalls.other": "{count} llamadas nuevas",

  export: "Exportar",
  "export.csv": "CSV, para hojas de cálculo",
  "export.json": "JSON, para programas",
  "export.progress": "Progreso de la exportación",
  "export.count.one": "{count} llamada",
  "export.count.many": "{count} de llamadas",
  "export.count.other": "{count} llamadas",
  "export.of": "{done} de {total} llamadas",
  "export.waiting": "El bróker pide esperar",
  "export.cancel": "Cancelar",
  "export.cancelled": "Exportación cancelada",
  "export.done.one": "{count} llamada exportada",
  "export.done.many": "{count} de llamadas exportadas",
  "export.done.other": "{count} llamadas exportadas",
  "export.failed.one": "La exportación se detuvo tras {count} llamada",
  "export.failed.many": "La exportación se detuvo tras {count} de llamadas",
  "export.failed.other": "La exportación se detuvo tras {count} llamadas",
  "export.again": "Continuar",
  "export.save": "Guardar lo que hay",
  "export.close": "Cerrar",
};

export const translate = translator("es", texts);
