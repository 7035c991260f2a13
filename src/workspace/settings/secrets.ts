/** Fills `${NAME}` in the options of a source, at the moment the source runs. A secret never gets into a message. */
import { stat } from 'node:fs/promises';
import { parseEnv } from 'node:util';
import { UserError } from '../../contract/error.ts';
import { decodeUtf8, readLimited } from '../disk/decode.ts';
import { environmentError, isMissing } from '../disk/faults.ts';

const REFERENCE = /^\$\{([A-Za-z_][A-Za-z0-9_]*)\}$/;

/** Environment variables, as `process.env`. */
export type Env = Readonly<Record<string, string | undefined>>;

export type ResolvedSecrets =
  | {
      ok: true;
      options: Record<string, unknown> /** Every secret that was filled in, and what an address among them hides. */;
      values: string[];
    }
  | {
      ok: false;
      /** Name of the first variable that is not set, or is too short to be kept out of what is saved. */
      missing: string;
      /** Chinese, without the value: `缺少 NAME`. */
      reason: string;
    };

/** A shorter password could not be told from the text around it, and so not be blotted out of answers. */
export const SECRET_AT_LEAST = 4;
/** Settings that may come from variables and are no secrets: they may be short. */
const NO_SECRET = new Set(['user', 'username', 'host', 'port', 'database', 'url']);

/** true for a value that is `${NAME}` and nothing else. */
export function isSecretReference(value: string): boolean {
  return REFERENCE.test(value);
}

/** true for a value with `${` anywhere in it. */
export function mentionsSecret(value: string): boolean {
  return value.includes('${');
}

/**
 * The options with every `${NAME}` replaced from the environment, or else from the file that `OPSLEDGER_ENV_FILE`
 * names (lines `NAME=value`, mode 0600). An empty value counts as not set.
 * @throws UserError when that file is missing or readable by others
 */
export async function resolveSecrets(options: Record<string, unknown>, env: Env): Promise<ResolvedSecrets> {
  const names = [...new Set(references(options))];
  if (names.length === 0) return { ok: true, options, values: [] };
  const filled: Env = { ...(await envFile(env)), ...definedOnly(env) };
  const missing = names.find((name) => !filled[name]);
  if (missing !== undefined) return { ok: false, missing, reason: `缺少 ${missing}` };
  const short = secretReferences(options).find((name) => (filled[name] ?? '').length < SECRET_AT_LEAST);
  if (short !== undefined) {
    const reason = `变量 ${short} 的值不足 ${SECRET_AT_LEAST} 个字符，作口令过短，无法在证据中遮盖`;
    return { ok: false, missing: short, reason };
  }
  const values = names.flatMap((name) => [filled[name] ?? '', ...hiddenIn(filled[name] ?? '')]);
  return { ok: true, options: fill(options, filled) as Record<string, unknown>, values };
}

/** The text with every secret in it blotted out, for messages of libraries that repeat what they were given. */
export function redact(text: string, values: readonly string[]): string {
  const longestFirst = values.filter((value) => value !== '').sort((a, b) => b.length - a.length);
  return longestFirst.reduce((out, value) => out.replaceAll(value, '＊＊＊'), text);
}

/** Shorter parts of an address are words like `v1` or `zh`, not secrets. */
const PART_AT_LEAST = 6;

/** An address with a key in it is sent in pieces, and comes back in pieces: the password, the query, the path. */
function hiddenIn(secret: string): string[] {
  if (!URL.canParse(secret)) return [];
  const { password, pathname, search, searchParams } = new URL(secret);
  const parts = [password, decoded(password), ...searchParams.values(), `${pathname}${search}`];
  return [...new Set(parts)].filter((part) => part.length >= PART_AT_LEAST);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
}

function references(value: unknown): string[] {
  if (typeof value === 'string') return [REFERENCE.exec(value)?.[1] ?? ''].filter((name) => name !== '');
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(references) : [];
}

/** Names that stand where a secret is meant. */
function secretReferences(value: unknown, key = ''): string[] {
  if (typeof value === 'string') return NO_SECRET.has(key) ? [] : references(value);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, one]) => secretReferences(one, name));
}

function fill(value: unknown, env: Env): unknown {
  if (typeof value === 'string') return env[REFERENCE.exec(value)?.[1] ?? ''] ?? value;
  if (Array.isArray(value)) return value.map((one) => fill(one, env));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, fill(one, env)]));
}

function definedOnly(env: Env): Env {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
}

async function envFile(env: Env): Promise<Env> {
  const path = env['OPSLEDGER_ENV_FILE'];
  if (path === undefined || path === '') return {};
  try {
    const info = await stat(path);
    if ((info.mode & 0o077) !== 0) {
      throw new UserError('变量文件可被其他用户读取', {
        file: path,
        found: `权限 0${(info.mode & 0o777).toString(8)}`,
        expected: '0600',
        hint: `chmod 600 ${path}`,
      });
    }
    return parseEnv(decodeUtf8(await readLimited(path, path), path));
  } catch (error) {
    if (isMissing(error)) throw new UserError('OPSLEDGER_ENV_FILE 指定的文件不存在', { file: path });
    throw environmentError(error, path);
  }
}
