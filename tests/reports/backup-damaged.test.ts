/** A set that was made and found damaged by its check is no 成功, wherever sets are counted, and is said beside the count. */
import { expect, test } from 'vitest';
import backupReport from '../../reports/backup-restore-test.ts';
import monthly from '../../reports/monthly-maintenance.ts';
import review from '../../reports/service-review.ts';
import type { ReportDocument } from '../../src/report/document.ts';
import { factsFor } from '../../src/sections/parts/needs.ts';
import backup, { type BackupRecord } from '../../src/subjects/recovery/kinds/backup.ts';
import { compose, exampleRecords, siteFacts } from '../support/site-parts.ts';
import { bundle, recordOf } from './_documents.ts';
import { t } from './_incidents.ts';
import { daysFrom } from './_month.ts';
import { periodicDocument } from './_periodic.ts';

const DAYS = daysFrom('2026-11-01', '2026-11-20');
const DAMAGED = '2026-11-12';

const setOn = (day: string): BackupRecord =>
  recordOf(backup, {
    id: `BF-${day.replaceAll('-', '')}-001`,
    ...{ at: t(`${day} 02:00:00`), startedAt: t(`${day} 02:00:00`), enteredAt: t(`${day} 02:30:00`) },
    ...{ finishedAt: t(`${day} 02:14:31`), verifiedAt: t(`${day} 02:20:00`), retainUntil: undefined },
    ...{ result: 'success', verified: day === DAMAGED ? 'failed' : 'passed' },
  });

const sets = DAYS.map(setOn);
const SAID = '1 次备份完成而完整性校验未通过';

const printed = (document: ReportDocument): string => JSON.stringify(document.sections);

/** Values of a figure wherever the document has it. */
function valuesOf(document: ReportDocument, id: string): unknown[] {
  const found: unknown[] = [];
  JSON.stringify(document, (_, value: { id?: unknown; value?: unknown } | null) => {
    if (value?.id === id && 'value' in value) found.push(value.value);
    return value;
  });
  return found;
}

test('月报 counts it among those that did not succeed, and says what it is', () => {
  const document = periodicDocument({
    ...{ deliverable: monthly, records: sets, period: '2026-11', asOf: t('2026-11-30 17:00:00') },
  });
  const text = printed(document);
  expect(text).toContain(`备份 20 次：成功 19 次，未成功 1 次（其中 ${SAID}）；完整性校验通过 19 次，未通过 1 次`);
  expect(text).toContain(`共 20 次，其中 ${SAID}`);
  expect(text).toContain('已有 19');
  expect(text).toContain('当日做过而没有成功 11-12');
  expect(new Set(valuesOf(document, 'backups.failed'))).toEqual(new Set([1]));
});

test('the rate of 年度总结 has it among the sets and not among the successes', () => {
  const records = sets;
  const document = periodicDocument({
    ...{ deliverable: review, records, period: 'service', asOf: t('2026-11-30 17:00:00') },
  });
  const goals = document.sections.find(({ id }) => id === 'goals');
  const rows = goals?.blocks.flatMap((one) => (one.type === 'table' ? one.rows : [])) ?? [];
  const row = rows.find(({ cells }) => cells['metric'] === '备份成功率');
  expect(row?.cells['value']).toMatchObject({ of: { numerator: 19, denominator: 20 } });
  expect(row?.cells['wanted']).toContain(`${SAID}，不计为成功`);
  expect(row?.cells['judged']).toMatchObject({ text: '有例外' });
});

test('the report of the quarter has as many successes as the month', () => {
  const document = periodicDocument({
    ...{ deliverable: backupReport, records: sets, period: '2026-Q3', asOf: t('2026-11-30 17:00:00') },
  });
  const strategy = document.sections.find(({ id }) => id === 'strategy');
  const [row] = strategy?.blocks.flatMap((one) => (one.type === 'table' ? one.rows : [])) ?? [];
  expect(row?.cells).toMatchObject({ total: 20, success: 19 });
});

test('the site counts it the same, of the plan and of the month', () => {
  const facts = siteFacts({ records: { ...exampleRecords(), backup: sets } });
  const text = JSON.stringify(compose(factsFor(facts, [{ kind: '*', window: 'all' }])).pages['backups']);
  expect(text).toContain('20 个备份集，成功 19 个（另有 1 个备份完成而完整性校验未通过）');
  expect(text).toMatch(/"success":\{"text":"19"/);
  expect(text).toMatch(/"failed":\{"text":"1"/);
});

test('a database that the contract asks for and nobody backed up is no success of the others', () => {
  const asked = [
    { id: 'daily', name: '日备份', assets: ['mysql-primary', 'redis-1'], per: 'day' as const, clauses: ['5.3.8'] },
  ];
  const { requirements } = bundle.contract;
  const contract = {
    ...bundle,
    contract: { ...bundle.contract, requirements: { ...requirements, backups: asked } as typeof requirements },
  };
  const document = periodicDocument({
    ...{ deliverable: monthly, records: sets.filter(({ verified }) => verified === 'passed'), contract },
    ...{ period: '2026-11', asOf: t('2026-11-30 17:00:00') },
  });
  expect(printed(document)).not.toContain('次全部成功');
  expect(printed(document)).toMatch(/按合同，2026-11-\d\d 至 2026-11-29 的备份集应有 \d+，已有 19/);
  expect(valuesOf(document, 'backups.asked.there')).toEqual([19]);
  const [owed] = valuesOf(document, 'backups.asked.owed');
  expect(valuesOf(document, 'backups.asked.missed')).toEqual([Number(owed) - 19]);
});
