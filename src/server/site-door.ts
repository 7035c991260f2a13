/**
 * Who reads the site and the archive: whoever signed in, each the view of their side. Without a sign-in it is open to whoever sits at
 * this machine, and only while nobody has an account, or where the settings say who agreed to it: of what arrives from this machine
 * nobody can tell whether it is its own browser or a proxy with the whole network behind it. Nobody signs in from elsewhere over plain
 * http unless the settings say who agreed to that.
 */
import type { Context } from 'hono';
import { type Act, acts, type Side } from '../contract/acts.ts';
import { mayDo, type Viewer } from './request/viewer.ts';
import { safeParts } from './requested-file.ts';

export interface SiteDoor {
  viewer(c: Context): Promise<Viewer | null>;
  /** true where nobody has to sign in for this request. */
  isOpen(c: Context): boolean;
  /** Told of each request that was refused to somebody who signed in, for the audit log. */
  refused(c: Context, person: Viewer, what: string): void;
  /** Folder of the view of a side, or of whoever did not have to sign in; null when it was not built. */
  folderOf(side: Side | 'nobody'): Promise<string | null>;
}

/** For whoever cannot build it themselves: whom to ask, what they have to write, and the way back. */
const NOT_BUILT = `<!doctype html>
<html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>站点还没有生成</title>
<h1>站点还没有生成</h1>
<p>您这一方的站点还没有生成，下一次生成站点时一并生成，请稍后再来。登记台的各页不受影响。</p>
<p>急用的，请账号管理员在服务器上运行 opsledger site build。</p>
<p><a href="/desk/">回到登记台</a></p>
</html>
`;

/** Drafts as they would be issued lie below it. */
const PREVIEWS = 'preview';

/** @returns what `DeskMount.siteOf` is */
export function siteDoor({ viewer, isOpen, refused, folderOf }: SiteDoor) {
  const refuse = (c: Context, person: Viewer, act: Act): Response => {
    refused(c, person, acts[act]);
    return c.text(`您的角色没有这项权限（${acts[act]}）\n`, 403);
  };
  return async (c: Context): Promise<{ siteDir: string } | Response> => {
    const person = await viewer(c);
    if (person === null) {
      if (!isOpen(c)) return c.redirect(`/desk/sign-in?to=${encodeURIComponent(pathOf(c))}`, 303);
      return { siteDir: (await folderOf('nobody')) ?? '' };
    }
    if (person.mustChange) return c.redirect('/desk/account', 303);
    if (!mayDo(person, 'read')) return refuse(c, person, 'read');
    const [first] = safeParts(new URL(c.req.url).pathname) ?? [];
    if (first === PREVIEWS && !mayDo(person, 'drafts')) return refuse(c, person, 'drafts');
    const siteDir = await folderOf(person.role.side);
    if (siteDir !== null) return { siteDir };
    return c.html(NOT_BUILT, 404);
  };
}

const pathOf = (c: Context): string => {
  const { pathname, search } = new URL(c.req.url);
  return `${pathname}${search}`;
};
