// A real OpenID Connect server (panva's oidc-provider) that gives programs access tokens by client credentials: JWTs for
// the audience that they ask for (RFC 8707, RFC 9068). Usage: node programs.mjs PORT AUDIENCE
import { generateKeyPairSync } from "node:crypto";
import Provider from "oidc-provider";

const [port, audience] = process.argv.slice(2);
const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const program = (client_id) => ({
  client_id,
  client_secret: "a-secret-of-the-tests",
  redirect_uris: [],
  response_types: [],
  grant_types: ["client_credentials"],
});

const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [program("gis-so"), program("stranger")],
  jwks: { keys: [{ ...privateKey.export({ format: "jwk" }), kid: "test", use: "sig", alg: "RS256" }] },
  scopes: ["see", "export"],
  features: {
    devInteractions: { enabled: false },
    clientCredentials: { enabled: true },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => audience,
      getResourceServerInfo: (_, resource) => ({
        audience: resource, scope: "see export", accessTokenFormat: "jwt", accessTokenTTL: 300,
        jwt: { sign: { alg: "RS256" } },
      }),
    },
  },
});

provider.listen(Number(port), "127.0.0.1", () => console.log("ready"));
