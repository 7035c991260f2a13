/** Serves site and desk of a workspace in this process. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../contract/error.ts';
import { siteFolder } from '../pipeline/publish/site-folder.ts';
import { type SiteServer, serveSite } from '../server/server.ts';
import { SETTINGS_FILE } from '../workspace/disk/areas.ts';
import type { DeskSettings } from '../workspace/settings/desk.ts';
import { loadSettings } from '../workspace/settings/settings.ts';
import type { DeskOptions } from './build-desk.ts';
import { keepDesk } from './kept-desk.ts';
import { keepSwept } from './sweep.ts';

export interface ServeDeskOptions extends DeskOptions {
  port: number;
  host?: string;
}

/** @throws UserError when the certificate of the settings cannot be read; EnvironmentError when the port is taken */
export async function serveDesk(root: string, options: ServeDeskOptions): Promise<SiteServer> {
  const { site, desk: settings } = await loadSettings(root);
  const tls = await tlsOf(settings);
  const desk = await keepDesk(root, options);
  const { port, host, onError } = options;
  // Whoever shows the site alone leaves the desk's keeping to whoever serves the desk.
  const swept =
    options.pages === undefined ? keepSwept(desk.session, (error) => onError?.(error, 'desk'), options.now) : null;
  const server = await serveSite({
    ...{ port, siteDir: siteFolder(root), archiveDir: join(root, 'archive'), hosts: site.hosts, desk },
    ...(host === undefined ? {} : { host }),
    ...(onError === undefined ? {} : { onError }),
    ...(tls === null ? {} : { tls }),
  });
  return {
    ...server,
    async close() {
      await server.close();
      await swept?.stop();
      await desk.close();
    },
  };
}

async function tlsOf({ tls }: DeskSettings): Promise<{ cert: string; key: string } | null> {
  if (tls === null) return null;
  const read = (path: string, at: string): Promise<string> =>
    readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      throw new UserError('登记台的证书读不出', {
        ...{ file: SETTINGS_FILE, at: `desk.tls.${at}`, found: `${path}（${error.code ?? error.message}）` },
        ...{ expected: '本机上可读的 PEM 文件', hint: '核对路径和读取权限' },
      });
    });
  return { cert: await read(tls.certificate, 'certificate'), key: await read(tls.key, 'key') };
}
