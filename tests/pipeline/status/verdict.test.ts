/** 合同履约正常吗: what each state of things answers. */
import { describe, expect, it } from 'vitest';
import { type News, topNews } from '../../../reports/first-page/ranking.ts';
import type { Obligation } from '../../../src/contract/terms/obligations.ts';
import type { Plan } from '../../../src/pipeline/plan/plan.ts';
import type { PlannedOccurrence } from '../../../src/pipeline/plan/planned.ts';
import { verdictOf as judged } from '../../../src/pipeline/status/verdict.ts';
import type { SiteModel } from '../../../src/report/site-model.ts';
import { type Gravity, toneOf } from '../../../src/states/gravity.ts';
import type { OccurrenceState } from '../../../src/states/occurrence.ts';
import { quietBoard } from '../../support/quiet-board.ts';

const item = (state: OccurrenceState, name = '系统巡检日志'): PlannedOccurrence => ({
  obligation: { id: 'inspection-log', name } as Obligation,
  occurrence: { obligation: 'inspection-log', period: '2026-11-24', from: '', to: '', issueFrom: null, dueAt: null },
  state,
  onTimeBy: 'issued',
  handedIn: { issued: null, delivered: null, received: null },
  issued: null,
  firstIssuedAt: null,
  confirmed: false,
  delivery: { delivered: null, received: null, returned: null, claimedReceipt: null, annulled: null, answer: null },
  hasEvidence: true,
  blanks: [],
  lacks: [],
});
const verdictOf = (given: Plan, today: SiteModel['inspection']) => judged(given, today, quietBoard);
const plan = (...items: PlannedOccurrence[]): Plan => ({
  items,
  documents: [],
  returns: [],
  voids: [],
  waivers: [],
  closeOut: { asOf: '2026-11-24T18:00:00+08:00', closedAt: null, record: null, problems: [] },
  problems: [],
});
const inspection = (counts: Record<string, number>): SiteModel['inspection'] => ({
  date: '2026-11-24',
  status: 'draft',
  counts,
  figures: [],
  conclusion: '',
  document: 'HQSF-XJ-20261124-r1',
  opsHost: {},
  opsHostName: '',
});

