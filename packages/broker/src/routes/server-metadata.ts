import { CLIENT_CREDENTIALS_GRANT, SCOPES, TOKEN_EXCHANGE_GRANT } from "@keyhole/contract";
import type { Handler } from "hono";
import type { BrokerEnv } from "../http/broker-env.ts";
import type { Broker } from "./broker.ts";

/** `GET /.well-known/oauth-authorization-server` (RFC 8414 section 2, RFC 9449 section 5.1). */
export function serverMetadataRoute(broker: Broker): Handler<BrokerEnv> {
  const [issuer] = broker.config.publicUrls;
  return function answerServerMetadata(context) {
    return context.json({
      issuer,
      token_endpoint: `${issuer}/v1/token`,
      grant_types_supported: [CLIENT_CREDENTIALS_GRANT, TOKEN_EXCHANGE_GRANT],
      response_types_supported: [],
      scopes_supported: SCOPES,
      token_endpoint_auth_methods_supported: ["none"],
      dpop_signing_alg_values_supported: ["ES256"],
    });
  };
}
