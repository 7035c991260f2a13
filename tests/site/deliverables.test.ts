import { describe, expect, it } from 'vitest';
import {
  byKind,
  byMonth,
  countStates,
  currentIssue,
  entriesOf,
  forReading,
  monthOf,
  monthsForReading,
  monthsOfService,
  shortTime,
} from '../../src/site/lib/deliverables.ts';
import { samePage } from '../../src/site/lib/paths.ts';
import { orderedOutcomes } from '../../src/site/lib/states.ts';
import { byTopic, topicAnchor } from '../../src/site/lib/topics.ts';
import { siteModel } from '../support/site-fixture.ts';

const model = siteModel();
const entries = entriesOf(model);

describe('entries', () => {
  it('hold every occurrence and every document exactly once', () => {
    expect(entries.flatMap((entry) => (entry.occurrence ? [entry.occurrence] : []))).toHaveLength(
      model.occurrences.length,
    );
    expect(entries.flatMap((entry) => entry.documents)).toHaveLength(model.documents.length);
    expect(new Set(entries.map(({ key }) => key)).size).toBe(entries.length);
  });

  it('show the newest revision first, and keep the earlier one', () => {
    const revised = entries.find(
      ({ obligation, period }) => obligation === 'inspection-log' && period === '2026-11-18',
    );
    expect(revised?.documents.map(({ revision }) => revision)).toEqual([2, 1]);
    expect(revised && currentIssue(revised)?.revision).toBe(2);
  });

  it('keep a document that nothing asked for', () => {
    const lone = model.documents[0];
    const [entry] = entriesOf({ occurrences: [], documents: lone ? [lone] : [] });
    expect(entry).toMatchObject({ occurrence: null, documents: [{ number: lone?.number }] });
  });

  it('have no issue while there is only a draft', () => {
    const draft = entries.find(({ obligation, period }) => obligation === 'inspection-log' && period === model.today);
    expect(draft?.documents).toHaveLength(1);
    expect(draft && currentIssue(draft)).toBeNull();
  });
});

it('events stand by their day, the newest first, the last report of one event before its first', () => {
  const [like] = model.occurrences;
  if (like === undefined) throw new Error('the fixture has no occurrence');
  const of = (period: string) => ({ ...like, obligation: 'major-incident', period, periodText: period });
  const periods = ['GZ-20261105-001-c', 'GZ-20261105-001-x1', 'GZ-20261105-001-z', 'GZ-20261118-001-c', '2026-11'];
  const sorted = entriesOf({ occurrences: periods.map(of), documents: [] }).map(({ period }) => period);
  expect(sorted).toEqual(periods.toReversed());
});

describe('groups', () => {
  it('are months, newest first, and kinds in the order of the contract', () => {
    expect(byMonth(entries).map(({ id }) => id)).toEqual(['2026-11', '2026-10']);
    expect(byKind(entries).map(({ id }) => id)).toEqual(['inspection-log', 'daily-maintenance', 'monthly-maintenance']);
  });

  it('lose nothing, and their states add up', () => {
    const months = byMonth(entries);
    expect(months.flatMap((month) => month.entries)).toHaveLength(entries.length);
    const counted = countStates(entries).reduce((sum, { count }) => sum + count, 0);
    expect(counted).toBe(model.occurrences.length);
  });

  it.each([
    ['2026-11-24', null, '2026-11'],
    ['2026-11', null, '2026-11'],
    ['2026-Q4', '2026-12-31T17:00:00+08:00', '2026-12'],
    ['GZ-20261103-001-c', null, '2026-11'],
    ['service', null, ''],
  ])('puts %s in its month', (period, time, month) => expect(monthOf(period, time)).toBe(month));

  it('that belong to no month come last', () => {
    const lone = {
      ...(model.occurrences[0] as (typeof model.occurrences)[number]),
      period: 'service',
      dueAt: null,
      issuedAt: null,
    };
    const months = byMonth(entriesOf({ occurrences: [lone, ...model.occurrences], documents: [] }));
    expect(months.at(-1)).toMatchObject({ id: 'service', name: '整个服务期' });
  });
});

describe('reading order', () => {
  it('of months begins with this one, goes back, and then on to what is to come', () => {
    const months = ['service', '2027-01', '2026-12', '2026-11', '2026-10'].map((id) => ({ id, name: id, entries: [] }));
    expect(monthsForReading(months, '2026-11-24').map(({ id }) => id)).toEqual([
      '2026-11',
      '2026-10',
      '2026-12',
      '2027-01',
      'service',
    ]);
  });

  it('puts what there is first, and the nearest of what is to come next', () => {
    const logs = forReading(entries.filter(({ obligation }) => obligation === 'inspection-log')).map(
      ({ period }) => period,
    );
    expect(logs.slice(0, 2)).toEqual(['2026-11-24', '2026-11-23']);
    expect(logs.slice(-2)).toEqual(['2026-11-25', '2026-11-26']);
  });
});

describe('words', () => {
  it('leave the year out only when it is this one', () => {
    expect(shortTime('2026-11-24T17:00:00+08:00', '2026-11-24')).toBe('11-24 17:00');
    expect(shortTime('2025-11-24T17:00:00+08:00', '2026-11-24')).toBe('2025-11-24 17:00');
    expect(shortTime(null, '2026-11-24')).toBe('—');
  });

  it('show every outcome, the unknown ones too, and hide 不适用 when there is none', () => {
    const shown = orderedOutcomes({ normal: 1, 'not-applicable': 0, strange: 2 });
    expect(shown.map(({ look }) => look.word)).toEqual([
      '正常',
      '异常',
      '无法采集',
      '数据过期',
      '未配置',
      '待人工',
      'strange',
    ]);
  });

  it('know one page by all its addresses', () => {
    expect(['/', '/index.html', '/a', '/a/', '/a.html', '/a/index.html'].map(samePage)).toEqual([
      '/',
      '/',
      '/a',
      '/a',
      '/a',
      '/a',
    ]);
  });

  it('name the topics of articles, the loose ones last', () => {
    const article = model.articles[0] as (typeof model.articles)[number];
    const topics = byTopic(['x', 'zzz/a', 'mysql/b', 'linux/c'].map((id) => ({ ...article, id })));
    expect(topics.map(({ name }) => name)).toEqual(['服务器与操作系统', 'MySQL 数据库', 'zzz', '其他']);
    expect(new Set(topics.map(topicAnchor)).size).toBe(4);
  });
});

describe('months beside a page', () => {
  const group = (id: string) => ({ id, name: id, entries: [] });
  const months = ['2026-11', '2026-10', '2025-11', '2025-10', 'service'].map(group);

  it('are all of the service, its first short one too, and what belongs to none', () => {
    const { own, earlier } = monthsOfService(months, '2025-11-25 至 2026-11-24');
    expect(own.map(({ id }) => id)).toEqual(['2026-11', '2026-10', '2025-11', 'service']);
    expect(earlier).toBe(1);
    expect(monthsOfService(months, '2025-10-01')).toEqual({ own: months, earlier: 0 });
  });
});
