/**
 * The organisation's own sign-in by OpenID Connect: authorisation code with PKCE, state and nonce, the ID token's signature
 * checked. Who they say it is has to have an account here; nothing is made by itself.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Configuration } from 'openid-client';
import type { InstantText } from '../contract/time.ts';

export interface OidcOptions {
  issuer: string;
  clientId: string;
  /** As it is, no longer `${NAME}`; null for a client that has none. */
  clientSecret: string | null;
  /** Claim that holds the name of the account. */
  claim: string;
}

export interface Oidc {
  /** @param to path of ours to go on to; @returns where the browser is sent, and the value of the cookie that knows it again */
  start(request: { origin: string; to: string; now: InstantText }): Promise<{ url: string; cookie: string }>;
  /** @param query of the way back; @returns who it is, or why it is nobody, for the audit log */
  finish(request: {
    origin: string;
    query: Readonly<Record<string, string>>;
    cookie: string | undefined;
    now: InstantText;
  }): Promise<{ account: string; to: string } | { fault: string }>;
}

/** Path of the way back, to be registered at the provider. */
export const OIDC_RETURN = '/desk/oidc/return';
/** Minutes in which a sign-in there has to be done. */
export const OIDC_MINUTES = 10;
/** Seconds for an answer of the provider. */
const TIMEOUT = 10;

/** What the browser keeps between the two: for this process alone to read as true. */
interface Begun {
  state: string;
  nonce: string;
  verifier: string;
  to: string;
  until: number;
}

export function openOidc(options: OidcOptions): Oidc {
  const key = randomBytes(32);
  let known: Promise<Configuration> | undefined;
  /** Asked for once; after a failure again. */
  const provider = async (): Promise<Configuration> => {
    known ??= discover(options);
    try {
      return await known;
    } catch (error) {
      known = undefined;
      throw error;
    }
  };
  return {
    async start({ origin, to, now }) {
      const [client, config] = await Promise.all([import('openid-client'), provider()]);
      const verifier = client.randomPKCECodeVerifier();
      const begun: Begun = {
        ...{ state: client.randomState(), nonce: client.randomNonce(), verifier, to },
        until: Date.parse(now) + OIDC_MINUTES * 60_000,
      };
      const url = client.buildAuthorizationUrl(config, {
        redirect_uri: `${origin}${OIDC_RETURN}`,
        scope: 'openid profile',
        state: begun.state,
        nonce: begun.nonce,
        code_challenge: await client.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      });
      return { url: url.href, cookie: sealed(begun, key) };
    },
    async finish({ origin, query, cookie, now }) {
      const begun = opened(cookie, key);
      if (begun === null || Date.parse(now) > begun.until) return { fault: '不是本浏览器发起的登录，或已超时' };
      if (query['error'] !== undefined) return { fault: `统一身份没有放行（${query['error'].slice(0, 60)}）` };
      const [client, config] = await Promise.all([import('openid-client'), provider()]);
      const back = new URL(OIDC_RETURN, origin);
      for (const [name, value] of Object.entries(query)) back.searchParams.set(name, value);
      try {
        const tokens = await client.authorizationCodeGrant(config, back, {
          pkceCodeVerifier: begun.verifier,
          expectedState: begun.state,
          expectedNonce: begun.nonce,
          idTokenExpected: true,
        });
        const claims = tokens.claims();
        const own = claims?.[options.claim];
        // Some providers tell of the person at their own address alone.
        const asked =
          own === undefined && claims !== undefined && config.serverMetadata().userinfo_endpoint !== undefined
            ? (await client.fetchUserInfo(config, tokens.access_token, claims.sub))[options.claim]
            : own;
        if (typeof asked !== 'string' || asked === '') return { fault: `统一身份没有给出 ${options.claim}` };
        return { account: asked.toLowerCase(), to: begun.to };
      } catch (error) {
        return { fault: `统一身份的答复不可信（${codeOf(error)}）` };
      }
    },
  };
}

async function discover({ issuer, clientId, clientSecret }: OidcOptions): Promise<Configuration> {
  const client = await import('openid-client');
  const url = new URL(issuer);
  // Plain http is read from the settings for a provider on this machine alone.
  const open = url.protocol === 'http:' ? [client.allowInsecureRequests] : [];
  return client.discovery(
    url,
    clientId,
    undefined,
    clientSecret === null
      ? client.None()
      : // Without a word of the provider it is the header (OpenID Connect Discovery 1.0, 3).
        (as, ...more) =>
          (as.token_endpoint_auth_methods_supported?.includes('client_secret_post')
            ? client.ClientSecretPost(clientSecret)
            : client.ClientSecretBasic(clientSecret))(as, ...more),
    { execute: [client.enableNonRepudiationChecks, ...open], timeout: TIMEOUT },
  );
}

const codeOf = (error: unknown): string => {
  const { code, error: told } = error as { code?: unknown; error?: unknown };
  return [told, code].filter((one) => typeof one === 'string').join('，') || '没有说明';
};

const tagOf = (text: string, key: Uint8Array): string => createHmac('sha256', key).update(text).digest('base64url');

function sealed(begun: Begun, key: Uint8Array): string {
  const text = Buffer.from(JSON.stringify(begun)).toString('base64url');
  return `${text}.${tagOf(text, key)}`;
}

function opened(cookie: string | undefined, key: Uint8Array): Begun | null {
  const [text = '', tag = ''] = (cookie ?? '').split('.');
  const expected = Buffer.from(tagOf(text, key));
  const given = Buffer.from(tag);
  if (expected.length !== given.length || !timingSafeEqual(expected, given)) return null;
  return JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as Begun;
}