describe('合同履约正常', () => {
  it('only when today was observed and is normal, and nothing is overdue or missing', () => {
    const verdict = verdictOf(
      plan(item('on-time'), item('upcoming'), item('due'), item('waived')),
      inspection({ normal: 9 }),
    );
    expect(verdict).toMatchObject({ tone: 'normal', text: '合同履约正常。' });
    expect(verdict.reasons.map((r) => r.text)).toEqual(['今日巡检全部正常', '按期 1 项']);
  });

  it.each<[string, Plan, SiteModel['inspection'], string, RegExp]>([
    ['nothing at all', plan(), null, 'attention', /今日尚无巡检记录/],
    [
      'nothing observed',
      plan(),
      inspection({ unconfigured: 100 }),
      'attention',
      /没有观测到合同内的任何一项，100 项未观测/,
    ],
    [
      'part observed',
      plan(),
      inspection({ normal: 3, unconfigured: 97 }),
      'attention',
      /已观测的 3 项正常，97 项未观测/,
    ],
    ['a manual check is open', plan(), inspection({ normal: 3, 'manual-pending': 1 }), 'attention', /1 项未观测/],
    [
      'a source failed',
      plan(),
      inspection({ normal: 3, unreachable: 2, stale: 1 }),
      'attention',
      /3 项无法采集或数据过期/,
    ],
    [
      'something is abnormal',
      plan(),
      inspection({ normal: 3, abnormal: 2, unreachable: 1 }),
      'attention',
      /今日巡检异常 2 项/,
    ],
    ['something was late', plan(item('late')), inspection({ normal: 1 }), 'attention', /^补报 1 项$/m],
    [
      'something is overdue',
      plan(item('overdue')),
      inspection({ normal: 1 }),
      'abnormal',
      /逾期未交 1 项：系统巡检日志/,
    ],
    ['something is missing', plan(item('missing')), inspection({ normal: 1 }), 'abnormal', /缺失 1 项：.*不补造数据/],
    [
      'a file cannot be read',
      { ...plan(item('on-time')), problems: [{ path: 'records/note/x.yaml', message: '' }] },
      inspection({ normal: 1 }),
      'attention',
      /1 个文件不可读/,
    ],
  ])('not when %s', (_name, given, today, tone, reason) => {
    const verdict = verdictOf(given, today);
    expect(verdict.tone).toBe(tone);
    expect(verdict.text).not.toContain('履约正常。');
    expect(verdict.reasons.map((r) => r.text).join('\n')).toMatch(reason);
  });

  it('says the worst first, names a few of many, and counts what else needs attention', () => {
    const many = ['甲', '乙', '丙', '丁'].map((name) => item('overdue', name));
    const verdict = verdictOf(plan(...many, item('missing'), item('late')), inspection({ abnormal: 1 }));
    expect(verdict.text).toBe('合同履约存在问题：逾期未交 4 项，缺失 1 项；另有 2 方面需关注。');
    expect(verdict.reasons[0]).toMatchObject({
      tone: 'abnormal',
      text: '逾期未交 4 项：甲、乙、丙等',
      href: '/deliverables/state/overdue',
    });
    expect(verdictOf(plan(item('missing')), inspection({ normal: 1 })).text).toBe('合同履约存在问题：缺失 1 项。');
    const long = { id: 'GZ-1', whose: '云平台', href: '/faults/GZ-1' };
    const down = Array.from({ length: 1000 }, () => long);
    const own = { gravity: 'quota-reached', text: '', brief: '重大故障特别长的名称所称的年度限额已用完' };
    const figures = { ...quietBoard, outages: { whole: down, core: down }, quotas: [{ verdict: own } as never] };
    expect(judged(plan(item('missing')), inspection({ normal: 1 }), figures).text).toBe(
      '合同履约存在问题：全系统中断 1000 起、核心业务中断 1000 起；另有 2 方面需关注。',
    );
  });

  it('tells what is wrong before what only needs attention, whatever it is', () => {
    const blank = { ...item('on-time'), issued: { manifest: { blanks: 2 } } } as unknown as PlannedOccurrence;
    const { reasons } = verdictOf(plan(blank, item('overdue'), item('missing')), inspection({ normal: 1 }));
    const tones = reasons.map(({ tone }) => tone);
    expect(tones.lastIndexOf('abnormal')).toBe(1);
    expect(reasons[2]?.text).toContain('待补正 1 份');
  });

  it('ranks and marks every fact as page one of the reports does', () => {
    const many = plan(item('missing'), item('late'));
    const gone = { item: '证书', tone: 'abnormal' } as never;
    const verdict = { gravity: 'quota-reached', text: '年度限额', brief: '' };
    const missed = { id: 'response', label: '响应', missed: 1, cells: { missed: {} }, href: '/faults' } as never;
    const fault = { id: 'GZ-1', whose: '云平台', href: '/faults/GZ-1' };
    const { reasons } = judged(many, inspection({ abnormal: 1 }), {
      ...quietBoard,
      commitments: [missed],
      renewals: [gone],
      quotas: [{ verdict } as never],
      outages: { whole: [fault], core: [] },
    });
    const said = ['全系统中断', '年度限额', '时限未达标', '缺失 1 项', '已到期', '今日巡检异常', '补报'];
    expect(reasons.map(({ text }) => said.find((one) => text.includes(one)))).toEqual(said);
    expect(reasons.map(({ tone }) => tone)).toEqual([...Array(5).fill('abnormal'), 'attention', 'attention']);
    const gravest: Gravity[] = [
      'outage-whole',
      'quota-reached',
      'limit-missed',
      'missing',
      'expired',
      'open-fault',
      'late',
    ];
    const news = gravest
      .toReversed()
      .map((gravity): News => ({ gravity, weight: 1, id: gravity, text: '', references: [] }));
    expect(topNews(news, 7).shown.map(({ gravity }) => toneOf(gravity))).toEqual(reasons.map(({ tone }) => tone));
  });

  it('says of a fact that a 口径 leaves open what both readings give, where they differ', () => {
    const dueAt = '2026-11-25T09:00:00+08:00';
    const handed = (delivered: string | null): PlannedOccurrence => {
      const { occurrence, ...own } = item('on-time');
      const handedIn = { issued: dueAt, delivered, received: null };
      return { ...own, handedIn, openBy: ['delivered'], occurrence: { ...occurrence, dueAt } };
    };
    const early = handed(dueAt);
    const all = [early, handed('2026-11-25T09:00:01+08:00'), handed(null)];
    const told = (items: PlannedOccurrence[], now: string, unsettled: string | null = '未经双方确认') =>
      judged(plan(...items), inspection({ normal: 1 }), quietBoard, { onTime: { unsettled, now } });
    const { tone, reasons } = told(all, '2026-11-25T10:00:00+08:00');
    expect(tone).toBe('attention');
    expect(reasons.map(({ text }) => text)).toContain(
      '按期 3 项（暂按签发计）；按送达按期 1 项、未按期 2 项，口径未经双方确认，不下结论',
    );
    // What may still be delivered in time, and what both sides agreed on, is no question.
    expect(told([early, handed(null)], dueAt).tone).toBe('normal');
    expect(told(all, '2026-11-25T10:00:00+08:00', null).tone).toBe('normal');
  });

  it('names what needs attention when nothing is wrong', () => {
    const verdict = verdictOf(plan(item('late')), inspection({ abnormal: 1 }));
    expect(verdict.text).toBe('合同履约没有逾期，需关注：今日巡检异常 1 项，补报 1 项。');
  });

  it('leads from each reason to what it is made of', () => {
    const returned = item('on-time');
    returned.delivery = { ...returned.delivery, returned: { at: '2026-11-24T09:00:00+08:00' } as never };
    const hrefs = (given: Plan, today: SiteModel['inspection']) => verdictOf(given, today).reasons.map((r) => r.href);
    expect(hrefs(plan(item('missing'), returned), inspection({ normal: 1, abnormal: 2 }))).toEqual([
      '/deliverables/returned',
      '/deliverables/state/missing',
      '/assets/today/inspection?outcome=abnormal',
      '/deliverables/state/on-time',
    ]);
    // One filter cannot say two outcomes: then all checks show, the worst first.
    expect(hrefs(plan(), inspection({ unreachable: 1, stale: 1 }))[0]).toBe('/assets/today/inspection');
    expect(hrefs(plan(), inspection({ stale: 1 }))[0]).toBe('/assets/today/inspection?outcome=stale');
  });
});
