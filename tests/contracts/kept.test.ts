/** Backups that have to be kept, from the paper to report, statement, damages, site and terminal: gone early, kept, and never seen again. */
import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkContract } from '../../src/pipeline/check/check.ts';
import { siteContent } from '../../src/pipeline/publish/model.ts';
import { status } from '../../src/pipeline/status/status.ts';
import { recount } from '../../src/recount/recount.ts';
import type { ReportDocument } from '../../src/report/document.ts';
import { issued, makeWorkspace, open, record, rowsOf, textsOf } from './_contract.ts';

const TERMS = `  backups:
    - { id: recipes, name: 配方库备份, assets: [line-pc-1], plans: [recipes], per: day, keepDays: 3, keepClauses: ["11.1"], clauses: ["11.3"] }
`;
const RULE =
  '      - { id: gone, label: 备份提前删除, clauses: ["15.2"], on: kept, backups: [recipes], per: occurrence, amount: 70 }\n';

const at = (day: string, clock: string): string => `2026-11-${day}T${clock}:00+08:00`;

async function workspace(more: (terms: string) => string = (text) => text): Promise<string> {
  const folder = await makeWorkspace({ like: 'blank', from: '2026-11-02', fixture: 'factory' });
  const edit = async (path: string, change: (text: string) => string): Promise<void> =>
    writeFile(join(folder, path), change(await readFile(join(folder, path), 'utf8')));
  await edit('contract/contract.yaml', (text) =>
    text
      .replace('  activities:\n', () => `${more(TERMS)}  activities:\n`)
      .replace('      - { id: weekly-late', () => `${RULE}      - { id: weekly-late`),
  );
  await edit('contract/obligations.yaml', (text) =>
    text
      .replace('devices, backups, plan]', 'devices, backups, owed, plan]')
      .concat(
        '  - { id: proof, code: DZ, name: 履约对照, unit: compliance-statement, every: { unit: quarter }, interval: service, due: { after: period-end, days: 7, time: "12:00", agreed: true }, issueFrom: { after: period-end, days: 0, time: "20:00" }, clauses: ["15.2"], signature: plant }\n',
      ),
  );
  const who = ['-c', 'user.name=t', '-c', 'user.email=t@localhost'];
  execFileSync('git', ['-C', folder, ...who, 'commit', '-qa', '--date=2026-11-02T00:00:01+08:00', '-m', '备份保留']);
  return folder;
}

const root = await workspace();
const session = await open(root);
const made = (day: string) => ({
  ...{
    at: at(day, '02:00'),
    enteredAt: at(day, '02:20'),
    asset: 'line-pc-1',
    plan: 'recipes',
    set: `recipes-${day}`,
    content: 'config',
  },
  ...{
    method: 'archive',
    startedAt: at(day, '02:00'),
    finishedAt: at(day, '02:10'),
    result: 'success',
    verified: 'passed',
    verifiedAt: at(day, '02:15'),
    size: 1000,
    location: '备份盘',
  },
});
// Of the second there is a list on its last day; the third was deleted and is missing in a list, too; of the fourth nobody knows.
await record(session, 'backup', [made('02'), made('03'), made('04')]);
const listed = (day: string, sets: string[]) => ({
  ...{ at: at(day, '09:00'), asset: 'line-pc-1', plan: 'recipes', viewer: '甲班长' },
  sets: sets.map((set) => ({ set: `recipes-${set}` })),
});
await record(session, 'backup-list', [listed('04', ['02', '03', '04']), listed('05', ['04'])]);
const [deletion] = await record(session, 'backup-deletion', [
  {
    ...{ at: at('05', '08:00'), asset: 'line-pc-1', plan: 'recipes', set: 'recipes-03', madeAt: at('03', '02:00') },
    ...{ operator: '甲班长', reason: '腾出空间' },
  },
]);
const weekly = { obligation: 'weekly', period: '2026-W45', now: '2026-11-09T08:00:00+08:00' };
const [week] = [...(await issued(session, weekly)).values()];
const NOW = '2027-02-03T09:00:00+08:00';
const [damages] = [...(await issued(session, { obligation: 'quarter-damages', period: '2026-Q4', now: NOW })).values()];
const [proof] = [...(await issued(session, { obligation: 'proof', period: '2026-Q4', now: NOW })).values()];
if (week === undefined || damages === undefined || proof === undefined) throw new Error('a document is lacking');

