import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Deliverable } from '../../reports/_deliverable.ts';
import compliance from '../../reports/compliance-statement.ts';
import { changeText } from '../../reports/first-page/key-figures.ts';
import { presence } from '../../reports/first-page/parts/presence.ts';
import { compareNews, type News, topNews, withoutTwice } from '../../reports/first-page/ranking.ts';
import { causesText } from '../../reports/first-page/same-cause.ts';
import deliverable from '../../reports/monthly-maintenance.ts';
import { periodView } from '../../reports/period/period.ts';
import { periodFacts } from '../../reports/periodic/facts.ts';
import review from '../../reports/service-review.ts';
import { workWhileAbsent } from '../../src/assess/precheck/times.ts';
import type { AnyRecord } from '../../src/records/record.ts';
import type { ReportDocument } from '../../src/report/document.ts';
import { gravities } from '../../src/states/gravity.ts';
import duty, { type DutyRecord } from '../../src/subjects/attendance/kinds/duty.ts';
import expense from '../../src/subjects/expenses/kinds/expense.ts';
import { operationsOf } from '../../src/subjects/permits/judge/operations.ts';
import permit, { type PermitRecord } from '../../src/subjects/permits/kinds/permit.ts';
import session, { type RemoteSessionRecord } from '../../src/subjects/permits/kinds/remote-session.ts';
import signoff, { type SignoffRecord } from '../../src/subjects/signing/kinds/signoff.ts';
import waiver from '../../src/subjects/signing/kinds/waiver.ts';
import { signedScan } from '../support/signed.ts';
import { bundle, recordOf } from './_documents.ts';
import { incidentOf, t } from './_incidents.ts';
import { AS_OF, issuedUntil, records } from './_month.ts';
import { issuedFor, periodicDocument, periodicInput } from './_periodic.ts';
import { printed, rowsOf, sectionOf, tableOf } from './_printed.ts';

const november = { deliverable, records, period: '2026-11', asOf: AS_OF, issued: issuedUntil(AS_OF) };
const NEWS = '须知事项（由重到轻）';
const whole = periodicDocument(november);
const told = (doc: ReportDocument): string[] => rowsOf(tableOf(doc, NEWS)).map((row) => row['what'] ?? '');

const outage = incidentOf({
  ...{ id: 'GZ-20261119-009', level: 'P1', reported: '10:17:00', responded: '10:20:00' },
  ...{ remote: '10:22:00', arrived: '10:40:00', restored: '12:18:00', closed: '15:00:00' },
  more: { title: '主库宕机，整个系统中断', outage: 'whole' },
});

const news = (): fc.Arbitrary<News> =>
  fc.record({
    gravity: fc.constantFrom(...gravities),
    weight: fc.integer({ min: 0, max: 3 }),
    id: fc.string({ minLength: 1, maxLength: 3 }),
    text: fc.constant('…'),
    references: fc.constant([]),
  });

describe('what stands on a first page', () => {
  it('is never something better while something worse is left out', () => {
    fc.assert(
      fc.property(fc.array(news(), { maxLength: 12 }), (list) => {
        const { shown, left } = topNews(list);
        expect(shown.length + left.length).toBe(list.length);
        expect(shown.length).toBe(Math.min(5, list.length));
        for (const one of shown) for (const other of left) expect(compareNews(one, other)).toBeLessThanOrEqual(0);
        for (let n = 1; n < shown.length; n += 1) {
          const [a, b] = [shown[n - 1], shown[n]] as [News, News];
          expect(gravities.indexOf(a.gravity)).toBeLessThanOrEqual(gravities.indexOf(b.gravity));
        }
      }),
    );
  });

  it('is the same whatever order the facts come in', () => {
    fc.assert(
      fc.property(fc.uniqueArray(news(), { selector: ({ id }) => id, maxLength: 12 }), (list) => {
        expect(topNews(list.toReversed())).toEqual(topNews(list));
      }),
    );
  });

  it('tells nothing twice: what a worse one tells of is left out of no count but its own', () => {
    const one = (id: string, weight: number, about: string[]): News => ({
      ...{ gravity: 'missing', weight, id, text: id, references: [], about },
    });
    const ids = (...list: News[]) => withoutTwice(list).map(({ id }) => id);
    expect(ids(one('days', 1, ['inspection 1']), one('logs', 2, ['inspection 1', 'report 1']))).toEqual(['logs']);
    expect(ids(one('days', 2, ['inspection 1', 'inspection 2']), one('logs', 1, ['inspection 1']))).toEqual(['days']);
    expect(ids(one('days', 1, ['inspection 2']), one('logs', 2, ['inspection 1']))).toEqual(['logs', 'days']);
  });

  it('keeps its rank when something less grave is added', () => {
    fc.assert(
      fc.property(fc.array(news(), { minLength: 1, maxLength: 8 }), news(), (list, more) => {
        const [worst] = topNews(list).shown;
        const [now] = topNews([...list, more]).shown;
        expect(compareNews(now as News, worst as News)).toBeLessThanOrEqual(0);
      }),
    );
  });
});

