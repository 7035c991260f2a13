/** Where text may become markup: in a few places, each with markup of our own making. Everywhere else it is escaped. */
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { expect, test } from 'vitest';
import { securityHeaders } from '../../src/server/headers.ts';

const SOURCES = ['.astro', '.ts', '.mjs', '.js', '.hbs', '.mdx'];
/** Each way in which Astro, Handlebars and a browser take a text for markup. */
const RAW =
  /set:html|is:raw|\{\{\{|\{\{&|noEscape|SafeString|\.(?:inner|outer)HTML|insertAdjacentHTML|document\.write|createContextualFragment|setHTMLUnsafe|srcdoc|javascript:/;

/** What becomes markup there, and why it may. */
const allowed = {
  'src/render/html/templates.ts': 'the style sheet, strings of CSS that are escaped, and charts drawn by us',
  'src/server/desk/frame.ts': 'a page of the desk that Handlebars drew and escaped, inside its frame',
  'src/site/components/Article.astro': 'what rehype-sanitize left of an article',
  'src/site/components/Chart.astro':
    'a chart drawn by us, whose texts are escaped where they are drawn, and its figures as JSON without an angle bracket',
  'src/site/components/EntryTable.astro': 'rows that entry-rows.ts escapes',
  'src/site/components/Records.astro': 'records that record-html.ts escapes',
};

/** Names the thing, and does not do it. */
const isRemark = (line: string): boolean => /^\s*(?:\/?\*|\/\/)/.test(line);

test('nothing else takes a text for markup', () => {
  const found = ['src', 'reports', 'templates', 'jobs'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((one) => one.isFile() && SOURCES.includes(extname(one.name)))
      .map((one) => join(one.parentPath, one.name)),
  );
  const raw = found.filter((path) =>
    readFileSync(path, 'utf8')
      .split('\n')
      .some((line) => RAW.test(line) && !isRemark(line)),
  );
  expect(found.length).toBeGreaterThan(700);
  expect(raw.toSorted()).toEqual(Object.keys(allowed));
});

test('Nginx says the same of what may run as our own server', () => {
  const nginx = readFileSync('deploy/nginx/opsledger.conf', 'utf8');
  for (const kind of ['page', 'document'] as const) {
    expect(nginx).toContain(`"${securityHeaders(kind)['Content-Security-Policy']}";`);
  }
  const site = readFileSync('deploy/nginx/site.conf', 'utf8');
  expect(nginx).toContain(`default ${securityHeaders('page')['X-Frame-Options']};`);
  expect(nginx).toContain(`"~^/(archive|preview|attachments)/" ${securityHeaders('document')['X-Frame-Options']};`);
  expect(site).toContain('add_header X-Frame-Options $opsledger_frame always;');
  for (const [name, value] of Object.entries(securityHeaders('page'))) {
    if (name !== 'Content-Security-Policy' && name !== 'X-Frame-Options')
      expect(site).toMatch(new RegExp(`add_header ${name} "?${value.replace(/[()]/g, '\\$&')}"? always;`));
  }
});
