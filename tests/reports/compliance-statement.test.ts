import { describe, expect, it } from 'vitest';
import { evidenceKinds } from '../../reports/compliance/kinds.ts';
import deliverable from '../../reports/compliance-statement.ts';
import { provesNothing } from '../../src/assess/contract/clause-evidence.ts';
import type { ContractBundle } from '../../src/contract/bundle/bundle.ts';
import type { IssuedSummary } from '../../src/contract/calendar/occurrence.ts';
import { sayAllIn, wordsOf } from '../../src/contract/party-words.ts';
import { kindIds, loadKind } from '../../src/pipeline/units.ts';
import type { AnyRecord } from '../../src/records/record.ts';
import type { ReportDocument } from '../../src/report/document.ts';
import alertKind from '../../src/subjects/incidents/kinds/alert-proposal.ts';
import operationLog from '../../src/subjects/operation-logs/kinds/operation-log.ts';
import restoreTest from '../../src/subjects/recovery/kinds/restore-test.ts';
import call from '../../src/subjects/requests/kinds/call.ts';
import note from '../../src/subjects/work/kinds/note.ts';
import { askingMore, MORE } from './_asking-more.ts';
import { bundle, confirming, recordOf } from './_documents.ts';
import { incidentOf, t } from './_incidents.ts';
import { AS_OF, issuedUntil, records } from './_month.ts';
import { issuedFor, periodicDocument, periodicInput } from './_periodic.ts';
import { expectGolden, printed, rowsOf, sectionOf, tableOf } from './_printed.ts';

const quarter = { deliverable, records, period: '2026-Q3', asOf: AS_OF, issued: issuedUntil(AS_OF) };
const whole = periodicDocument(quarter);
const empty = periodicDocument({ ...quarter, records: [], issued: [] });

/** Rows of a table of all clauses, in the order of the document. */
const clauseRows = (doc: ReportDocument, title = ''): Record<string, string>[] =>
  doc.sections
    .filter((section) => section.id.startsWith('clause-'))
    .flatMap(({ blocks }) =>
      blocks.flatMap((block) => (block.type === 'table' && block.title?.startsWith(title) ? rowsOf(block) : [])),
    );

/** What 条款对照 says in one row or several, as the statement says it in a line. */
const lineOf = ({ wanted, expected, found, missing }: Record<string, string>): string => {
  if (expected === '不计数') return wanted ?? '';
  if (expected === '没有发生') return `${wanted}：没有发生`;
  return `${wanted}：应有 ${expected}，已有 ${found}${missing === '无' ? '' : `，缺 ${missing}`}`;
};

/** Both rows of a clause, with what is owed in a line. */
const clause = (doc: ReportDocument, id: string): Record<string, string> => {
  const place = bundle.contract.clauses.findIndex((one) => one.id === id);
  const own = bundle.contract.clauses[place];
  const owed = clauseRows(doc, '条款对照').filter(({ number }) => number === `${own?.paper} ${own?.label}`);
  const grounds = clauseRows(doc, '证据与例外')[place];
  if (owed.length === 0 || grounds?.['number'] !== own?.paper) throw new Error(`no clause ${id}`);
  return { ...grounds, ...owed[0], coverage: owed.map(lineOf).join('；') };
};

