import type { createBroker } from "@keyhole/broker";
import { PUBLIC_URL, signAssertion, Viewer } from "@keyhole/edge/testing";

export type BrokerApp = ReturnType<typeof createBroker>;

const ORIGIN = "https://acme.example";

/** A request that is ready to be sent: its proof is made. Resolves with the body of its answer. Throws for a refusal. */
export type PreparedRequest = () => Promise<string>;

/** A member's page in front of a broker of this process. It makes requests apart from sending them. */
export class MemberPage {
  readonly token: string;
  readonly #app: Pick<BrokerApp, "request">;
  readonly #viewer: Viewer;

  static async enter(app: Pick<BrokerApp, "request">): Promise<MemberPage> {
    const viewer = await Viewer.make();
    const mint = await prepareMint(app, viewer);
    const { access_token: token } = JSON.parse(await mint()) as { access_token: string };
    return new MemberPage(app, viewer, token);
  }

  private constructor(app: Pick<BrokerApp, "request">, viewer: Viewer, token: string) {
    this.#app = app;
    this.#viewer = viewer;
    this.token = token;
  }

  /** As a new member each time. */
  mint(): Promise<PreparedRequest> {
    return prepareMint(this.#app, this.#viewer);
  }

  async get(path: string): Promise<PreparedRequest> {
    const proof = await this.#viewer.proof("GET", path.split("?")[0] ?? "", this.token);
    const headers = { Origin: ORIGIN, Authorization: `DPoP ${this.token}`, DPoP: proof };
    return async () => readOk(await this.#app.request(`${PUBLIC_URL}${path}`, { headers }));
  }
}

async function prepareMint(app: Pick<BrokerApp, "request">, viewer: Viewer): Promise<PreparedRequest> {
  const init = {
    method: "POST",
    headers: { Origin: ORIGIN, DPoP: await viewer.proof("POST", "/v1/token") },
    body: new URLSearchParams({
      grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
      client_id: "acme",
      subject_token: await signAssertion(),
      subject_token_type: "urn:ietf:params:oauth:token-type:jwt",
    }),
  };
  return async () => readOk(await app.request(`${PUBLIC_URL}/v1/token`, init));
}

async function readOk(response: Response): Promise<string> {
  const text = await response.text();
  if (response.status !== 200) throw new Error(`${response.status} ${text}`);
  return text;
}
