/** Builds the intranet site of a workspace. */
import { join } from 'node:path';
import { DESK_DATABASE } from '../../accounts/database.ts';
import type { SiteModel, SiteView } from '../../report/site-model.ts';
import { SETTINGS_FILE } from '../../workspace/disk/areas.ts';
import type { Settings } from '../../workspace/settings/settings.ts';
import { PUBLIC_HEARTBEAT, readHeartbeat } from '../../workspace/store/heartbeat.ts';
import { writeJson } from '../../workspace/text/json.ts';
import { withoutKnownContacts } from '../contacts.ts';
import { deskTrouble, othersViews } from '../desk-accounts.ts';
import { publicHeartbeat } from '../heartbeat.ts';
import { openDoors } from '../open-doors.ts';
import { type DueItem, needsAttention } from '../plan/due-items.ts';
import { remembering, type Session } from '../session.ts';
import { buildSite, type SiteBuildResult } from './build.ts';
import { type CleanModel, cleanModel } from './clean.ts';
import { healedLeaks } from './healed.ts';
import { type SiteContent, siteContent } from './model.ts';
import { keepBase } from './search-base.ts';
import type { SiteFile } from './site-files.ts';
import { siteFolder, siteFolderName } from './site-folder.ts';

export interface PublishResult extends SiteBuildResult {
  /** Relative to the workspace. */
  folder: string;
  problems: { file: string; message: string }[];
  /** Open items, nearest first, and how many of them are overdue, missing or sent back. */
  due: DueItem[];
  overdue: number;
  /** What was built for others. */
  views: (SiteBuildResult & { view: SiteView; folder: string })[];
}

/**
 * Builds the site as of `now` (ISO), and the views that the settings name or an account at the desk is to see.
 * @param onView told when the build of a view begins, the first being number 1
 * @throws EnvironmentError when a build fails; the old sites stay
 */
export async function publish(
  session: Session,
  now: string,
  onView: (view: SiteView, n: number, count: number) => void = () => undefined,
): Promise<PublishResult> {
  const { root, settings } = session.workspace;
  const views: SiteView[] = ['supplier', ...(await othersViews(root, settings))];
  // Drafts, plan, pages and views read the same files again and again.
  const reader = remembering(session);
  const results: BuiltView[] = [];
  const head = await session.workspace.git.head();
  let content = shownContent(reader, now, views[0] as SiteView);
  for (const [n, view] of views.entries()) {
    onView(view, n + 1, views.length);
    // The builder is a process of its own, and starts before it has anything to draw: this one composes meanwhile.
    const building = publishView(session, content, view);
    const following = views[n + 1];
    if (following !== undefined) content = content.then(() => shownContent(reader, now, following));
    const [built] = await Promise.all([building, content]);
    results.push(built);
    if (n === 0) await keepBase(root, { head, at: now });
  }
  const [first, ...others] = results;
  const { told, ...own } = first as BuiltView;
  const elsewhere = new Map(others.flatMap((one) => [...one.told]));
  return {
    ...own,
    problems: [...own.problems, ...[...elsewhere].flatMap(([key, one]) => (told.has(key) ? [] : [one]))],
    views: others.map(({ pages, ms, folder }, n) => ({ view: views[n + 1] as SiteView, pages, ms, folder })),
  };
}

/** What was built of one view, with what the leak gate took out of it. */
type BuiltView = Omit<PublishResult, 'views'> & Pick<ShownContent, 'told'>;

interface ShownContent extends SiteContent {
  /** What the leak gate took out of it; see `cleanModel`. */
  told: CleanModel['told'];
  /** What could not be read or shown. */
  found: SiteModel['problems'];
  without: CleanModel['without'];
}

/** What the pages say. Only the supplier's own tell what is missing from them. */
async function shownContent(session: Session, now: string, view: SiteView): Promise<ShownContent> {
  const content = await siteContent(session, now, view);
  const { root } = session.workspace;
  const clean = await cleanModel(root, content.model, {
    judged: (leaks) => withoutKnownContacts(session, leaks),
    healed: (leaks) => healedLeaks(session, leaks),
  });
  const { model, told, without } = clean;
  const own = view === 'supplier' ? await deskProblems(root) : [];
  const found = view === 'supplier' ? [...model.problems, ...told.values(), ...own] : model.problems;
  const shown = view === 'supplier' ? [...found, ...agreedDoors(session.workspace.settings)] : found;
  return { ...content, model: { ...model, problems: shown }, found, told, without };
}

/** What somebody agreed to leave open: shown for as long as it is, and no fault of a build. */
const agreedDoors = ({ desk }: Settings): SiteModel['problems'] =>
  openDoors(desk).map(({ at, detail, remedy }) => ({ file: SETTINGS_FILE, message: `${at}：${detail}；${remedy}` }));

async function deskProblems(root: string): Promise<SiteModel['problems']> {
  const trouble = await deskTrouble(root);
  return trouble === null ? [] : [{ file: DESK_DATABASE, message: trouble }];
}

async function publishView(session: Session, content: Promise<ShownContent>, view: SiteView): Promise<BuiltView> {
  const { root } = session.workspace;
  const built = await buildSite({
    model: content.then(({ model }) => model),
    async files() {
      const { files, beside, without } = await content;
      return [...files, ...(await beside(without)), await heartbeatFile(root)];
    },
    outDir: siteFolder(root, view),
    cacheDir: join(root, '.opsledger', 'cache', 'astro'),
  });
  const { due, found, told } = await content;
  const overdue = due.filter(needsAttention).length;
  return { ...built, folder: `.opsledger/cache/${siteFolderName(view)}`, problems: found, due, overdue, told };
}

/** What the pages ask for to know whether the scheduler lives; it is there from the first moment of a site on. */
async function heartbeatFile(root: string): Promise<SiteFile> {
  const told = publicHeartbeat(await readHeartbeat(root));
  return { url: `/${PUBLIC_HEARTBEAT}`, from: { bytes: Buffer.from(writeJson(told), 'utf8') } };
}
