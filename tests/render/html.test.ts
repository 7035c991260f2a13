import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { renderHtml, renderPage } from '../../src/render/html/archived-page.ts';
import { cssString, wholeCell, wholeDates, wholeText } from '../../src/render/html/templates.ts';
import { everyBlock, PICTURE } from '../fixtures/documents/every-block.ts';
import { hostileDocument } from '../fixtures/documents/hostile.ts';
import { inspectionLog } from '../fixtures/documents/inspection-log.ts';
import { changed, noPicture, picture, REPO } from './_documents.ts';

const tags = (html: string): string[] =>
  [...html.matchAll(/<\/?([a-z][a-z0-9]*)/gi)].map((match) => (match[1] as string).toLowerCase());

/** Pages that are only read: with every block, of a daily document, and of what anybody may have typed. */
const whole = await renderPage(everyBlock(), picture);
const log = await renderPage(inspectionLog(), noPicture);
const hostile = await renderPage(hostileDocument(), picture);

describe('the archived page', () => {
  it('prints every field of the frame, with its label', async () => {
    const doc = everyBlock();
    const html = whole.replaceAll(/<\/?span[^>]*>/g, '');
    for (const value of Object.values({
      ...doc.frame,
      number: doc.number,
      title: doc.title,
      fingerprint: doc.fingerprint,
    })) {
      expect(html).toContain(value);
    }
    for (const label of [
      ...['项目名称', '采购人', '供应商', '合同编号', '服务期', '文档编号', '版次', '统计区间', '数据截至'],
      ...['信息标注', '确认时间', '签发时间', '编制', '审核', '批准'],
    ])
      expect(html).toContain(`<dt>${label}</dt>`);
    expect(log).toContain('<dt>采集时间</dt>');
  });

  it('draws every block and numbers the sections', async () => {
    const html = whole;
    expect(html).toContain('<h2>一、服务概况与驻点出勤</h2>');
    expect(html).toContain('<h3>（一）按级别</h3>');
    for (const name of [
      'figures',
      'note',
      'facts',
      'timeline',
      'checklist',
      'list',
      'chart',
      'image',
      'signature',
      'evidence',
    ]) {
      expect(html, name).toMatch(new RegExp(`class="[^"]*\\b${name}\\b`));
    }
    expect(html).toContain('本月没有登记重大故障。');
    expect(html).toContain('aria-label="CPU 峰值在 23 % 与 67 % 之间波动');
  });

  it('does not repeat the heading as the caption of its table', async () => {
    const doc = structuredClone(everyBlock());
    const table = doc.sections.find((section) => section.id === 'faults-level')?.blocks[0];
    expect(await renderPage(doc, picture)).toContain('<caption>故障数与时长</caption>');
    if (table?.type === 'table') table.title = '按级别';
    expect(await renderPage(doc, picture)).not.toContain('<caption>按级别</caption>');
  });

  it('opens a formal document with its contents, a daily one without', async () => {
    expect(whole).toContain('aria-label="目录"');
    expect(log).not.toContain('aria-label="目录"');
  });

  it('says of what form it is, and how many sign', async () => {
    const body = (html: string) => /<body[^>]*>/.exec(html)?.[0];
    expect(body(whole)).toBe('<body class="formal">');
    expect(body(await renderPage({ ...everyBlock(), form: 'short' }, picture))).toBe('<body class="short">');
    expect(body(log)).toBe('<body>');
    const doc = structuredClone(everyBlock());
    const last = doc.sections.at(-1)?.blocks[0];
    expect(await renderPage(doc, picture)).toContain('<div class="parties of-2">');
    if (last?.type === 'signature') last.parties.push({ title: '监理', lines: [{ label: '意见' }] });
    expect(await renderPage(doc, picture)).toContain('<div class="parties of-3">');
  });

  it('needs nothing from outside and runs nothing', async () => {
    let seen = 0;
    for (const html of [whole, hostile]) {
      expect(html).toContain(`default-src 'none'; script-src 'none'`);
      expect(tags(html)).not.toContain('script');
      expect(tags(html)).not.toContain('link');
      const sources = [...html.matchAll(/\s(?:src|href)="([^"]*)"/g)].map((match) => match[1] as string);
      seen += sources.length;
      expect(sources.filter((source) => !/^(?:#|data:image\/png;base64,)/.test(source))).toEqual([]);
      expect(html).not.toMatch(/url\(\s*['"]?http/);
    }
    expect(seen).toBeGreaterThan(0);
  });

  it('lets no text become markup, style or template', async () => {
    const html = hostile;
    expect(tags(html).filter((tag) => tag === 'img')).toEqual([]);
    expect(html.match(/<style/g)).toHaveLength(html.match(/<\/style>/g)?.length ?? 0);
    expect(html).not.toMatch(/<[^>]*\sonerror=/);
    expect(html).toContain('{{{x}}}{{x}}');
    expect(html).toContain('&lt;/style&gt;&lt;/title&gt;&lt;script&gt;');
  });

  it('links to evidence and relative files, never out of the archive', async () => {
    const html = whole;
    expect(html).toContain('<a href="#evidence-XK-20261101-001">XK-20261101-001</a>');
    expect(html).toContain('<tr id="evidence-XK-20261101-001">');
    expect(hostile).not.toMatch(/href="(?!#)/);
  });

  it('embeds the picture that the store gives, and fails when it gives none', async () => {
    const asked: string[] = [];
    const html = await renderPage(everyBlock(), async (sha) => {
      asked.push(sha);
      return picture();
    });
    expect(asked).toEqual([PICTURE]);
    expect(html).toContain('src="data:image/png;base64,iVBOR');
    await expect(renderPage(everyBlock(), noPicture)).rejects.toThrow('no picture expected');
  });

  it('is UTF-8 and the same each time', async () => {
    const [a, b] = await Promise.all([renderHtml(everyBlock(), picture), renderHtml(everyBlock(), picture)]);
    expect(Buffer.from(a).equals(b)).toBe(true);
    expect(new TextDecoder('utf-8', { fatal: true }).decode(a)).toContain('系统维护及优化记录月报');
    const other = await renderHtml(changed(everyBlock(), { subtitle: '2026 年 12 月' }), picture);
    expect(Buffer.from(a).equals(other)).toBe(false);
  });
});

describe('a date behind other text', () => {
  it('is kept whole, and what stands around it stays text', () => {
    expect(wholeDates('已签收 2026-10-20')).toBe('已签收 <span class="whole">2026-10-20</span>');
    expect(wholeDates('2026-10-20 09:10')).toBe('2026-10-20 09:10');
    expect(wholeDates('<b>2026-10-20</b> & 2026-10-21')).toBe(
      '&lt;b&gt;<span class="whole">2026-10-20</span>&lt;/b&gt; &amp; <span class="whole">2026-10-21</span>',
    );
    expect(wholeDates('GZ-20261020-001')).toBe('GZ-20261020-001');
  });

  it('on a screen stands on one line with its time in running text, and numbers do, in a cell on a phone alone', () => {
    expect(wholeText('于 2026-10-20 09:10 <i>（GZ-20261020-001）')).toBe(
      '于 <span class="whole">2026-10-20 09:10</span> &lt;i&gt;（<span class="whole">GZ-20261020-001</span>）',
    );
    expect(wholeCell('2026-10-20 09:10 <i>，GZ-20261020-001，2026-10-21 09:10')).toBe(
      '2026-10-20 09:10 &lt;i&gt;，<span class="id">GZ-20261020-001</span>，<span class="whole">2026-10-21</span> 09:10',
    );
  });

  it('is kept whole on paper, too, and a number on the screen alone', async () => {
    const source = changed(everyBlock(), { subtitle: '至 2026-12-31，见 GZ-20261020-001' });
    const date = '至 <span class="whole">2026-12-31</span>，见 ';
    expect(await renderPage(source, picture)).toContain(`${date}<span class="whole">GZ-20261020-001</span>`);
    expect(await renderPage(source, picture, 'paper')).toContain(`${date}GZ-20261020-001`);
  });
});

it('cssString cannot be left, nor leave its style element', () => {
  expect(cssString('HQSF-XJ-20261124-r1 第 1 页')).toBe('"HQSF-XJ-20261124-r1 第 1 页"');
  expect(cssString('"}</style>\n\\')).toBe('"\\22 \\7d \\3c \\2f style\\3e \\a \\5c "');
});

describe('the templates', () => {
  it('have no unescaped expression', async () => {
    const files = (await readdir(join(REPO, 'templates'), { recursive: true })).filter((name) => name.endsWith('.hbs'));
    expect(files.length).toBeGreaterThan(10);
    for (const file of files)
      expect(await readFile(join(REPO, 'templates', file), 'utf8'), file).not.toMatch(/\{\{[{&]/);
  });

  it('use no weight whose font file is not installed', async () => {
    for (const file of ['print.css', 'screen.css']) {
      const css = await readFile(join(REPO, 'templates', file), 'utf8');
      const weights = [...css.matchAll(/font-weight:\s*(\w+)/g)].map((match) => match[1]);
      expect(weights.length).toBeGreaterThan(0);
      expect(weights.filter((weight) => weight !== '400' && weight !== '700')).toEqual([]);
    }
  });
});