describe('the first page of a month', () => {
  it('opens the document, alone, and has no number among the sections', () => {
    const { sections } = whole;
    expect(sections[0]).toMatchObject({ id: 'first-page', title: '本月要点', opening: true });
    expect(sections.filter(({ opening }) => opening === true)).toHaveLength(1);
  });

  it('tells an outage of everything before all else, and names its record', () => {
    const doc = periodicDocument({ ...november, records: [...records, outage] });
    const [first] = rowsOf(tableOf(doc, NEWS));
    expect(first?.['what']).toMatch(
      /^11 月 19 日 10:17 至 12:18 主库宕机，整个系统中断（.*全系统中断，责任[^，）]+），历时 /,
    );
    expect(first?.['id']).toBe('GZ-20261119-009');
    expect(told(whole).join()).not.toContain('全系统中断');
  });

  it('says what is missing, and never that it is good, of a month of which nothing is there', () => {
    const doc = periodicDocument({ ...november, records: [], issued: [] });
    const page = printed(sectionOf(doc, 'first-page'));
    expect(told(doc).join('\n')).toMatch(/份交付物到期未交/);
    expect(page).not.toMatch(/其余|没有需要|全部达标|均已|100\.00/);
  });

  it('compares with what the document of the month before printed, in words that need no colour', () => {
    const before = issuedFor('monthly-maintenance', '2026-10', t('2026-10-31 17:00:00'));
    const figures = { 'incidents.total': 0, 'deliveries.owed': 1, 'availability.overall': null };
    const doc = periodicDocument({ ...november, issued: [...november.issued.filter(isOther), { ...before, figures }] });
    const rows = rowsOf(tableOf(doc, '关键数字'));
    const of = (label: string) => rows.find((row) => row['label']?.startsWith(label));
    expect(of('故障')).toMatchObject({ before: '0 起', change: expect.stringMatching(/^\+\d 起，变差/) });
    expect(of('巡检日')).toMatchObject({ before: '没有此项' });
    expect(rowsOf(tableOf(whole, '关键数字')).every((row) => row['before'] === undefined)).toBe(true);
  });

  it('prints what the person who confirmed it wrote, with name and time, above everything', () => {
    const confirm = recordOf(signoff, {
      id: 'QS-20261130-001',
      at: t('2026-11-30 16:50:00'),
      enteredAt: t('2026-11-30 16:50:00'),
      obligation: 'monthly-maintenance',
      period: '2026-11',
      person: '项目经理',
      measures: undefined,
      summary: '本月主库宕机一次，整改措施已定。',
    });
    const { input } = periodicInput(november);
    const own = (of: SignoffRecord | null) => deliverable.compose({ ...input, confirm: of }).sections[0]?.blocks[0];
    expect(own(confirm)).toMatchObject({
      type: 'note',
      text: '综述（项目经理，2026-11-30 16:50）\n本月主库宕机一次，整改措施已定。',
    });
    expect(own(null)).toMatchObject({ type: 'table' });
  });

  it('tells that somebody who was away by one record worked by another, as the compliance statement does', () => {
    const work = operationsOf(records).find((one) => one.person !== null && one.from.startsWith('2026-11-1'));
    const date = work?.from.slice(0, 10) ?? '';
    const away = recordOf(duty, {
      ...{
        id: `ZB-${date.replaceAll('-', '')}-091`,
        date,
        at: t(`${date} 08:30:00`),
        enteredAt: t(`${date} 08:31:00`),
      },
      ...{ plannedFrom: t(`${date} 09:00:00`), plannedTo: t(`${date} 18:00:00`), person: work?.person ?? '' },
      ...{ state: 'leave', signedInAt: undefined, signedOutAt: undefined, reason: '培训', substitute: '驻点丙' },
    } as Partial<DutyRecord>);
    const page = (of: readonly AnyRecord[]) =>
      presence.news?.(periodFacts(periodView(periodicInput({ ...november, records: [...of] }).input), [])) ?? [];
    expect(page(records)).toEqual([]);
    const [found] = page([...records, away]);
    const lines = workWhileAbsent([...records, away]);
    expect(lines.length).toBeGreaterThan(0);
    expect(found).toMatchObject({ text: `请假或缺勤的当日另有工作记录 ${lines.length} 项，待核实` });
    expect(found?.references[0]?.text).toBe(away.id);
  });

  it('says of what waits for the purchaser since when it does', () => {
    const rows = rowsOf(tableOf(whole, '请采购人决定或签字'));
    expect(rows[0]).toMatchObject({ what: expect.stringMatching(/^与供应商确认口径 \d+ 项$/), since: '服务期开始' });
  });

  it('leads from the questions to the newest letter that lists them, where one was issued', () => {
    const of = (issued: typeof november.issued) =>
      rowsOf(tableOf(periodicDocument({ ...november, issued }), '请采购人决定或签字'))[0]?.['document'];
    const [like] = november.issued;
    if (like === undefined) throw new Error('nothing was issued');
    const letter = (revision: number) => ({
      ...like,
      ...{ obligation: 'interpretation-letter', period: 'service', revision, number: `HQSF-KJ-service-r${revision}` },
    });
    const without = november.issued.filter(({ obligation }) => obligation !== 'interpretation-letter');
    expect(of(without) ?? '').not.toContain('HQSF-KJ');
    expect(of([...without, letter(1), letter(2)])).toBe('HQSF-KJ-service-r2');
  });

  it('asks the purchaser to sign for what was handed over alone; what was not is told of as not delivered', () => {
    const act = (period: string, action: 'deliver' | 'receive', hour: number): SignoffRecord => {
      const at = t(`${period} ${hour}:30:00`);
      const own = { obligation: 'inspection-log', period, revision: 1, action, at, enteredAt: at };
      return recordOf(signoff, { ...own, id: `QS-${period.replaceAll('-', '')}-9${hour}`, person: '交接人' });
    };
    const others = records.filter((one) => one.kind !== 'signoff' || (one as SignoffRecord).action === 'confirm');
    const page = (...acts: SignoffRecord[]) => periodicDocument({ ...november, records: [...others, ...acts] });
    const asked = (doc: ReportDocument) =>
      rowsOf(tableOf(doc, '请采购人决定或签字')).filter((row) => row['what']?.includes('签收'));
    const kept = (doc: ReportDocument): number =>
      Number(/尚未送达 (\d+) 份/.exec(printed(sectionOf(doc, 'first-page')))?.[1] ?? 0);
    const none = page();
    expect(asked(none)).toEqual([]);
    expect(kept(none)).toBeGreaterThan(2);
    const two = page(act('2026-11-03', 'deliver', 18), act('2026-11-04', 'deliver', 18));
    expect(asked(two)).toMatchObject([
      {
        what: expect.stringMatching(/^签收已送达的文档 2 份（截至 2026-\d\d-\d\d \d\d:\d\d，以当时最新一版计）$/),
        since: '2026-11-03',
      },
    ]);
    expect(kept(two)).toBe(kept(none) - 2);
    // Each of them stands in the section to which the row leads, and none where nothing waits.
    const listed = (doc: ReportDocument) =>
      sectionOf(doc, 'deliveries').blocks.flatMap((block) =>
        block.type === 'table' && block.title?.startsWith('已送达、待采购人签收的文档') ? block.rows : [],
      );
    expect(listed(two).map(({ cells }) => cells['name'])).toEqual([
      '系统巡检日志 2026-11-03',
      '系统巡检日志 2026-11-04',
    ]);
    expect(listed(two)[0]?.cells['number']).toMatchObject({
      link: expect.stringMatching(/\/inspection-log\/2026-11-03\/r1\/.*\.html$/),
    });
    expect(listed(none)).toEqual([]);
  });

  it('counts what is handed over and signed for after the service up to its own moment', () => {
    const own = {
      obligation: 'inspection-log',
      period: '2026-11-03',
      revision: 1,
      action: 'deliver',
      person: '交接人',
    };
    const deliver = (at: string, id: string, more: object) =>
      recordOf(signoff, { ...own, ...more, id, at, enteredAt: at } as SignoffRecord);
    const contract = {
      ...bundle,
      contract: { ...bundle.contract, servicePeriod: { from: '2026-09-01', to: '2026-11-30' } },
    };
    const acts = [
      deliver(t('2026-11-03 18:00:00'), 'QS-20261103-901', {}),
      deliver(t('2026-12-01 09:36:00'), 'QS-20261201-901', { period: '2026-11-04' }),
    ];
    const others = records.filter((one) => one.kind !== 'signoff' || (one as SignoffRecord).action === 'confirm');
    const page = (asOf: string, issued = november.issued) =>
      printed(periodicDocument({ ...november, contract, asOf, issued, records: [...others, ...acts] }));
    const late = page(t('2026-12-01 17:00:00'));
    expect(late).toContain('已送达的文档 2 份（截至 2026-12-01 17:00，以当时最新一版计）');
    expect(late).toContain('签发、送达、签收和退回的登记截至 2026-12-01 17:00。');
    // Versions are of the same moment: a revision that was issued by then and not handed over waits for nobody.
    const revised = november.issued.flatMap((one) =>
      one.obligation === own.obligation && one.period === own.period
        ? [{ ...one, revision: 2, number: `${one.number.slice(0, -1)}2`, issuedAt: t('2026-12-01 09:00:00') }]
        : [],
    );
    expect(revised).toHaveLength(1);
    expect(page(t('2026-12-01 17:00:00'), [...november.issued, ...revised])).toContain(
      '已送达的文档 1 份（截至 2026-12-01 17:00',
    );
    expect(page(t('2026-11-30 17:00:00'))).toContain('已送达的文档 1 份（截至 2026-11-30 17:00，以当时最新一版计）');
  });

  it('asks for all that waits since an earlier month, as the reports of the quarter and of the service do', () => {
    const at = t('2026-10-12 09:00:00');
    const LOG = { obligation: 'inspection-log', period: '2026-10-12' };
    const open: AnyRecord[] = [
      incidentOf({
        ...{ id: 'GZ-20261012-009', level: 'P3', reported: '10:17:00', responded: '10:20:00' },
        ...{ remote: '10:22:00', arrived: '10:40:00', restored: '12:18:00', closed: '15:00:00' },
        more: { title: '验证码发送失败', confirmedRestoredAt: undefined },
      }),
      recordOf(expense, { id: 'FY-20261012-009', at, enteredAt: at, payer: 'agreed', type: 'purchase' }),
      recordOf(permit, { id: 'XK-20261012-009', at, enteredAt: at, grantedAt: at, attachments: undefined }),
      recordOf(waiver, { id: 'HM-20261012-009', at, enteredAt: at, ...LOG, attachments: undefined }),
      recordOf(permit, {
        ...{ id: 'XK-20261012-008', at, enteredAt: at, grantedAt: at, validFrom: at, type: 'single' },
        ...{ operations: ['remote'], requires: ['companion'], access: 'read', assets: undefined, scope: '远程维护' },
        ...{ validTo: t('2026-10-12 18:00:00'), attachments: [signedScan(at)] },
      } as Partial<PermitRecord>),
      recordOf(session, {
        ...{ id: 'YC-20261012-009', at, enteredAt: at, startedAt: at, endedAt: t('2026-10-12 10:00:00') },
        ...{ permit: 'XK-20261012-008', companion: '采购人经办人', attachments: undefined, access: 'read' },
        ...{ purpose: '查看日志', actions: '查看日志', incident: undefined },
      } as Partial<RemoteSessionRecord>),
    ];
    const handedOver = recordOf(signoff, {
      ...{ ...LOG, revision: 1, action: 'deliver', person: '交接人' },
      ...{ id: 'QS-20261012-909', at: t('2026-10-12 19:00:00'), enteredAt: t('2026-10-12 19:00:00') },
    } as Partial<SignoffRecord>);
    const asked = (of: Deliverable, period: string): string[] => {
      const doc = periodicDocument({
        ...november,
        deliverable: of,
        period,
        // What comes due with them would be a line more than the page has room for.
        records: [...records.filter(({ kind }) => kind !== 'renewal'), ...open, handedOver],
      });
      return rowsOf(tableOf(doc, '请采购人决定或签字')).flatMap(({ what = '', since = '', id = '' }) =>
        /^(确认故障|约定|确认由|确认是否|签收已送达)/.test(what) ? [`${what} ${since} ${id}`] : [],
      );
    };
    const month = asked(deliverable, '2026-11');
    // Of permits two are named, and a session by its permit.
    for (const { id } of open.filter(({ kind }) => kind !== 'remote-session')) expect(month.join('\n')).toContain(id);
    expect(month.find((one) => one.startsWith('签收已送达'))).toMatch(/ 2026-10-12 /);
    expect(asked(compliance, '2026-Q4')).toEqual(month);
    expect(asked(review, 'service')).toEqual(month);
  });
});

