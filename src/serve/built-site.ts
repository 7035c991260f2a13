/** Serves what was built of a workspace: by the same door as beside the desk, of which it has the sign-in alone. */
import type { SiteView } from '../report/site-model.ts';
import type { SiteServer } from '../server/server.ts';
import { serveDesk } from './serve.ts';

/** Pages of the desk by which people come in and go. */
const DOOR = ['sign-in', 'oidc', 'account'];

/** The built site and the archive, by the names that the settings give. */
export const serveBuiltSite = (
  root: string,
  options: { port: number; host?: string; view?: SiteView; onError?: (error: unknown, path: string) => void },
): Promise<SiteServer> => serveDesk(root, { ...options, pages: DOOR });
