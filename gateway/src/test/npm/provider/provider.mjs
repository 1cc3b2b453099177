// node provider.mjs PORT REDIRECT LEFT: serves an OpenID Connect provider until it is killed.
import { randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair } from 'jose';
import { Provider } from 'oidc-provider';

const [port, redirect, left] = process.argv.slice(2);
const groups = { 'u-17': ['hutong-operators'], 'u-18': ['hutong-desk'], 'u-19': ['others'] };
const { privateKey } = await generateKeyPair('RS256', { extractable: true });
const key = { ...(await exportJWK(privateKey)), kid: randomUUID(), use: 'sig', alg: 'RS256' };
const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [
    {
      client_id: 'hutong',
      client_secret: 'a synthetic secret of more than thirty-two octets',
      redirect_uris: [redirect],
      post_logout_redirect_uris: [left],
    },
  ],
  jwks: { keys: [key] },
  cookies: { keys: [randomUUID()] },
  claims: { openid: ['sub'], profile: ['groups'] },
  conformIdTokenClaims: false,
  pkce: { required: () => true },
  features: { devInteractions: { enabled: true }, rpInitiatedLogout: { enabled: true } },
  findAccount: (call, id) => ({
    accountId: id,
    claims: () => ({ sub: id, groups: groups[id] ?? [] }),
  }),
});
provider.listen(Number(port), '127.0.0.1', () => console.log('listens'));
