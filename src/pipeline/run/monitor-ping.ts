/** Tells a monitor that the scheduler lives: the monitor raises the alarm when it is told no more. */
import { UserError } from '../../contract/error.ts';
import { type Env, resolveSecrets } from '../../workspace/settings/secrets.ts';
import { loadSettings } from '../../workspace/settings/settings.ts';

/** Seconds in which the monitor must have answered. */
const PATIENCE = 10;

/**
 * Asks the address of the settings once.
 * @param env variables of which the address may be one @param patience seconds
 * @returns null: it was told, or the settings name none; else why not, in Chinese, without the address
 */
export async function tellMonitor(root: string, env: Env, patience = PATIENCE): Promise<string | null> {
  const url = await addressOf(root, env);
  if (url === null || typeof url !== 'string') return url === null ? null : url.problem;
  try {
    const signal = AbortSignal.timeout(patience * 1000);
    const answer = await fetch(url, { signal, redirect: 'manual', headers: { 'User-Agent': 'opsledger' } });
    await answer.body?.cancel();
    return wrongWith(answer);
  } catch (error) {
    return reasonOf(error, patience);
  }
}

/** A page is for people: whoever answers with one, or sends on to another address, asks for a sign-in and was told nothing. */
function wrongWith({ ok, status, headers }: Response): string | null {
  if (status >= 300 && status < 400) return `应答 HTTP ${status}，转到别处（多半是登录页），没有告知监控`;
  if (!ok) return `应答 HTTP ${status}`;
  const isPage = /^\s*(text\/html|application\/xhtml)/i.test(headers.get('content-type') ?? '');
  return isPage ? '应答是网页（多半是登录页），没有告知监控' : null;
}

async function addressOf(root: string, env: Env): Promise<string | null | { problem: string }> {
  try {
    const { url } = (await loadSettings(root)).heartbeat;
    if (url === null) return null;
    const resolved = await resolveSecrets({ url }, env);
    if (!resolved.ok) return { problem: resolved.reason };
    const given = String(resolved.options.url);
    return /^https?:\/\//.test(given) && URL.canParse(given)
      ? given
      : { problem: '不是 http:// 或 https:// 开头的地址' };
  } catch (error) {
    // Settings that cannot be used are told by the round, whose work they are.
    if (error instanceof UserError) return null;
    throw error;
  }
}

/** What the network said, in its own word: messages of libraries repeat the address. */
function reasonOf(error: unknown, patience: number): string {
  const { name, cause } = error as { name?: string; cause?: { code?: string } };
  if (name === 'TimeoutError') return `${patience} 秒内没有应答`;
  return `连接失败${cause?.code === undefined ? '' : `（${cause.code}）`}`;
}
