/** Settings that are secret, or may be: whoever runs here gets them on standard input, one by one. */
const SECRET = /^(?:KEYHOLE|ULTRAVOX|CEKURA)_|_SECRET(?:_PREVIOUS)?$/;

/**
 * The environment that wrangler and package managers get. `CLOUDFLARE_ENV` acts as `--env`: it would deploy to a place
 * whose releases were not checked. Secrets of the Worker are left out, and so is a log that might hold one.
 */
export function deployEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(([name]) => name !== "CLOUDFLARE_ENV" && !SECRET.test(name));
  return { ...Object.fromEntries(kept), WRANGLER_LOG_SANITIZE: "true" };
}
