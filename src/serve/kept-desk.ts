/**
 * The desk as it is kept open: where its database cannot be used, now or later, it is shut and says so, everything else goes on, and it
 * opens again by itself once the database is back.
 */
import { type Context, Hono } from 'hono';
import { deskFault, isDatabaseError, isDeskFault } from '../accounts/database.ts';
import type { EnvironmentError } from '../contract/error.ts';
import { type DeskSession, openDeskSession } from '../desk/desk-session.ts';
import { siteFolder } from '../pipeline/publish/site-folder.ts';
import type { DeskMount } from '../server/app.ts';
import { loadSettings } from '../workspace/settings/settings.ts';
import { arrivals, type BuiltDesk, buildDesk, type DeskOptions } from './build-desk.ts';

export interface KeptDesk extends DeskMount {
  session: DeskSession;
  close(): Promise<void>;
}

const AGAIN_MS = 3_000;

/** Marks the answer of the desk that it has no such page. */
const NO_PAGE = 'x-opsledger-no-page';

/** @throws UserError when the settings cannot be used */
export async function keepDesk(root: string, options: DeskOptions = {}): Promise<KeptDesk> {
  const session = openDeskSession(root, options.session);
  const { arrival } = arrivals((await loadSettings(root)).desk);
  const state = openState(root, options, session);
  await state.desk();
  const guarded = async (c: Context, work: (desk: Open) => Promise<Response | { siteDir: string }>) => {
    const desk = await state.desk();
    if (desk === null) return shut(c, state.fault(), arrival(c).local);
    try {
      return await work(desk);
    } catch (error) {
      const fault = isDatabaseError(error) ? deskFault(error) : error;
      if (!isDeskFault(fault)) throw error;
      await state.broke(fault);
      return shut(c, fault, arrival(c).local);
    }
  };
  const routes = new Hono();
  routes.all('*', async (c) => {
    const answer = (await guarded(c, ({ app }) => Promise.resolve(app.fetch(c.req.raw, c.env)))) as Response;
    return answer.headers.has(NO_PAGE) ? c.notFound() : answer;
  });
  return {
    routes,
    session,
    async siteOf(c) {
      // Who agreed to it did not ask for accounts.
      const { withoutSignIn } = (await loadSettings(root)).desk;
      if (withoutSignIn !== null && arrival(c).local && (await state.desk()) === null)
        return { siteDir: siteFolder(root, options.view) };
      return guarded(c, ({ desk }) => desk.siteOf(c));
    },
    close: () => state.close(),
  };
}

interface Open {
  desk: BuiltDesk;
  app: Hono;
}

function openState(root: string, options: DeskOptions, session: DeskSession) {
  let open: Open | null = null;
  let fault: EnvironmentError | null = null;
  let triedAt = Number.NEGATIVE_INFINITY;
  let trying: Promise<void> | undefined;
  const told = (found: EnvironmentError): void => {
    // Once, not at each try.
    if (fault?.message !== found.message) options.onError?.(found, '登记台');
    fault = found;
  };
  const attempt = async (): Promise<void> => {
    try {
      const desk = await buildDesk(root, options, session);
      const app = new Hono({ strict: false }).route('/desk', desk.routes);
      app.notFound((c) => c.body(null, 404, { [NO_PAGE]: 'true' }));
      app.onError((error) => {
        throw error;
      });
      open = { desk, app };
      fault = null;
    } catch (error) {
      if (!isDeskFault(error)) throw error;
      told(error);
    }
  };
  return {
    fault: () => fault,
    /** null: its database cannot be used; tried again every few seconds. */
    async desk(): Promise<Open | null> {
      if (open === null && performance.now() - triedAt >= (options.againMs ?? AGAIN_MS)) {
        triedAt = performance.now();
        trying ??= attempt().finally(() => {
          trying = undefined;
        });
      }
      await trying;
      return open;
    },
    async broke(found: EnvironmentError): Promise<void> {
      told(found);
      const before = open;
      open = null;
      triedAt = performance.now();
      await before?.desk.close().catch(() => undefined);
    },
    async close(): Promise<void> {
      await trying?.catch(() => undefined);
      await (open === null ? session.close() : open.desk.close());
    },
  };
}

/** @param isHere asked at this machine, where the way out is */
function shut(c: Context, fault: EnvironmentError | null, isHere: boolean): Response {
  const { found = '', hint = '' } = fault?.place ?? {};
  const lines = isHere
    ? [`原因：${found}`, `处理：${hint}`]
    : ['请与账号管理员联系；在服务器上运行 opsledger doctor 看到原因和办法'];
  const text = ['登记台的账号库暂时不能用，不能登录；采集、签发和生成站点照常进行', ...lines].map(escaped);
  const html = `<!doctype html>
<html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>登记台暂时不能用</title>
<h1>登记台暂时不能用</h1>
${text.map((line) => `<p>${line}</p>`).join('\n')}
</html>
`;
  return c.html(html, 503, { 'Retry-After': '10' }) as Response;
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