const STORY = /recipes-03.*2026-11-05 已不在，应保留 3 日至 2026-11-06，提前 1 日/;

test('the report counts sets by what became of them, and lists what was gone early or is not known', () => {
  const rows = rowsOf(week, 'owed');
  expect(rows).toContainEqual(
    expect.stringMatching(/^配方库备份的保留 \| 保留 3 日 \| 十一、11\.1 \| 3 \| 1 \| 1 \| 1$/),
  );
  expect(rows.filter((row) => row.includes('不符合'))).toEqual([expect.stringMatching(STORY)]);
  expect(rows.filter((row) => row.includes('未证实'))).toHaveLength(1);
  expect(textsOf(week.sections[0]).join('\n')).toContain('备份提前删除 1 份');
});

test('the statement lists it against the clause that asks for the keeping, once', () => {
  const all = proof.sections.flatMap(({ id }) => rowsOf(proof, id)).filter((row) => STORY.test(row));
  expect(all.length).toBeGreaterThan(0);
  for (const row of all) expect(row).toContain('11.1');
  expect(textsOf(proof).join('\n')).toContain('保留期满的备份集的去向');
});

test('it costs once, though a list and a record tell of it; what nobody knows stands apart', () => {
  const rows = damages.sections.flatMap(({ id }) => rowsOf(damages, id));
  const counting = rows.filter((row) => row.includes('备份提前删除') && row.includes('70.00'));
  expect(counting.filter((row) => row.includes(deletion as string) && !row.startsWith('季度违约金'))).toHaveLength(1);
  expect(rows.filter((row) => row.includes('没有清单或删除记录'))).not.toEqual([]);
});

test('site and terminal tell the same number, and the site has the list', async () => {
  const now = '2026-11-09T08:00:00+08:00';
  const { verdict } = await status(session, now);
  const texts = verdict.reasons.map(({ text }) => text);
  expect(texts).toContainEqual(expect.stringContaining('备份提前删除 1 份'));
  expect(texts).toContainEqual(expect.stringContaining('备份是否保留到期未证实 1 份'));
  const { model } = await siteContent(session, now);
  expect(textsOf(model.verdict).join('\n')).toContain('备份提前删除 1 份');
  const [page] = model.sections.find(({ id }) => id === 'owed')?.pages ?? [];
  const missed = page?.sections.find(({ id }) => id === 'missed')?.blocks[0];
  expect(missed?.type === 'table' && missed.rows).toHaveLength(1);
  expect(textsOf(missed).join('\n')).toMatch(/recipes-03/);
});

test('while every set has to be kept still, and where there is none, that sets are made proves nothing of the keeping', async () => {
  const stateOf = async (keepDays: number): Promise<string> => {
    const other = await workspace((text) => text.replace('keepDays: 3', `keepDays: ${keepDays}`));
    const at_ = await open(other);
    await record(at_, 'backup', [made('02'), made('03')]);
    const [statement] = [...(await issued(at_, { obligation: 'proof', period: '2026-Q4', now: NOW })).values()];
    expect(recount(other).differences).toEqual([]);
    const rows = (statement?.sections ?? []).flatMap(({ id }) => rowsOf(statement as ReportDocument, id));
    return rows.find((row) => row.startsWith('十一、11.1 产线设备保障 |')) ?? '';
  };
  expect(await stateOf(800)).toContain('本期未到期');
  expect(await stateOf(3)).not.toContain('本期未到期');
});

test('all of it is counted again without a difference', () => {
  const { differences, compared } = recount(root);
  expect(differences).toEqual([]);
  expect(compared).toBeGreaterThan(10);
});

test('what check refuses: clauses of a keeping of which no days are said, and damages for it', async () => {
  const file = join(root, 'contract/contract.yaml');
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.replace('keepDays: 3, ', ''));
  const { causes } = await checkContract(root);
  await writeFile(file, text);
  const told = JSON.stringify(causes);
  expect(told).toContain('requirements.backups[0].keepClauses');
  expect(told).toContain('先在 requirements.backups 写明保留几日');
});
