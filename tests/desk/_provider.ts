/** A small OpenID provider, real as far as a client can tell: discovery, keys, codes bound to PKCE, tokens signed with RS256. */
import { createHash, generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Provider {
  issuer: string;
  /** Claims of whoever is signed in there. */
  claims: Record<string, unknown>;
  /** Claims told at the address for them alone. */
  userinfo: Record<string, unknown>;
  /** Changes what is wrong with the next tokens. */
  forge: Partial<Record<'nonce' | 'aud' | 'iss' | 'exp', unknown>> & { key?: KeyObject };
  /** What the client sent for its tokens. */
  asked: { headers: IncomingMessage['headers']; body: URLSearchParams }[];
  close(): Promise<void>;
}

export const CLIENT = { clientId: 'opsledger', clientSecret: 'SecretOfTheClient42' };

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const json = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

function idToken(claims: object, key: KeyObject): string {
  const text = `${json({ alg: 'RS256', kid: 'one', typ: 'JWT' })}.${json(claims)}`;
  return `${text}.${sign('RSA-SHA256', Buffer.from(text), key).toString('base64url')}`;
}

export async function startProvider(): Promise<Provider> {
  const codes = new Map<string, URLSearchParams>();
  const provider: Provider = {
    issuer: '',
    claims: {},
    userinfo: {},
    forge: {},
    asked: [],
    close: async () => undefined,
  };
  const answers: Record<string, (url: URL, request: IncomingMessage, body: string) => [number, object | string]> = {
    '/.well-known/openid-configuration': () => [200, metadata(provider.issuer)],
    '/keys': () => [200, { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'one', alg: 'RS256', use: 'sig' }] }],
    /** As if the person had signed in already. */
    '/authorize': ({ searchParams }) => {
      const code = randomUUID();
      codes.set(code, searchParams);
      const back = new URL(searchParams.get('redirect_uri') ?? '');
      back.search = new URLSearchParams({
        code,
        state: searchParams.get('state') ?? '',
        iss: provider.issuer,
      }).toString();
      return [303, back.href];
    },
    '/token': (_url, { headers }, text) => {
      const body = new URLSearchParams(text);
      provider.asked.push({ headers, body });
      const given = codes.get(body.get('code') ?? '');
      codes.delete(body.get('code') ?? '');
      const challenge = createHash('sha256')
        .update(body.get('code_verifier') ?? '')
        .digest('base64url');
      const isRight =
        given?.get('code_challenge') === challenge && given.get('redirect_uri') === body.get('redirect_uri');
      if (!isRight) return [400, { error: 'invalid_grant' }];
      const now = Math.floor(Date.now() / 1000);
      const { key = privateKey, ...forged } = provider.forge;
      const claims = {
        iss: provider.issuer,
        aud: CLIENT.clientId,
        sub: 'u-1',
        iat: now,
        exp: now + 300,
        nonce: given?.get('nonce'),
      };
      const token = idToken({ ...claims, ...provider.claims, ...forged }, key);
      return [200, { access_token: 'access', token_type: 'Bearer', expires_in: 300, id_token: token }];
    },
    '/userinfo': () => [200, { sub: 'u-1', ...provider.userinfo }],
  };
  const server = createServer((request, response) => void answer(request, response));
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', provider.issuer);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const [status, body] = answers[url.pathname]?.(url, request, Buffer.concat(chunks).toString()) ?? [404, {}];
    if (status === 303) response.writeHead(303, { Location: String(body) }).end();
    else response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
  }
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', () => done()));
  provider.issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  provider.close = () =>
    new Promise((done) => {
      server.close(() => done());
      server.closeAllConnections();
    });
  return provider;
}

const metadata = (issuer: string) => ({
  issuer,
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: `${issuer}/token`,
  userinfo_endpoint: `${issuer}/userinfo`,
  jwks_uri: `${issuer}/keys`,
  response_types_supported: ['code'],
  subject_types_supported: ['public'],
  id_token_signing_alg_values_supported: ['RS256'],
  authorization_response_iss_parameter_supported: true,
});

/** A key that is not the provider's. */
export const strangersKey = (): KeyObject => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
