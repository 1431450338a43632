import { CEKURA_KEYS, type CekuraKey, checkCekuraKey } from "../keys/cekura-key.ts";
import type { CheckedKey, KeyOptions } from "../keys/checked-key.ts";
import { checkUltravoxKey, ULTRAVOX_KEYS, type UltravoxKey, ultravoxKeyFault } from "../keys/ultravox-key.ts";
import { SetupError } from "../terminal/setup-error.ts";
import type { SetupContext } from "./setup-context.ts";

const ULTRAVOX_URL = "https://api.ultravox.ai/api";
const CEKURA_URL = "https://api.cekura.ai";

/** Asks for the key of Ultravox until the vendor accepts one. */
export async function askUltravoxKey(
  context: SetupContext,
  vars: Readonly<Record<string, string>>,
): Promise<UltravoxKey> {
  if (!context.env.ULTRAVOX_API_KEY)
    context.terminal.tell(
      `A key of Ultravox is made at ${ULTRAVOX_KEYS}. It goes into the Worker's secrets alone.`,
    );
  const baseUrl = context.options.ultravoxUrl ?? vars.ULTRAVOX_BASE_URL ?? ULTRAVOX_URL;
  const key = await askKey(context, "ULTRAVOX_API_KEY", baseUrl, checkUltravoxKey, ultravoxKeyFault);
  context.terminal.tell(
    `Ultravox accepts the key. Plan: ${key.plan ?? "unknown"}; agents: ${key.agents.length}.`,
  );
  return key;
}

/** Asks for the key of Cekura until the vendor accepts one. */
export async function askCekuraKey(
  context: SetupContext,
  vars: Readonly<Record<string, string>>,
): Promise<CekuraKey> {
  if (!context.env.CEKURA_API_KEY) context.terminal.tell(`A key of Cekura is made at ${CEKURA_KEYS}.`);
  const baseUrl = context.options.cekuraUrl ?? vars.CEKURA_BASE_URL ?? CEKURA_URL;
  const key = await askKey(context, "CEKURA_API_KEY", baseUrl, checkCekuraKey, () => null);
  context.terminal.tell(
    key.kind === "organization"
      ? "Cekura accepts the key. It is an organization's: the Worker makes one for the project and uses that."
      : "Cekura accepts the key. It is a project's, or one that only reads.",
  );
  return key;
}

async function askKey<Value>(
  { terminal, env, secrets, fetch }: SetupContext,
  name: string,
  baseUrl: string,
  check: (options: KeyOptions) => Promise<CheckedKey<Value>>,
  formFault: (text: string) => string | null,
): Promise<Value> {
  for (let given = env[name]?.trim(); ; given = undefined) {
    const apiKey =
      given ||
      (await terminal.password({
        message: `${name}?`,
        answeredBy: `the environment variable ${name}`,
        check: formFault,
      }));
    const checked = await terminal.while(`Checking ${name}`, `Checked ${name}`, () =>
      check({ apiKey, baseUrl, fetch }),
    );
    if (checked.ok) {
      secrets.set(name, apiKey);
      return checked.value;
    }
    if (!terminal.isInteractive) throw new SetupError(`${name}: ${checked.fault}`);
    terminal.warn(checked.fault);
  }
}

/** What the broker demands of a secret that assertions are signed with. */
const SECRET_MIN_BYTES = 32;

/** Asks for a secret that the config reads and that somebody else knows too, such as the host's server. */
export async function askSharedSecret({ terminal, env }: SetupContext, name: string): Promise<string> {
  const isGiven = name.endsWith("_SIGN_IN_SECRET");
  const check = (text: string) =>
    isGiven || Buffer.byteLength(text) >= SECRET_MIN_BYTES
      ? null
      : `${name} expects at least ${SECRET_MIN_BYTES} bytes, such as those of: openssl rand -base64 32`;
  const given = env[name]?.trim();
  if (given) {
    const fault = check(given);
    if (fault !== null) throw new SetupError(fault);
    return given;
  }
  return terminal.password({
    message: isGiven
      ? `${name}? The client secret that the provider gave you.`
      : `${name}? Your server has the same one. Make it with: openssl rand -base64 32`,
    answeredBy: `the environment variable ${name}`,
    check,
  });
}