describe('compliance-statement', () => {
  it('is the golden document of a quarter', () => expectGolden('compliance-statement', whole));

  it('has what is owed as a table: a row each, with what there is and what lacks, as the statement says it', () => {
    const composed = deliverable.compose(periodicInput(quarter).input);
    const said = sayAllIn(wordsOf(bundle.contract), composed.sections);
    const stated = said.flatMap((section) => section.stated?.clauses ?? []);
    expect(stated).toHaveLength(bundle.contract.clauses.length);
    for (const { id, coverage } of stated) {
      const apart = /（(?:整日计；)?本期记录 [^）]*）/g;
      expect(clause(whole, id)['coverage'], id).toBe(coverage?.replace(apart, ''));
    }
    const columns = whole.sections.flatMap(({ blocks }) =>
      blocks.flatMap((block) =>
        block.type === 'table' && block.title?.startsWith('条款对照') ? [block.columns.map(({ label }) => label)] : [],
      ),
    );
    expect(columns.length).toBeGreaterThan(5);
    expect(new Set(columns.map((own) => own.join()))).toEqual(new Set(['条款,要求,应有,已有,缺,结论']));
  });

  it('made on request counts its whole interval, whatever the quarterly ones counted before', () => {
    const request = { ...quarter, period: 'service-20260930' };
    const { counted } = deliverable.compose(periodicInput(quarter).input);
    const statement = issuedFor('compliance-statement', '2026-Q3', '2026-09-30T16:00:00+08:00', {
      counted: counted ?? null,
    });
    const [alone, after] = [quarter.issued, [...quarter.issued, statement]].map((issued) =>
      deliverable.compose(periodicInput({ ...request, issued }).input),
    );
    expect(Object.keys(alone?.counted ?? {}).length).toBeGreaterThan(10);
    expect(after?.counted).toEqual(alone?.counted);
  });

  it('takes every kind that names clauses for evidence, but reminders, waivers and decided 口径', async () => {
    const kinds = await Promise.all((await kindIds()).map(loadKind));
    expect(kinds.filter((one) => one.topics.length > 0).length).toBeGreaterThan(20);
    const proving = kinds.filter(({ id }) => !provesNothing.has(id)).map(({ id }) => id);
    expect(evidenceKinds.map(({ id }) => id).toSorted()).toEqual(proving.toSorted());
  });

  it('concludes nothing of a clause whose clocks start differently by readings that nobody confirmed', () => {
    const found = incidentOf({
      id: 'GZ-20261105-001',
      level: 'P1',
      reported: '09:05:00',
      responded: '09:06:00',
      remote: '09:07:00',
      arrived: '09:30:00',
      restored: '11:00:45',
      closed: '12:00:00',
      more: { foundBy: 'monitoring', discoveredAt: t('2026-11-05 09:00:45'), at: t('2026-11-05 09:00:45') },
    });
    const alert = recordOf(alertKind, {
      ...{ id: 'GJ-20261105-001', at: t('2026-11-05 09:00:00'), firedAt: t('2026-11-05 09:00:00') },
      ...{ enteredAt: t('2026-11-05 09:01:00'), decidedAt: t('2026-11-05 09:02:00'), resolvedAt: undefined },
      ...{ decision: 'incident' as const, incident: found.id },
    });
    const others = records.filter((one) => one.kind !== 'incident' && one.kind !== 'alert-proposal');
    const of = (contract?: ContractBundle) =>
      periodicDocument({
        ...quarter,
        records: [...others, found, alert],
        ...(contract === undefined ? {} : { contract }),
      });
    expect(clause(of(), '5.1.3')['state']).toBe('因口径而异');
    expect(clause(of(confirming({ clocks: 'alert' })), '5.1.3')['state']).toBe('有例外');
  });

  it('holds a late remote start against a clause only where the arrival is late, too', () => {
    const quarterOf = (arrived: string, contract?: ContractBundle) => {
      const found = incidentOf({
        ...{ id: 'GZ-20261105-001', day: '2026-11-05', level: 'P2', reported: '09:05:00', responded: '09:06:00' },
        ...{ remote: '09:16:00', arrived, restored: '11:00:00', closed: '12:00:00' },
        more: { foundBy: 'monitoring', discoveredAt: t('2026-11-05 09:00:45'), at: t('2026-11-05 09:00:45') },
      });
      const alert = recordOf(alertKind, {
        ...{ id: 'GJ-20261105-001', at: t('2026-11-05 09:00:00'), firedAt: t('2026-11-05 09:00:00') },
        ...{ enteredAt: t('2026-11-05 09:01:00'), decidedAt: t('2026-11-05 09:02:00'), resolvedAt: undefined },
        ...{ decision: 'incident' as const, incident: found.id },
      });
      const others = records.filter((one) => one.kind !== 'incident' && one.kind !== 'alert-proposal');
      return periodicDocument({
        ...quarter,
        records: [...others, found, alert],
        ...(contract === undefined ? {} : { contract }),
      });
    };
    const settled = confirming({ clocks: 'alert' });
    // 16 minutes from the alert and 11 from the report; somebody came within the hour by either.
    for (const contract of [undefined, settled]) {
      const doc = quarterOf('09:40:00', contract);
      expect(clause(doc, '5.3.3')['state']).toBe('有证据，未见例外');
      expect(rowsOf(tableOf(doc, '例外清单')).filter((row) => /远程启动|诊断启动/.test(row['text'] ?? ''))).toEqual([]);
      expect(JSON.stringify(sectionOf(doc, 'first-page'))).not.toContain('远程启动');
    }
    expect(clause(quarterOf('10:30:00'), '5.3.3')['state']).toBe('因口径而异');
    const late = quarterOf('10:30:00', settled);
    expect(clause(late, '5.3.3')['state']).toBe('有例外');
    // Of the two that only together break it, one exception.
    expect(rowsOf(tableOf(late, '例外清单')).filter((row) => /启动/.test(row['text'] ?? ''))).toHaveLength(1);
  });

  it('does not wait for the report of an event because one happened in an earlier quarter', () => {
    const found = incidentOf({
      ...{ id: 'GZ-20261105-001', day: '2026-11-05', level: 'P1', reported: '09:00:00', responded: '09:05:00' },
      ...{ remote: '09:06:00', arrived: '09:40:00', restored: '10:30:00', closed: '12:00:00' },
    });
    const reports = [
      issuedFor('major-incident', `${found.id}-c`, t('2026-11-05 09:50:00'), { dueAt: t('2026-11-05 10:00:00') }),
      issuedFor('major-incident', `${found.id}-z`, t('2026-11-05 13:00:00'), { dueAt: t('2026-11-06 12:00:00') }),
    ];
    const rest = issuedUntil(AS_OF).filter(({ obligation }) => obligation !== 'major-incident');
    const next = { ...quarter, period: '2026-Q4', asOf: t('2027-02-26 16:00:00'), records: [found] };
    const doc = periodicDocument({ ...next, issued: [...rest, ...reports] });
    expect(clause(doc, '5.7(6)')).toMatchObject({ state: '本期没有登记发生', coverage: '到期的文档：没有发生' });
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

  it('meets no clause without a condition of which the data do not hold every word', () => {
    const states = (doc: ReportDocument) => clauseRows(doc).map((row) => row['state']);
    expect(states(whole)).toContain('有证据，未见例外');
    const doc = periodicDocument({ ...quarter, contract: askingMore(bundle) });
    expect(states(doc)).toContain('部分表达（余下未判）');
    expect(states(doc)).not.toContain('有证据，未见例外');
    expect(clause(doc, '5.3.3')).toMatchObject({ state: '部分表达（余下未判）', exceptions: '已表达的部分未见例外' });
    const left = rowsOf(tableOf(doc, '数据没有全部表达的条款'));
    expect(left).toContainEqual(expect.objectContaining({ extent: '部分表达', rest: `“${MORE}”` }));
    expect(left.map((row) => row['clause']?.split(' ')[0])).toContain('五（三）3');
  });

  it('concludes nothing of a clause that no data express, and of a declaration', () => {
    expect(clause(whole, '4.2.2')).toMatchObject({ state: '未表达（不作判断）' });
    expect(clause(whole, '4.0')).toMatchObject({ state: '声明性条款（不作判断）' });
  });

  it('may be made on request, from the first day of service', () => {
    const doc = periodicDocument({ ...quarter, period: 'service-20261020', asOf: t('2026-10-20 12:00:00') });
    expect(clause(doc, '5.3.5')['evidence']).toContain('巡检记录 19 条');
  });
});

describe('coverage', () => {
  const logOf = (asset: string): AnyRecord =>
    recordOf(operationLog, {
      id: `RZ-20261127-00${asset === 'subsystem-hr' ? 1 : 2}`,
      asset,
      from: t('2026-09-01 00:00:00'),
      to: t('2026-11-29 23:59:59'),
      at: t('2026-11-29 23:59:59'),
      enteredAt: t('2026-11-30 01:00:00'),
      anomalies: [],
      earliest: t('2026-09-01 00:00:00'),
      backedUpAt: t('2026-11-30 00:30:00'),
    });

  it('logs of two systems out of ten prove no clause about all of them', () => {
    const logs = [logOf('subsystem-hr'), logOf('subsystem-administration')];
    const row = clause(periodicDocument({ ...quarter, records: [...records, ...logs] }), '5.5.3');
    expect(row).toMatchObject({ state: '证据不全' });
    expect(row['coverage']).toContain('各子系统的操作日志：应有 10 个，已有 2 个，缺 值班考勤子系统、');
    expect(row['coverage']).not.toContain('人事管理子系统');
  });

  it('a log of some days says of how many', () => {
    const short = { ...logOf('subsystem-hr'), from: t('2026-11-01 00:00:00') } as AnyRecord;
    const row = clause(periodicDocument({ ...quarter, records: [...records, short] }), '5.5.3');
    expect(row['coverage']).toContain('人事管理子系统（90 日中有 29 日）');
  });

  it('a register proves no report of major incidents in a period without one', () => {
    const minor = records.filter(({ kind }) => kind !== 'incident');
    const registers = issuedUntil(AS_OF).filter(({ obligation }) => obligation !== 'major-incident');
    const doc = periodicDocument({ ...quarter, records: minor, issued: registers });
    expect(clause(doc, '5.7(6)')).toMatchObject({
      state: '本期没有登记发生',
      coverage: '到期的文档：没有发生',
      exceptions: '没有发生',
    });
    expect(clause(doc, '5.7(6)')['evidence']).not.toContain('签收记录');
    expect(clause(doc, '5.1.2')).toMatchObject({ state: '本期没有登记发生', exceptions: '没有发生' });
    expect(clause(doc, '5.3.3')).toMatchObject({ state: '本期没有登记发生' });
  });

  it('a failed restore test is an exception', () => {
    const failed = recordOf(restoreTest, {
      id: 'CS-20261110-001',
      at: t('2026-11-10 14:00:00'),
      startedAt: t('2026-11-10 14:00:00'),
      finishedAt: t('2026-11-10 14:40:00'),
      enteredAt: t('2026-11-10 15:00:00'),
      restoredAt: undefined,
      cleanedAt: t('2026-11-10 14:39:00'),
      result: 'failed',
      failure: '导入中断',
      steps: [],
      tables: [],
    });
    const doc = periodicDocument({ ...quarter, records: [...records, failed] });
    expect(clause(doc, '5.3.8')).toMatchObject({ state: '有例外' });
    expect(clause(doc, '5.3.8')['exceptions']).toContain(failed.id);
  });

  it('is off where no clause bears the topic', () => {
    const topicless = { ...bundle.contract, clauses: bundle.contract.clauses.map((one) => ({ ...one, topics: [] })) };
    const doc = periodicDocument({ ...quarter, contract: { ...bundle, contract: topicless } });
    const rows = rowsOf(tableOf(doc, '例外清单'));
    // What is left hangs on data of the contract: commitments and obligations name their clauses themselves.
    expect(rows.filter((row) => /备份|漏洞|未观测/.test(row['text'] ?? ''))).toEqual([]);
    // Who was owed at a post and not there, and what named a permit that there is none of, is told all the same where nothing is
    // deducted, and held against no clause.
    const told = rows.filter((row) => /驻点|远程维护/.test(row['text'] ?? ''));
    expect(new Set(told.map((row) => row['clauses']))).toEqual(new Set(['未指明']));
  });
});

describe('penalties', () => {
  const withRules = (rules: ContractBundle['contract']['penalties'][number]['rules']): ContractBundle => ({
    ...bundle,
    contract: {
      ...bundle.contract,
      penalties: [{ id: 'score', name: '考核', clauses: ['5.3'], measure: 'points', period: 'quarter', rules }],
    },
  });
  const rules = withRules([
    {
      id: 'inspection',
      clauses: ['5.3.5'],
      label: '巡检日志缺失或逾期',
      on: 'exception',
      amount: 0.5,
      per: 'occurrence',
    },
    // Each event once, by the first rule that names it.
    { id: 'calls', clauses: ['5.1.1(1)'], label: '来电未接', on: 'exception', amount: 5, per: 'period' },
    { id: 'days', clauses: ['5.3'], label: '未按时限响应的日期', on: 'exception', amount: 2, per: 'day' },
  ]);

  it('name each deduction with its record, and add them up', () => {
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
    const rows = rowsOf(tableOf(doc, '扣分依据'));
    const of = (label: string) => rows.filter((row) => row['label'] === label);
    expect(of('来电未接')).toMatchObject([{ record: 'LD-20261110-001', amount: '5' }]);
    expect(of('巡检日志缺失或逾期').length).toBeGreaterThan(1);
    expect(new Set(of('未按时限响应的日期').map((row) => row['day'])).size).toBe(of('未按时限响应的日期').length);
    const sum = rows.reduce((total, row) => total + Number(row['amount']), 0);
    expect(printed(sectionOf(doc, 'penalties'))).toContain(`扣分 ${sum} 分`);
  });

  it('come to no amount of one option while an open 口径 makes a difference', () => {
    const late = withRules([
      { id: 'late', clauses: ['5.7(1)'], label: '逾期', on: 'document', per: 'occurrence', amount: 1 },
    ]);
    const told = (contract: ContractBundle) =>
      printed(sectionOf(periodicDocument({ ...quarter, contract }), 'penalties'));
    const [least, most] = ['issued', 'delivered'].map((option) => {
      const { interpretations } = confirming({ 'on-time': option });
      return Number(/扣分 ([\d.]+) 分/.exec(told({ ...late, interpretations }))?.[1]);
    });
    expect(most).toBeGreaterThan(least as number);
    expect(told(late)).toContain(`各选项的扣分为 ${least} 至 ${most} 分，不下结论；各选项见考核评分表`);
    expect(told(late)).not.toMatch(/暂列选项下|扣分 \d/);
    expect(told(late)).toContain('扣分依据（按暂列选项）');
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
