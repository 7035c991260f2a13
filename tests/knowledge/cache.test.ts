/** Drawn articles kept between two builds: used as long as they would be drawn the same, and never longer. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openArticleCache } from '../../src/knowledge/cache.ts';
import { renderArticle } from '../../src/knowledge/html.ts';

const ROOT = join(import.meta.dirname, '..', '..');

let dir: string;
let file: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'opsledger-articles-'));
  file = join(dir, 'articles.json');
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const MARKDOWN = '# 磁盘空间不足\n\n见[清理](clean.md)，![图](disk.png)。\n';
const asked: string[] = [];
const addresses = {
  link: (target: string): string | null => (target === 'clean.md' ? '/knowledge-base/clean' : null),
  picture(target: string): string | null {
    asked.push(target);
    return '/knowledge-base/disk.png';
  },
};

/** Draws the article in a build of its own. */
async function build(markdown = MARKDOWN, places = addresses) {
  const cache = await openArticleCache(file, ROOT);
  const drawn = await cache.render(markdown, places);
  await cache.save();
  return drawn;
}

/** What is kept, changed so that it can be told from what is drawn. */
async function mark(): Promise<void> {
  await writeFile(file, (await readFile(file, 'utf8')).replaceAll('磁盘空间不足', '留存的标题'));
}

describe('the cache of articles', () => {
  it('gives what drawing gives, and does not draw again', async () => {
    expect(await build()).toEqual(renderArticle(MARKDOWN, addresses));
    await mark();
    asked.length = 0;
    expect((await build()).heading).toBe('留存的标题');
    // Whoever shows the picture must know of it, drawn or not.
    expect(asked).toEqual(['disk.png']);
  });

  it.each<[string, () => Promise<unknown>]>([
    ['another text', () => build(`${MARKDOWN}\n再查。\n`)],
    ['a link that leads nowhere now', () => build(MARKDOWN, { ...addresses, link: () => null })],
    ['a picture that is somewhere else', () => build(MARKDOWN, { ...addresses, picture: () => '/b.png' })],
    [
      'another program',
      async () => {
        const kept = JSON.parse(await readFile(file, 'utf8')) as object;
        await writeFile(file, JSON.stringify({ ...kept, program: '' }));
        return build();
      },
    ],
    [
      'a file that was cut short',
      async () => {
        await writeFile(file, (await readFile(file, 'utf8')).slice(0, -9));
        return build();
      },
    ],
    [
      'a file that was deleted',
      async () => {
        await rm(file);
        return build();
      },
    ],
  ])('draws anew for %s', async (_what, again) => {
    await build();
    await mark();
    expect(await again()).toMatchObject({ heading: '磁盘空间不足' });
  });

  it('draws a page with components anew when what they show is another', async () => {
    const page = '# 题\n\n<States of="outcome" />\n';
    for (const word of ['正常', '合格']) {
      const cache = await openArticleCache(file, ROOT);
      const outcome = [{ code: 'normal', word, meaning: '' }];
      const shown = { kinds: [], states: { outcome, state: [], receipt: [] } };
      expect(await cache.render(page, addresses, shown)).toMatchObject({ text: word });
      await cache.save();
    }
  });

  it('forgets what is no longer an article', async () => {
    await build();
    await build('# 其他\n');
    expect(await readFile(file, 'utf8')).not.toContain('磁盘空间不足');
  });
});
