/** Figures are worded in src/wording and nowhere else: what would format one itself is found by what it has to write. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
const homes = ['src', 'reports', 'jobs', 'templates'];
/**
 * The rules themselves, the story of the demo, which is told by invented people in their own words, and the recount, which
 * by its purpose shares no code with what it recounts; the definitions of figures are prose of the manual.
 */
const OUTSIDE = /^src\/(wording|demo|recount)\/|\/definitions\.ts$/;
const SOURCE = /\.(ts|mts|astro|hbs)$/;

/** What a module writes that rounds, sizes or names a missing value by itself. */
const signs = {
  'rounds by toFixed': /\.toFixed\(/,
  'rounds by Intl': /NumberFormat|toLocaleString|toPrecision\(/,
  'builds a percentage': /\$\{[^`]*\} ?%/,
  'rounds by hand': /Math\.(round|floor|ceil)\(.*\) ?\/ ?(10|100)\b/,
  'builds a size': /\$\{[^`]*\} ?[KMGT]i?B\b/,
  'counts bytes in text': /\$\{[^}]*1024/,
  'has a size of another name': /['"`][KMGT]iB['"`]/,
  'says 未登记 by itself': /['"`]未登记['"`]/,
};

/** Where such a sign is something else. */
const allowed: Record<string, string> = {
  'src/subjects/deliveries/judge/late-reason.ts: says 未登记 by itself': 'a value that is kept in manifests',
  'src/pipeline/collect/run-source.ts: rounds by hand': 'tenths of a second of a deadline',
  'src/subjects/devices/kinds/device-repair.ts: rounds by toFixed': 'an amount as it is typed into the record',
  'src/subjects/expenses/kinds/expense.ts: rounds by toFixed': 'an amount as it is typed into the record',
  'src/render/html/beside.ts: rounds by hand': 'widths of columns',
  'src/render/html/table-layout.ts: rounds by hand': 'widths of columns',
  'src/render/bind/stamp.ts: rounds by toFixed': 'coordinates of a line on a page',
  'src/render/pdf/qr.ts: rounds by toFixed': 'coordinates of a drawing',
  'src/render/xlsx/values.ts: builds a percentage': 'a number format of a workbook, not a figure',
  'src/sections/availability/months.ts: rounds by hand': 'where an axis begins, not a figure',
  'src/states/clock.ts: says 未登记 by itself': 'a state of its own: a leaf imports no wording',
  'src/site/client/sort.ts: says 未登记 by itself': 'reads what the site says; a browser imports no wording',
};

const code = (text: string): string => text.replace(/^\s*(\/\*\*.*\*\/|\/\*\*|\*|\/\/).*$/gm, '');

function found(): string[] {
  return homes.flatMap((home) =>
    readdirSync(join(root, home), { recursive: true, encoding: 'utf8' })
      .map((name) => `${home}/${name}`)
      .filter((path) => SOURCE.test(path) && !OUTSIDE.test(path))
      .flatMap((path) => signsIn(path, readFileSync(join(root, path), 'utf8'))),
  );
}

/** Line by line: a file of its own may have a reason for one sign, not for the others. */
function signsIn(path: string, text: string): string[] {
  const lines = code(text).split('\n');
  return Object.entries(signs)
    .filter(([, sign]) => lines.some((line) => sign.test(line)))
    .map(([name]) => `${path}: ${name}`);
}

test('no module words a figure by itself, but for what is none', () => {
  expect(found().toSorted()).toEqual(Object.keys(allowed).toSorted());
});

test.each([
  ['const a = value.toFixed(2);', 'rounds by toFixed'],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: source that is looked through
  ['const a = `${share * 100} %`;', 'builds a percentage'],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: source that is looked through
  ['const a = `${(bytes / GIB).toFixed(2)} GiB`;', 'builds a size'],
  ["const unit = 'GiB';", 'has a size of another name'],
  ["const a = name ?? '未登记';", 'says 未登记 by itself'],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: source that is looked through
  ['const a = `${size / 1024 / 1024} 兆`;', 'counts bytes in text'],
  ['const a = Math.round(share * 10_000) / 100;', 'rounds by hand'],
  ['new Intl.NumberFormat("zh-CN").format(n)', 'rounds by Intl'],
])('%s is found', (line, sign) => {
  expect(signsIn('planted.ts', line)).toContain(`planted.ts: ${sign}`);
  expect(signsIn('planted.ts', `  // ${line}`)).toEqual([]);
});
