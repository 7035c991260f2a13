/** Certificates on duty, from the paper to report, damages and reminders: run out, valid on the last day, and never written down. */
import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { checkContract } from '../../src/pipeline/check/check.ts';
import { siteContent } from '../../src/pipeline/publish/model.ts';
import { readExpiries } from '../../src/pipeline/remind/expiries.ts';
import type { Session } from '../../src/pipeline/session.ts';
import { status } from '../../src/pipeline/status/status.ts';
import { recount } from '../../src/recount/recount.ts';
import type { ReportDocument } from '../../src/report/document.ts';
import { issued, makeWorkspace, open, record, rowsOf } from './_contract.ts';

const TERMS = `  certificates:
    - { id: operator, name: 上岗证, posts: [crew], asAbsent: true, clauses: ["12.1"] }
    - { id: first-aid, name: 急救证, roles: [驻厂班长], warnDays: 45, clauses: ["12.1"] }
`;

const RULE =
  '      - { id: uncertified, label: 无证上岗, clauses: ["12.1"], on: certificate, certificates: [operator, first-aid], per: occurrence, amount: 30 }\n';

let root: string;
let session: Session;
let week: ReportDocument;
let damages: ReportDocument;

const at = (day: string, clock: string): string => `2026-11-${day}T${clock}:00+08:00`;

const shift = (day: string, person: string) => ({
  ...{ at: at(day, '08:00'), date: `2026-11-${day}`, person, post: 'resident', state: 'present', way: 'paper' },
  ...{ plannedFrom: at(day, '08:00'), plannedTo: at(day, '20:00') },
  ...{ signedInAt: at(day, '08:00'), signedOutAt: at(day, '20:00'), enteredAt: at(day, '20:05') },
});
const held = (person: string, name: string, validUntil: string) => ({
  ...{ at: at('02', '08:00'), enteredAt: at('02', '08:10') },
  ...{ person, name, validFrom: '2024-01-01', validUntil },
});

beforeAll(async () => {
  root = await makeWorkspace({ like: 'blank', from: '2026-11-02', fixture: 'factory' });
  const file = join(root, 'contract/contract.yaml');
  await writeFile(
    file,
    (await readFile(file, 'utf8'))
      .replace('  activities:\n', () => `${TERMS}  activities:\n`)
      .replace('      - { id: weekly-late', () => `${RULE}      - { id: weekly-late`),
  );
  const who = ['-c', 'user.name=t', '-c', 'user.email=t@localhost'];
  const when = '--date=2026-11-02T00:00:01+08:00';
  execFileSync('git', ['-C', root, ...who, 'commit', '--quiet', '--all', when, '--message=持证上岗']);
  session = await open(root);
  await record(session, 'certificate', [
    held('甲班长', '上岗证', '2026-12-20'),
    held('丙', '上岗证', '2026-11-03'),
    held('甲班长', '急救证', '2026-11-01'),
  ]);
  // 丙's last day is the third; of 丁 nobody wrote a certificate down.
  const shifts = ['03', '04'].flatMap((day) => [shift(day, '甲班长'), shift(day, '丙')]);
  await record(session, 'duty', [...shifts, shift('05', '丁')]);
  const weekly = { obligation: 'weekly', period: '2026-W45', now: '2026-11-09T08:00:00+08:00' };
  [week = week] = [...(await issued(session, weekly)).values()];
  const quarter = { obligation: 'quarter-damages', period: '2026-Q4', now: '2027-01-04T09:00:00+08:00' };
  [damages = damages] = [...(await issued(session, quarter)).values()];
});

test('the report counts shifts by their certificate, and names who had none that is known to be valid', () => {
  const rows = rowsOf(week, 'attendance');
  expect(rows).toContainEqual(expect.stringMatching(/^上岗证 \| .* \| 5 \| 3 \| 1 \| 1$/));
  expect(rows).toContainEqual(expect.stringMatching(/^急救证 \| .* \| 2 \| 0 \| 2 \| 0$/));
  expect(rows).toContainEqual(
    expect.stringMatching(/^丙 \| .* \| 上岗证 \| 1 \| 2026-11-04 \| .*2026-11-03 到期.*按缺岗计$/),
  );
  expect(rows).toContainEqual(expect.stringMatching(/^丁 \| .*无从判断$/));
});

