/**
 * What a page of the desk is. One file of this folder adds one: its routes, who may use them, and what each answers. A page
 * decides nothing: it asks the desk, and shows the answer.
 */

import type { Doors } from '../../accounts/doors.ts';
import type { Act } from '../../contract/acts.ts';
import type { DeskCalls } from '../../desk/desk-calls.ts';
import type { FormValues } from '../../forms/form-values.ts';
import type { Forms } from '../forms/forms.ts';
import type { Cookie } from '../request/cookies.ts';
import type { Viewer } from '../request/viewer.ts';

/** Most bytes of a form with a scan of a few pages. */
export const SCAN_LIMIT = 64 * 1024 * 1024;

/** Who may use a route: whoever may do the act; `public` everybody, `signed-in` whoever has signed in. */
export type Access = Act | 'public' | 'signed-in';

export interface Request {
  /** Parameters of the path, decoded. */
  params: Readonly<Record<string, string>>;
  /** Parameters of the address; the first of each name. */
  query: Readonly<Record<string, string>>;
  /** Fields and files of a POST, read once; files are on the disk already. Empty for a GET. */
  form: FormValues;
  /** ISO instant of the request, machine time. */
  now: string;
  /** Address of the client as far as it is trusted (`desk.trustedProxies`). */
  address: string;
  /** Scheme, name and port under which the browser asked, as far as a trusted proxy tells of them. */
  origin: string;
  /** What is asked of the stages, its answers without what the viewer may not see. */
  desk: DeskCalls;
  /** Of signing in and out; whoever manages accounts goes through the desk. */
  doors: Doors;
  /** Forms that are being filled in, and those that were sent. */
  forms: Forms;
  /** Values of the browser's cookies. */
  cookies: ReadonlyMap<string, string>;
}

/** One of a signed-in person; `viewer` is null on public routes of somebody who has not signed in. */
export interface SignedIn extends Request {
  viewer: Viewer;
}

/** What a route answers. */
export type Answer =
  /** A page: a template of `templates/desk/`, and its data. `next`: a path of ours to which the browser goes on by itself. */
  | {
      page: string;
      title: string;
      data: object;
      status?: 200 | 400 | 403 | 404 | 409 | 413 | 429;
      cookies?: readonly Cookie[];
      next?: string;
      /** Seconds after which the browser asks for it again: what it shows is still going on. */
      refresh?: number;
    }
  /** On to another page after a POST, with a word on what was done. */
  | { to: string; done?: string; cookies?: readonly Cookie[] }
  /** The page of a draft, for a frame of ours: nothing runs in it, and no other site may show it. */
  | { draft: string }
  /** Data for the page's own scripts. */
  | { json: unknown; status?: 200 | 400 | 403 | 404 | 409 }
  /** A file that was stored or made: bytes and type; always as an attachment unless it is a picture of ours or a PDF. */
  | { bytes: Uint8Array; type: string; name: string; inline?: boolean }
  /** The same of a large file, which is never held whole; `size` in bytes. */
  | { stream: ReadableStream; size: number; type: string; name: string };

export interface Route {
  method: 'GET' | 'POST';
  /** Below `/desk`, in Hono's form, such as `/records/:kind`. */
  path: string;
  access: Access;
  /** Open to somebody who has to choose a new password first. */
  beforeChange?: true;
  /** What it does, in the words of the audit log; without it those of its act. */
  what?: string;
  /** It tells the audit log itself what was done and what became of it. */
  tells?: true;
  /** Greatest size of a POST in bytes, files included; 1 MB without it. */
  limit?: number;
  handle(request: SignedIn): Promise<Answer>;
}

export interface Page {
  /** Same as the file name. */
  id: string;
  /** Name in the navigation; absent: the page is reached from others. */
  title?: string;
  /** Place in the navigation. */
  order: number;
  routes: readonly Route[];
}

/** Gives the unit its type; the identity function. */
export function definePage(page: Page): Page {
  return page;
}
