/** What no log may hold, by its form: none of it may be printed, made up or not. */
const FORMS: Readonly<Record<string, RegExp>> = {
  "a JWT, JWE or proof": /\beyJ[\w-]{16,}(?:\.[\w-]*){2,4}/g,
  "a key of Ultravox": /\b[A-Za-z0-9]{8}\.[A-Za-z0-9]{32}\b/g,
  "an address to join a call": /\bwss?:\/\/[^\s"'`]*\/(?:calls|rooms?|rtc)\b[^\s"'`]*/g,
  "credentials in a header":
    /\b(?:authorization|x-api-key|x-cekura-api-key|dpop): *(?:(?:bearer|dpop) +)?\S{16,}/gi,
};

/** Lines of a log that hold something of that kind, each with what it is and without the secret itself. */
export function logLeaks(log: string): string[] {
  return log.split("\n").flatMap((line, index) =>
    Object.entries(FORMS).flatMap(([what, form]) => {
      const hidden = line.replace(form, "…");
      return hidden === line ? [] : [`line ${index + 1}: ${what} in "${hidden.trim()}"`];
    }),
  );
}
