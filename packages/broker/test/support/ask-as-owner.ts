import { inject } from "vitest";
import type { WorkerBrokerOptions } from "../../src/worker.ts";
import { ADMIN_SECRET, PUBLIC_URL } from "./identities.ts";
import type { TestBroker } from "./open-broker.ts";
import { siteBroker } from "./test-config.ts";
import { keepSecret } from "./witness.ts";

keepSecret("KEYHOLE_ADMIN_SECRET", ADMIN_SECRET);

/** A broker with admin routes. Its site has keys made for a project of the simulated Cekura. */
export function adminBroker(project: number, options: WorkerBrokerOptions = {}): TestBroker {
  const { organization } = inject("cekuraKeys");
  keepSecret("the organization's key of Cekura", organization);
  return siteBroker(
    { cekura: { project, provisionKey: true } },
    {
      ...options,
      env: {
        KEYHOLE_ADMIN_SECRET: ADMIN_SECRET,
        ULTRAVOX_BASE_URL: inject("simulatorUrl"),
        CEKURA_BASE_URL: inject("cekuraUrl"),
        CEKURA_API_KEY: organization,
        ...options.env,
      },
    },
  );
}

export interface OwnerRequest extends RequestInit {
  secret?: string | null;
}

/** Asks an admin route, with the right secret unless another is given; null sends none. */
export function askAsOwner(
  { request }: TestBroker,
  path: string,
  { secret = ADMIN_SECRET, headers, ...init }: OwnerRequest = {},
): Promise<Response> {
  const all = new Headers(headers);
  if (secret !== null) all.set("Authorization", `Bearer ${secret}`);
  return request(`${PUBLIC_URL}${path}`, { ...init, headers: all });
}