test('a shift with one that had run out is an absence where the paper says so, once; one that nobody knows is none', () => {
  const all = damages.sections.flatMap(({ id }) => rowsOf(damages, id));
  const counting = all.filter((row) => row.includes('证书过期（按缺岗）'));
  // Once in the scheme, and so once in what it comes to in money.
  expect(counting).toEqual([
    '缺岗 | 2026-11-04 | ZB-20261104-002 | 驻厂保障白班 1/2 人在岗：证书过期（按缺岗） | 200.00',
    expect.stringMatching(/^季度违约金 \| 缺岗 \| .* \| ZB-20261104-002 \| .* \| 200\.00$/),
  ]);
});

test('one that had run out and makes no absence costs by its own ground, at a post once a day; an unknown one stands apart', () => {
  const rows = damages.sections.flatMap(({ id }) => rowsOf(damages, id)).filter((row) => row.startsWith('无证上岗 |'));
  expect(rows.filter((row) => row.includes('急救证'))).toEqual([
    expect.stringMatching(/^无证上岗 \| 2026-11-03 \| ZB-20261103-001 \| 甲班长的急救证.*到期，仍在岗 \| 30\.00$/),
    expect.stringMatching(/^无证上岗 \| 2026-11-04 \| ZB-20261104-001 \| 甲班长的急救证.*到期，仍在岗 \| 30\.00$/),
  ]);
  const rest = rows.filter((row) => row.includes('上岗证'));
  expect(rest).toEqual([expect.stringMatching(/ZB-20261105-001.*丁在岗，没有登记上岗证，是否持证无从判断/)]);
});

test('site and terminal tell the same numbers, and the site has the list', async () => {
  const now = '2026-11-09T08:00:00+08:00';
  const { verdict, figures } = await status(session, now);
  const texts = verdict.reasons.map(({ text }) => text);
  expect(texts).toContainEqual(expect.stringContaining('证书过期仍在岗 3 班次'));
  expect(texts).toContainEqual(expect.stringContaining('在岗人员的证书未证实 1 班次'));
  expect(figures.find(({ id }) => id === 'owed.certificate.missed')?.value).toBe(3);
  const { model } = await siteContent(session, now);
  const [page] = model.sections.find(({ id }) => id === 'owed')?.pages ?? [];
  const missed = page?.sections.find(({ id }) => id === 'missed')?.blocks[0];
  const rows =
    missed?.type === 'table' ? missed.rows.filter(({ cells }) => JSON.stringify(cells).includes('证上岗')) : [];
  expect(rows).toHaveLength(3);
});

test('they are counted again without a difference', () => {
  const { differences, compared } = recount(root);
  expect(differences).toEqual([]);
  expect(compared).toBeGreaterThan(10);
});

test('what runs out is told before, by the days of the contract', async () => {
  const all = await readExpiries(session, '2026-11-20T09:00:00+08:00');
  const own = all.filter(({ key }) => key.startsWith('CZ-'));
  expect(own.map(({ on, noticeDays }) => [on, noticeDays])).toEqual([['2026-12-20', 30]]);
});

test('what check refuses: posts and roles that are not there, an absence without a post', async () => {
  const file = join(root, 'contract/contract.yaml');
  const text = await readFile(file, 'utf8');
  await writeFile(
    file,
    text
      .replace('name: 上岗证, posts: [crew]', 'name: 上岗证, posts: [gate]')
      .replace('roles: [驻厂班长], warnDays', 'roles: [厂长], warnDays')
      .replace('certificates: [operator, first-aid]', 'certificates: [driver]'),
  );
  const { causes } = await checkContract(root);
  await writeFile(file, text);
  const told = JSON.stringify(causes);
  for (const key of ['certificates[0].posts[0]', 'certificates[0].asAbsent', 'certificates[1].roles[0]'])
    expect(told).toContain(`requirements.${key}`);
  expect(told).toContain('requirements.certificates 中的证书');
});
