// A real OpenID Connect server (panva's oidc-provider) with one client. Who signs in, and how its tokens are to be
// damaged, the tests say by POST /_test. Usage: node server.mjs PORT REDIRECT_URI...
import { createPrivateKey, generateKeyPairSync, randomUUID, sign } from "node:crypto";
import Provider from "oidc-provider";

const [port, ...redirectUris] = process.argv.slice(2);
const issuer = `http://127.0.0.1:${port}`;
const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const stranger = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
const jwk = { ...privateKey.export({ format: "jwk" }), kid: "test", use: "sig", alg: "RS256" };

// The person who signs in next, and what happens to the id token.
let next = { sub: "nobody", claims: {}, damage: {} };

const provider = new Provider(issuer, {
  clients: [{
    client_id: "dothi",
    client_secret: "a-secret-of-the-tests",
    redirect_uris: redirectUris,
    grant_types: ["authorization_code"],
    response_types: ["code"],
    token_endpoint_auth_method: "client_secret_post",
  }],
  jwks: { keys: [jwk] },
  pkce: { required: () => true },
  claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
  cookies: { keys: ["a-key-of-the-tests"] },
  features: { devInteractions: { enabled: false } },
  interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
  findAccount: async (_, sub) => ({ accountId: sub, claims: async () => ({ sub, ...next.claims }) }),
  // Our own page asks for no consent: what the client asks for is granted.
  loadExistingGrant: async (ctx) => {
    const grant = new ctx.oidc.provider.Grant({ clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId });
    grant.addOIDCScope("openid email profile");
    await grant.save();
    return grant;
  },
});

const encoded = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
const decoded = (part) => JSON.parse(Buffer.from(part, "base64url").toString());

function damaged(token) {
  const [head, body] = token.split(".").map((part, n) => (n < 2 ? decoded(part) : part));
  const { header = {}, claims = {}, by, unsigned } = next.damage;
  const text = `${encoded({ ...head, ...header })}.${encoded({ ...body, jti: randomUUID(), ...claims })}`;
  const key = by === "stranger" ? stranger : createPrivateKey({ key: jwk, format: "jwk" });
  return `${text}.${unsigned ? "" : sign("RSA-SHA256", Buffer.from(text), key).toString("base64url")}`;
}

provider.use(async (ctx, following) => {
  if (ctx.path === "/_test" && ctx.method === "POST") {
    const parts = [];
    for await (const part of ctx.req) parts.push(part);
    next = { claims: {}, damage: {}, ...JSON.parse(Buffer.concat(parts).toString()) };
    ctx.status = 204;
    return;
  }
  if (ctx.path.startsWith("/interaction/")) {
    const login = { accountId: next.sub, remember: false, amr: next.amr, acr: next.acr };
    const result = next.deny ? { error: "access_denied" } : { login };
    ctx.redirect(await provider.interactionResult(ctx.req, ctx.res, result, { mergeWithLastSubmission: false }));
    return;
  }
  await following();
  if (ctx.path === "/token" && ctx.body?.id_token && next.damage.drop) delete ctx.body.id_token;
  else if (ctx.path === "/token" && ctx.body?.id_token && Object.keys(next.damage).length) ctx.body.id_token = damaged(ctx.body.id_token);
  if (ctx.path === "/me" && next.damage.userinfo) ctx.body = { ...ctx.body, ...next.damage.userinfo };
});

provider.listen(Number(port), "127.0.0.1", () => console.log("ready"));
