import type { FirstTexts } from "./text.ts";

/** Spanish, as it is understood everywhere: what an element says until the first row. */
export const texts: FirstTexts = {
  calls: "Llamadas",
  loading: "Cargando llamadas",
  retry: "Reintentar",
  sentences: "{title}. {text}",
  "talk.start": "Iniciar llamada",

  waiting: "En espera",
  active: "En curso",
  ended: "Finalizada",
  unjoined: "Perdida",
  "summary.waiting": "A la espera del llamante",
  "summary.active": "Llamada en curso",
  "summary.ended": "Sin resumen",
  "summary.unjoined": "Nadie se conectó a esta llamada",
  noAgent: "Sin agente",

  "network.title": "Sin conexión con el bróker",
  "network.text":
    "No se puede acceder a {broker}. Puede que este dispositivo no tenga conexión o que la política de la página (connect-src) bloquee la solicitud.",
  "offline.title": "Sin conexión",
  "offline.text": "Este dispositivo no tiene conexión. Vuelva a intentarlo cuando la recupere.",
  "part.title": "No se ha cargado una parte de este elemento",
  "part.text":
    "Un archivo de {broker}/keyhole/ se ha bloqueado o no ha llegado. Puede que la política de la página (script-src) no permita esa carpeta, o que un bloqueador de contenido o un proxy lo haya detenido.",
  "page.title": "Esta página impide que el elemento funcione",
  "page.text":
    "Un script de esta página modifica el navegador, o el navegador es demasiado antiguo ({reason}). Actualice el navegador o póngase en contacto con el propietario del sitio.",
  "failed.title": "Se ha producido un error",
};

/** The rest, for what loads after the first row. */
export const loadMore = () => import("./es-more.ts");
