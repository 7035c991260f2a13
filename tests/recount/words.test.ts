/** Every column in which documents print the word of a state: another word there is told by the second count, or has a reason. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { namesClause } from '../../src/recount/compare/words/clock-words.ts';
import { wrongWords } from '../../src/recount/compare/words/words.ts';
import type { Data } from '../../src/recount/data.ts';
import { withInputs } from '../../src/recount/recount.ts';
import { openRepository } from '../../src/recount/repository.ts';
import { type World, worldsOf } from '../../src/recount/world.ts';
import { madeMonth } from '../support/demo-month.ts';
import { otherStateWord } from '../support/told-facts.ts';

/** `section column`: why nobody counts it. */
const UNCOUNTED: readonly (readonly [RegExp, string])[] = [
  [
    / (signedInAt|signedOutAt|permit|releasedAt|answer|access|backup|script|at|remedy|versions?|followUp|stock|phone|owner|offsite|end|start)$/,
    '未登记 stands for a value that the record does not have',
  ],
  [
    /^(levels label|comparison state|vulnerabilities state|overview label)$/,
    'the name of a row, whose counts are figures',
  ],
  [
    /^(group-\S+ c\d+|details (measured|standard))$/,
    'what was measured or is asked for; its outcome stands among the details',
  ],
  [/^ops-host outcome$/, "the supplier's own machine is no asset of the contract"],
  [/^(operations|optimisation) result$/, 'what somebody wrote, and no state'],
  [/^(articles articleChange|devices state)$/, 'what somebody chose, printed as it is'],
  [/^interpretation-\S+ result$/, 'cases of the contract, which no record makes'],
  [/^inspections confirmed$/, 'counted as the figure inspection.confirmed'],
];

interface Printed {
  world: World;
  document: Data;
}

const root = join(await madeMonth(), 'w');
const archive = join(root, 'archive');
const folders = readdirSync(archive, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('document.json.gz'))
  .map((path) => join(archive, path, '..'));
const manifests = folders.map((folder) =>
  withInputs(archive, JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'))),
);
const repository = openRepository(root);
repository.open(manifests.flatMap(({ cut, dataCommit }) => (cut === undefined ? [] : [dataCommit])));
const worldOf = worldsOf(repository, manifests);
const all = folders.map((folder, n) => ({
  world: worldOf(manifests[n]),
  document: JSON.parse(gunzipSync(readFileSync(join(folder, 'document.json.gz'))).toString('utf8')),
}));

const rowsIn = (document: Data): { section: string; cells: Data }[] =>
  document.sections.flatMap(({ id, blocks }: Data) =>
    blocks.flatMap((block: Data) => (block.rows ?? []).map(({ cells }: Data) => ({ section: id, cells }))),
  );

/** Columns with whether another word in them was told, each twice at most of the documents of one obligation. */
function triedIn({ world, document }: Printed, times: Map<string, number>): { column: string; told: boolean }[] {
  const tried: { column: string; told: boolean }[] = [];
  for (const { section, cells } of rowsIn(document))
    for (const [key, cell] of Object.entries<Data>(cells)) {
      const other = otherStateWord(typeof cell === 'object' ? (cell?.text ?? '') : String(cell));
      const column = `${section} ${key}`;
      const place = `${world.manifest.obligation} ${column}`;
      const time = times.get(place) ?? 0;
      if (other === undefined || time === 2) continue;
      times.set(place, time + 1);
      cells[key] = typeof cell === 'object' ? { ...cell, text: other } : other;
      tried.push({ column, told: wrongWords(world, document).length > 0 });
      cells[key] = cell;
    }
  return tried;
}

test('what is printed is what was counted', () => {
  expect(all.length).toBeGreaterThan(90);
  expect(all.flatMap(({ world, document }) => wrongWords(world, document))).toEqual([]);
});

test('another word is told', () => {
  const times = new Map<string, number>();
  const tried = all.flatMap((one) => triedIn(one, times));
  const silent = new Set(tried.filter(({ told }) => !told).map(({ column }) => column));
  const isExcused = (column: string): boolean => UNCOUNTED.some(([pattern]) => pattern.test(column));
  expect([...silent].filter((column) => !isExcused(column))).toEqual([]);
  expect(new Set(tried.filter(({ told }) => told).map(({ column }) => column)).size).toBeGreaterThan(25);
}, 600_000);

test('a time of a device repair that is not listed is told', () => {
  const own = all.find(({ world }) => world.manifest.obligation === 'device-repair');
  const table = own?.document.sections
    .flatMap(({ blocks }: Data) => blocks)
    .find(({ columns, rows }: Data) => rows !== undefined && columns.some(({ key }: Data) => key === 'limit'));
  expect(table?.rows.length).toBeGreaterThan(1);
  if (own === undefined) return;
  const [first, ...rest] = table.rows;
  table.rows = rest;
  expect(wrongWords(own.world, own.document).map(({ id }) => id)).toEqual(['word.device.response']);
  table.rows = [first, ...rest];
});

test('what is said behind a value of how it came about is no other value', () => {
  const own = all.flatMap(({ world, document }) =>
    rowsIn(document).flatMap(({ cells }) =>
      cells.expiresOn !== undefined && cells.status === '已续期' ? [{ world, document, cells }] : [],
    ),
  );
  expect(own).not.toEqual([]);
  for (const { world, document, cells } of own) {
    cells.status = { text: '已续期（值改过 1 次：值班人，未办理 → 已续期）' };
    expect(wrongWords(world, document)).toEqual([]);
    cells.status = '已续期';
  }
});

const clauses = [
  { id: '5.1.1(2)', paper: '五（一）1（2）' },
  { id: '5.3.1', paper: '五（三）1' },
  { id: '5.3.2', paper: '五（三）2' },
  { id: '10(1)', paper: '第十条' },
  { id: 'Z3', paper: '专用条款 3' },
];
test.each([
  ['　另列：30 分钟（五（一）1（2），重大故障）', true],
  ['　另列：30 分钟（5.1.1(2)，重大故障）', true],
  ['　另列：10 分钟（五（三））', true],
  ['　另列：10 分钟（5.3）', true],
  ['　另列：1 个工作日（办公时间）（第十条、专用条款 3）', true],
  ['　另列：自申报起算（供应商建议）', false],
  ['　另列：10 分钟（第十）', false],
  ['　另列：供应商登记的恢复时间计', false],
])('another reading “%s” is one of another limit: %s', (text, expected) => {
  expect(namesClause(text, clauses)).toBe(expected);
});
