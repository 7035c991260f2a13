/** Serves what was built of a workspace, without the desk. */
import { join } from 'node:path';
import { siteFolder } from '../pipeline/publish/site-folder.ts';
import type { SiteView } from '../report/site-model.ts';
import { type SiteServer, serveSite } from '../server/server.ts';
import { loadSettings } from '../workspace/settings/settings.ts';

/** The built site and the archive, by the names that the settings give. */
export async function serveBuiltSite(
  root: string,
  {
    view,
    ...options
  }: { port: number; host?: string; view?: SiteView; onError?: (error: unknown, path: string) => void },
): Promise<SiteServer> {
  const { site } = await loadSettings(root);
  const folders = { siteDir: siteFolder(root, view), archiveDir: join(root, 'archive') };
  return serveSite({ ...folders, hosts: site.hosts, ...options });
}
