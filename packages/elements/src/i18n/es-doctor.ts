import type { DoctorTexts } from "./text.ts";

/** Spanish, for the search for a reason. */
export const texts: DoctorTexts<"one" | "many" | "other"> = {
  "doctor.title": "¿Por qué no funciona?",
  "doctor.checking": "Comprobando esta página y el bróker…",
  "doctor.found.one": "Ha fallado {count} comprobación.",
  "doctor.found.many": "Han fallado {count} comprobaciones.",
  "doctor.found.other": "Han fallado {count} comprobaciones.",
  "doctor.nothing":
    "No ha fallado ninguna comprobación. Si sigue sin funcionar, envíe esta lista al propietario del sitio.",
  "doctor.passed": "Correcto",
  "doctor.failed": "Incorrecto",
  "doctor.unknown": "Sin determinar",
  "doctor.line": "{check}: {verdict}",
  "doctor.copy": "Copiar como texto",
  "doctor.copied": "Copiado",
  "doctor.notCopied": "El navegador ha bloqueado la copia.",
  "doctor.close": "Cerrar",

  "check.files": "Archivos del elemento",
  "check.settings": "Atributos del elemento",
  "check.secure-context": "HTTPS",
  "check.sandbox": "Origen de la página",
  "check.built-ins": "Funciones del navegador",
  "check.storage": "Almacenamiento (IndexedDB)",
  "check.microphone": "Permiso para el micrófono",
  "check.policy": "Política de la página (Content-Security-Policy)",
  "check.broker": "Respuesta del bróker",
  "check.version": "Versiones del elemento y del bróker",
  "check.clock": "Reloj de este dispositivo",
  "check.sign-in": "Inicio de sesión",
  "check.site": "Sitio",
  "check.origin": "Origen permitido para el sitio",
  "check.upstream": "Conexión con el proveedor de llamadas",
  "check.key": "Clave de API del Worker",
  "check.identity": "Proveedor de identidad",

  "fix.built-ins":
    "Un script de esta página ha reemplazado {names}. Si no falla ninguna otra comprobación, pruebe la página sin ese script.",
  "fix.built-ins.broken":
    "Un script de esta página ha reemplazado {names}, que ya no funciona. Elimine ese script.",
  "fix.storage":
    "El navegador rechaza el almacenamiento, como en algunas ventanas privadas. La clave de esta página se pierde al salir y, con ella, las llamadas de un visitante. Permita los datos de sitios para esta página.",
  "fix.microphone":
    "Esta página no puede usar el micrófono, que solo se necesita para iniciar una llamada. Permítalo en la cabecera Permissions-Policy y, en un marco, con allow=microphone.",
  "fix.policy": "Añada {broker} a {directives} en la cabecera Content-Security-Policy de esta página.",
  "fix.identity":
    "El Worker no recibe claves ni direcciones válidas del proveedor de identidad. Inténtelo más tarde. Si persiste, el propietario del sitio encontrará el motivo en el registro del Worker.",
  "fix.version":
    "El elemento tiene la versión {own} y el bróker, la {other}. Cargue el elemento desde {broker}/keyhole.js o vuelva a desplegar el Worker.",
};
