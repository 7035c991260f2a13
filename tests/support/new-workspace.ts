/** Workspaces of the starter, made once a run: git and the disk are most of what `init` costs. */
import { join } from 'node:path';
import { loadArticles } from '../../src/knowledge/articles.ts';
import { openArticleCache } from '../../src/knowledge/cache.ts';
import { initialise } from '../../src/pipeline/init.ts';
import { toolRoot } from '../../src/pipeline/program.ts';
import { shownInManual } from '../../src/pipeline/publish/shown/manual.ts';
import { starter as firstContract } from '../contract/_starter.ts';
import { fillIn } from './fill-in.ts';
import { copyFolder, made } from './made.ts';

/**
 * As `init` leaves it, its articles already drawn: the first look at a site does that, and it is most of what such a look costs.
 * Only to be read or copied. @param from first day of service @param time of day at which it is made
 */
export const newWorkspace = (from: string, time: string): Promise<string> =>
  made(`new-${from}-${time.replace(':', '')}`, async (folder) => {
    await initialise(folder, { now: `${from}T${time}:00+08:00`, from });
    await copyFolder(await drawnArticles(), join(folder, '.opsledger'));
  });

/** What a look at the site keeps of the articles of starter and manual. */
export const drawnArticles = (): Promise<string> =>
  made('articles', async (folder) => {
    const cache = await openArticleCache(join(folder, 'cache', 'articles.json'), toolRoot);
    const starter = join(toolRoot, 'data', 'starters', 'bureau', 'knowledge-base');
    await loadArticles({ dir: starter, url: '/knowledge-base', label: 'knowledge-base' }, cache.render);
    const shown = await shownInManual(firstContract());
    const manual = join(toolRoot, 'knowledge-base', 'manual');
    await loadArticles({ dir: manual, url: '/manual', label: 'manual', shown }, cache.render);
    await cache.save();
  });

/** The same, with all that is 待填写 filled in at that time, so that documents go out by themselves. */
export const filledWorkspace = (from: string, time: string): Promise<string> =>
  made(`filled-${from}-${time.replace(':', '')}`, async (folder) => {
    await copyFolder(await newWorkspace(from, time), folder);
    await fillIn(folder, `${from}T${time}:00+08:00`);
  });
