import { describe, expect, it } from 'vitest';
import { evidenceKinds, otherKinds } from '../../reports/compliance/kinds.ts';
import deliverable from '../../reports/compliance-statement.ts';
import type { ContractBundle } from '../../src/contract/bundle.ts';
import { clauseText } from '../../src/contract/clauses.ts';
import type { IssuedSummary } from '../../src/contract/occurrence.ts';
import { kindIds, loadKind } from '../../src/pipeline/units.ts';
import call from '../../src/records/kinds/call.ts';
import note from '../../src/records/kinds/note.ts';
import type { ReportDocument } from '../../src/report/document.ts';
import {
  bundle,
  confirming,
  expectGolden,
  printed,
  recordOf,
  rowsOf,
  sectionOf,
  tableOf,
  textOf,
} from './_documents.ts';
import { incidentOf, t } from './_incidents.ts';
import { AS_OF, issuedUntil, MISSING_DAY, records } from './_month.ts';
import { issuedFor, periodicDocument } from './_periodic.ts';

const quarter = { deliverable, records, period: '2026-Q3', asOf: AS_OF, issued: issuedUntil(AS_OF) };
const whole = periodicDocument(quarter);
const empty = periodicDocument({ ...quarter, records: [], issued: [] });

/** Rows of all clauses, in the order of the document. */
const clauseRows = (doc: ReportDocument): Record<string, string>[] =>
  doc.sections
    .filter((section) => section.id.startsWith('clause-'))
    .flatMap(({ blocks }) => blocks.flatMap((block) => (block.type === 'table' ? rowsOf(block) : [])));
const clause = (doc: ReportDocument, id: string): Record<string, string> => {
  const found = clauseRows(doc).find((row) => row['number']?.includes(` = ${id} `));
  if (found === undefined) throw new Error(`no clause ${id}`);
  return found;
};

describe('compliance-statement', () => {
  it('is the golden document of a quarter', () => {
    expectGolden('compliance-statement', whole);
  });

  it('has every clause of the contract once, in order, with its text', () => {
    const rows = clauseRows(whole);
    expect(rows).toHaveLength(85);
    const texts = printed({ id: '', title: '', blocks: whole.sections.flatMap((section) => section.blocks) });
    for (const one of bundle.contract.clauses) expect(texts).toContain(clauseText(one));
    expect(rows.map((row) => row['number']?.split(' = ')[1]?.split(' ')[0])).toEqual(
      bundle.contract.clauses.map((one) => one.id),
    );
    expect(rows.every((row) => row['state'] !== '' && row['evidence'] !== '' && row['exceptions'] !== '')).toBe(true);
  });

  it('takes every kind that names clauses for evidence, but reminders and waivers', async () => {
    const known = new Set([...evidenceKinds.map((one) => one.id), ...otherKinds, 'notification']);
    const kinds = await Promise.all((await kindIds()).map(loadKind));
    expect(kinds.filter((one) => one.clauses.length > 0).length).toBeGreaterThan(20);
    expect(kinds.filter((one) => one.clauses.length > 0 && !known.has(one.id)).map((one) => one.id)).toEqual([]);
  });

  it('names records, documents and what was received', () => {
    const row = clause(whole, '5.3.5');
    expect(row['evidence']).toMatch(/^巡检记录 59 条，工作记事 3 条；文档 HQSF-/);
    expect(row['evidence']).toContain('；已签收 1 份，未签收');
    expect(row['independent']).toContain('自动采集 59 条');
  });

  it('says where a clause was missed', () => {
    expect(clause(whole, '5.3.5')).toMatchObject({ state: '有例外' });
    const rows = rowsOf(tableOf(whole, '例外清单'));
    expect(rows.find((row) => row['text']?.includes(MISSING_DAY))).toMatchObject({
      clauses: '5.3.5、5.7(2)',
      where: '没有记录',
    });
    expect(rows.find((row) => row['where'] === 'GZ-20261124-001')?.['clauses']).toContain('5.3.1');
    expect(rows.find((row) => row['where'] === 'BF-20261108-001')?.['clauses']).toContain('4.3.3(e)');
  });

  it('counts for an asset only what is about that asset', () => {
    expect(clause(whole, '4.3.1(c)')['evidence']).toContain('巡检记录 59 条');
    expect(clause(whole, '4.3.4(c)')).toMatchObject({ state: '没有证据' });
    expect(clause(whole, '4.1.1(1)')['evidence']).toContain('可用性探测记录 60 条');
    expect(clause(whole, '4.1.3(1)')['evidence']).not.toContain('可用性探测');
  });

  it('keeps what is not due, what did not happen and what nobody proved apart', () => {
    expect(clause(whole, '5.3.9')).toMatchObject({ state: '本期未到期' });
    expect(clause(whole, '4.2.5')).toMatchObject({ state: '本期没有登记发生' });
    expect(clause(whole, '5.2.2')).toMatchObject({ state: '有证据，未见例外' });
  });

  it('lacks no drill that was reported in an earlier quarter of the year', () => {
    const before = issuedFor('recovery-drill', 'service', t('2027-05-20 10:00:00'), {
      dueAt: t('2027-05-31 17:00:00'),
    });
    const drillOf = (issued: IssuedSummary[]) =>
      clause(periodicDocument({ ...quarter, period: '2027-Q2', asOf: t('2027-08-31 16:00:00'), issued }), '5.3.9');
    const rest = issuedUntil(AS_OF).filter(({ obligation }) => obligation !== 'recovery-drill');
    expect(drillOf([...rest, before])).toMatchObject({ state: '本期未到期' });
    expect(drillOf(rest)).toMatchObject({ state: '没有证据' });
  });

  it('concludes nothing about the quota while 口径 major is open', () => {
    expect(clause(whole, '5.1.2')).toMatchObject({ state: '因口径而异' });
    const settled = periodicDocument({ ...quarter, contract: confirming({ major: 'outage' }) });
    expect(clause(settled, '5.1.2')).toMatchObject({ state: '有证据，未见例外' });
  });

  it('holds the quota against the supplier once a confirmed reading is exceeded', () => {
    const second = incidentOf({
      id: 'GZ-20261012-001',
      day: '2026-10-12',
      level: 'P1',
      reported: '09:00:00',
      responded: '09:05:00',
      remote: '09:06:00',
      arrived: '09:40:00',
      restored: '11:00:01',
      closed: '12:00:00',
      more: { outage: 'whole' },
    });
    const doc = periodicDocument({
      ...quarter,
      records: [...records, second],
      contract: confirming({ major: 'outage' }),
    });
    expect(clause(doc, '5.1.2')).toMatchObject({ state: '有例外' });
  });

  it('decides 定期提交 by 送达 only as agreed', () => {
    expect(clause(whole, '5.7(1)')['exceptions']).toContain('另：按送达口径未按期');
    expect(clause(whole, '5.7(5)')).toMatchObject({ state: '因口径而异' });
    const by = (option: string) =>
      clause(periodicDocument({ ...quarter, contract: confirming({ 'on-time': option }) }), '5.7(5)');
    expect(by('issued')).toMatchObject({ state: '有证据，未见例外' });
    expect(by('delivered')).toMatchObject({ state: '有例外' });
  });

  it('may be made on request, from the first day of service', () => {
    const doc = periodicDocument({ ...quarter, period: 'service-20261020', asOf: t('2026-10-20 12:00:00') });
    expect(clause(doc, '5.3.5')['evidence']).toContain('巡检记录 19 条');
  });
});

