/**
 * What a bare Worker needs for the same work, written by hand for that alone. It refuses nothing but a wrong signature,
 * counts nothing, masks nothing and logs nothing: a floor, not an example.
 */

import { openToken, readAssertion, sealToken, verifyProof } from "./crypto.ts";
import { answerPart, type PartEnv } from "./parts.ts";
import { listOf, project } from "./project.ts";

export { PartObject } from "./parts.ts";

interface Env extends PartEnv {
  KEY: string;
  ASSERTION_SECRET: string;
  TOKEN_SECRET: string;
}

const JSON_HEADERS = { "Content-Type": "application/json" };
const RAW = JSON.stringify({ status: "ok" });
let cached: string | null = null;

export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    const { pathname } = new URL(request.url);
    const ask = () =>
      fetch(`${env.UPSTREAM}/calls?sort=-created&pageSize=50`, { headers: { "X-API-Key": env.KEY } });
    switch (pathname) {
      case "/raw":
        return new Response(RAW, { headers: JSON_HEADERS });
      case "/stream":
        return new Response((await ask()).body, { headers: JSON_HEADERS });
      case "/project":
        return new Response(JSON.stringify(listOf(await (await ask()).json())), { headers: JSON_HEADERS });
      case "/proof":
        await verifyProof(request.headers.get("DPoP") ?? "");
        return new Response(RAW, { headers: JSON_HEADERS });
      case "/dpop":
        // A list that is known already, to who holds a token and proves it.
        cached ??= JSON.stringify(listOf(await (await ask()).json()));
        await Promise.all([
          verifyProof(request.headers.get("DPoP") ?? ""),
          openToken(request.headers.get("Authorization")?.slice("DPoP ".length) ?? "", env.TOKEN_SECRET),
        ]);
        return new Response(cached, { headers: JSON_HEADERS });
      case "/detail": {
        const answer = await fetch(`${env.UPSTREAM}${new URL(request.url).search.slice(1)}`, {
          headers: { "X-API-Key": env.KEY },
        });
        return new Response(JSON.stringify(project(await answer.json())), { headers: JSON_HEADERS });
      }
      case "/v1/token": {
        const form = new URLSearchParams(await request.text());
        const assertion = form.get("subject_token");
        const { thumbprint } = await verifyProof(request.headers.get("DPoP") ?? "");
        const sub = assertion === null ? thumbprint : await readAssertion(assertion, env.ASSERTION_SECRET);
        const token = await sealToken({ sub, cnf: { jkt: thumbprint } }, env.TOKEN_SECRET);
        return new Response(JSON.stringify({ access_token: token, token_type: "DPoP", expires_in: 300 }), {
          headers: JSON_HEADERS,
        });
      }
      default:
        await answerPart(pathname, env);
        return new Response(RAW, { headers: JSON_HEADERS });
    }
  },
};