const isOther = ({ obligation }: { obligation: string }): boolean => obligation !== 'monthly-maintenance';

it('the first page of the compliance statement tells how the clauses stand beside what every report tells', () => {
  const doc = periodicDocument({ ...november, deliverable: compliance, period: '2026-Q4' });
  expect(sectionOf(doc, 'first-page').title).toBe('本季度要点');
  const labels = rowsOf(tableOf(doc, '关键数字')).map((row) => row['label'] ?? '');
  expect(labels[0]).toMatch(/^有证据，未见例外（共 \d+ 条条款）$/);
  expect(labels.some((label) => label.startsWith('故障'))).toBe(true);
  expect(told(doc).join('\n')).toMatch(/\d+ 条条款没有证据或证据不全/);
});

describe('differences', () => {
  const row = (number: number | undefined, more = {}) => ({
    item: { label: '故障', value: String(number ?? '无数据'), ...(number === undefined ? {} : { number }) },
    better: 'less' as const,
    counter: '起',
    ...more,
  });

  it('say how much, whether it is better, and what repeats', () => {
    expect(changeText(row(4), 1)).toBe('+3 起，变差');
    expect(changeText(row(1), 4)).toBe('−3 起，好转');
    expect(changeText(row(2), 2)).toBe('持平');
    expect(changeText(row(4, { why: '其中 2 起同因（数据库）' }), 1)).toBe('+3 起，变差，其中 2 起同因（数据库）');
  });

  it('are none where one side has no figure', () => {
    expect(changeText(row(undefined), 1)).toBe('');
    expect(changeText(row(1), null)).toBe('');
    expect(changeText(row(1), undefined)).toBe('');
  });

  it('name a cause that is known and that of more than one', () => {
    const of = (...causes: ('database' | 'network' | 'unknown' | undefined)[]) =>
      causesText(causes.map((causeCategory) => ({ causeCategory })));
    expect(of('database', 'database', 'network')).toBe('其中 2 起同因（数据库）');
    expect(of('database', 'network', 'unknown', 'unknown', undefined, undefined)).toBe('');
  });
});