describe('penalties', () => {
  const withRules = (penalties: ContractBundle['contract']['penalties']): ContractBundle => ({
    ...bundle,
    contract: { ...bundle.contract, penalties },
  });
  const rules = withRules([
    { clause: '5.3.5', label: '巡检日志缺失或逾期', points: 0.5, per: 'occurrence' },
    { clause: '5.3', label: '未按时限响应的日期', points: 2, per: 'day' },
    { clause: '5.1.1(1)', label: '来电未接', points: 5, per: 'period' },
  ]);

  it('are off while the contract has no rules', () => {
    expect(printed(sectionOf(whole, 'penalties'))).toContain('没有考核扣分规则，本文档不计分');
  });

  it('count occurrences, days or the period as the rule says', () => {
    const missed = ['2026-11-10', '2026-11-11'].map((day, i) =>
      recordOf(call, {
        id: `LD-${day.replaceAll('-', '')}-001`,
        at: t(`${day} 22:00`),
        enteredAt: t(`${day} 23:00`),
        outcome: 'missed',
        answeredAt: undefined,
        handler: undefined,
        subject: `来电 ${i}`,
      }),
    );
    const doc = periodicDocument({ ...quarter, records: [...records, ...missed], contract: rules });
    const table = tableOf(doc, '扣分计算');
    const rows = rowsOf(table);
    expect(rows[2]).toMatchObject({ count: '1', total: '5' });
    expect(Number(rows[0]?.['count'])).toBeGreaterThan(1);
    expect(Number(rows[0]?.['total'])).toBe(Number(rows[0]?.['count']) * 0.5);
    expect(rows[1]?.['basis']).toContain(MISSING_DAY.replace('15', '16'));
    const sum = rows.reduce((total, row) => total + Number(row['total']), 0);
    expect(Number(textOf(table.totals?.[0]?.cells['total']))).toBe(sum);
  });
});

describe('records that look made up', () => {
  const repeated = ['2026-11-03', '2026-11-04', '2026-11-05'].map((day) =>
    recordOf(note, {
      id: `JS-${day.replaceAll('-', '')}-001`,
      at: t(`${day} 10:30`),
      enteredAt: t(`${day} 10:41`),
      date: day,
      text: '检查应用服务器日志，未见报错。',
    }),
  );

  it('are shown to the supplier before issuing and stay afterwards', () => {
    const draft = periodicDocument({ ...quarter, draft: true });
    expect(sectionOf(draft, 'precheck').title).toContain('签发前请核实');
    expect(sectionOf(whole, 'precheck').title).toBe('待核实的记录');
    const rows = (doc: ReportDocument) => rowsOf(tableOf(doc, '待核实的记录')).map((row) => row['text']);
    expect(rows(draft)).toEqual(rows(whole));
    expect(printed(sectionOf(whole, 'precheck'))).toContain('提示不代表认定记录不实');
  });

  it('name the records that say the same on several days', () => {
    const doc = periodicDocument({ ...quarter, records: [...records, ...repeated] });
    const rows = rowsOf(tableOf(doc, '待核实的记录')).filter((row) => row['rule'] === '多日填写相同文字');
    expect(rows.map((row) => row['records'])).toContain(repeated.map((one) => one.id).join('、'));
  });
});

describe('a quarter without data', () => {
  it('calls no clause met', () => {
    expect(clauseRows(empty).map((row) => row['state'])).not.toContain('有证据，未见例外');
    expect(printed(sectionOf(empty, 'summary'))).toContain('有证据且未见例外 0 条');
  });

  it('is readable', () => {
    const text = empty.sections.map(printed).join('\n');
    expect(text).toContain('没有登记记录，没有签发文档');
    expect(text).not.toMatch(/^无$/m);
    expect(text).not.toMatch(/undefined|NaN|Infinity/);
  });
});
