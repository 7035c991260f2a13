/** 故障: what a fault's page tells, and the limits as 首页 counts them. */

import { describe, expect, it } from 'vitest';
import { formatDateTimeSeconds } from '../../src/contract/time.ts';
import { cellText } from '../../src/report/cell.ts';
import type { RichCell, SitePage, TableBlock } from '../../src/report/site-model.ts';
import { outcomeText } from '../../src/sections/faults/outcome.ts';
import faults from '../../src/sections/faults.ts';
import type { LateReport } from '../../src/sections/parts/facts.ts';
import type { IncidentAssessment } from '../../src/subjects/incidents/judge/clocks.ts';
import incidentKind from '../../src/subjects/incidents/kinds/incident.ts';
import { restorationSpan } from '../../src/subjects/incidents/restoration.ts';
import { compose, exampleRecords, pagesOf, siteFacts } from '../support/site-parts.ts';

const isClockTable = ({ title }: TableBlock) => title === '响应与恢复达成表';

const pages = (given: Parameters<typeof siteFacts>[0] = {}) => pagesOf(faults, siteFacts(given));

describe('the pages', () => {
  it('show every time, clock and step of a fault', () => {
    const text = JSON.stringify(pages().find(({ path }) => path === incidentKind.example.id));
    for (const part of [
      '2026-11-24 10:05:30',
      '用时 3 分 42 秒',
      '数据库连接池耗尽',
      '暂停计时',
      '报表查询改走只读从库',
    ]) {
      expect(text).toContain(part);
    }
  });

  it('begin with how long it lasted, whether its limits were kept and who answers for it, by the time that is judged', () => {
    const page = pages().find(({ path }) => path === incidentKind.example.id);
    if (page === undefined) throw new Error('no page');
    const [note, table] = page.sections[0]?.blocks ?? [];
    if (note?.type !== 'note' || table?.type !== 'table') throw new Error('no outcome');
    const clocks = page.sections
      .flatMap(({ blocks }) => blocks)
      .flatMap((block) => (block.type === 'table' && isClockTable(block) ? block.rows : []));
    const restoration = clocks.find(({ cells }) => cellText(cells['item']) === '恢复')?.cells;
    if (restoration === undefined) throw new Error('no clock');
    const [length] = /(?:\d+ (?:天|小时|分|秒) ?)+/.exec((restoration['text'] as RichCell).text) ?? [];
    expect(table.rows[0]?.cells['length']).toBe(length?.trim());
    expect(note.text).toContain(`历时 ${length?.trim()}`);
    expect(note.text).toContain((restoration['state'] as RichCell).text);
    expect(note.text).toMatch(/；责任：.+。$/);
    const names = table.rows.map(({ cells }) => cellText(cells['what']));
    expect(names.filter((name) => name === '判定时限所用的一个')).toHaveLength(1);
    expect(names).toContain('发现至⟦供应商⟧恢复');
    expect(new Set(names).size).toBe(names.length);
  });

  it('say what the time of a report runs from, and nothing where the rule gives another time', () => {
    const { id, discoveredAt } = incidentKind.example;
    const due = { obligation: 'major-incident', suffix: 'z', name: '终报', period: `${id}-z` };
    const notes = (dueAt: string) =>
      (pages({ reportDues: [{ ...due, dueAt }] }).find(({ path }) => path === id)?.sections ?? [])
        .flatMap(({ blocks }) => blocks)
        .flatMap((one) => (one.type === 'note' && one.text.startsWith('期限自') ? [one.text] : []));
    expect(notes('2026-11-25T16:00:00+08:00')).toEqual([
      '期限自处理完成（关闭）时间（2026-11-24 16:00:00）起：终报（期限 2026-11-25 16:00:00）为 1 天。',
    ]);
    expect(notes(discoveredAt)).toEqual([]);
  });

  it('say in the conclusion which documents went out late, by how long and why, and nothing where none did', () => {
    const { id } = incidentKind.example;
    const late: LateReport = {
      obligation: 'major-incident',
      ...{ name: '重大故障记录报告 初报', period: `${id}-c`, number: null, word: '补报' },
      ...{ state: 'late', by: 'issued' },
      ...{ dueAt: '2026-11-24T13:13:00+08:00', at: '2026-11-24T23:50:00+08:00', reason: '次日上班后登记' },
      byReadings: '',
    };
    const other = { ...late, period: 'GZ-20261123-001' };
    const outcomeOf = (lateReports: LateReport[]) =>
      pages({ lateReports }).find(({ path }) => path === id)?.sections[0]?.blocks ?? [];
    const [, note, byReading, table] = outcomeOf([
      late,
      {
        ...late,
        period: id,
        state: 'overdue',
        word: '逾期未交',
        at: null,
        reason: null,
        byReadings: '依口径“乙”须报送',
      },
      other,
    ]);
    expect(note).toMatchObject({ type: 'note', text: expect.stringContaining('2 份晚于期限') });
    expect(byReading).toMatchObject({ type: 'note', text: '重大故障记录报告 初报：依口径“乙”须报送。' });
    if (table?.type !== 'table') throw new Error('no list');
    expect(table.rows.map(({ cells }) => cells)).toMatchObject([
      { due: '2026-11-24 13:13', done: '签发 2026-11-24 23:50', late: '10 小时 37 分', reason: '次日上班后登记' },
      { done: '尚未签发', late: '1 天 4 小时 47 分（至今）', reason: '—' },
    ]);
    expect(table.rows.map(({ cells }) => (cells['state'] as RichCell).href)).toEqual([
      '/deliverables/state/late',
      '/deliverables/state/overdue',
    ]);
    expect(JSON.stringify(outcomeOf([other]))).not.toContain('晚于期限');
  });

  it('name the end of a length by the time at which the supplier restored it', () => {
    const confirmed = '2026-11-24T15:00:00+08:00';
    const one = { ...incidentKind.example, confirmedRestoredAt: confirmed };
    const made = pages({ records: { ...exampleRecords(), incident: [one] } }).find(({ path }) => path === one.id);
    const rows = made?.sections
      .flatMap(({ blocks }) => blocks)
      .flatMap((block) => (block.type === 'table' && block.title === '历时' ? block.rows : []));
    const by = rows?.find(({ cells }) => JSON.stringify(cells['what']).includes('以⟦供应商⟧恢复时间计'));
    expect(by?.cells['to']).toBe(formatDateTimeSeconds(String(one.restoredAt)));
    expect(rows?.some(({ cells }) => cells['to'] === '—')).toBe(false);
  });

  it('tell how long a major fault lasted as its quota counts it', () => {
    const { levels, ...rest } = incidentKind.example;
    const confirmed = '2026-11-24T15:00:00+08:00';
    const major = {
      ...rest,
      levels: levels.map((one) => ({ ...one, level: 'P1' as const })),
      confirmedRestoredAt: confirmed,
    };
    const [made] = pages({ records: { ...exampleRecords(), incident: [major] } });
    const cells = (caption: string) =>
      made?.sections
        .flatMap(({ blocks }) => blocks)
        .flatMap((block) => (block.type === 'table' && block.title === caption ? block.rows : []))
        .map((row) => row.cells['used']);
    const [counted] = cells('故障') ?? [];
    expect(counted).toMatchObject({ text: expect.stringContaining('小时') });
    const byReadings = cells('各口径下的重大故障') ?? [];
    expect(byReadings.length).toBeGreaterThan(0);
    for (const one of byReadings) expect(one).toEqual(counted);
  });

  it('name the articles that a fault was solved by, and lead to those that there are', () => {
    const incident = [{ ...incidentKind.example, articles: ['linux/disk-full', 'gone/away'] }];
    const articles = new Map([['linux/disk-full', '服务器磁盘满了怎么处理']]);
    const made = pages({ articles, records: { ...exampleRecords(), incident } });
    const text = JSON.stringify(made.find(({ path }) => path === incidentKind.example.id));
    expect(text).toContain('{"text":"服务器磁盘满了怎么处理","href":"/knowledge-base/linux/disk-full"}');
    expect(text).toContain('{"text":"gone/away"}');
  });

  it('draw their charts where there is something to draw, with the words beside', () => {
    const chart = pages()[0]
      ?.sections.flatMap(({ blocks }) => blocks)
      .find(({ type }) => type === 'chart');
    expect(chart).toMatchObject({ summary: expect.stringContaining('近一年故障 1 起') });
    expect(chart).toMatchObject({ chart: 'stacked-bar', key: 'faults' });
  });
});

it('causes stand in a table, the most frequent first', () => {
  const { id: _id, ...example } = incidentKind.example;
  const incident = (['network', 'database', 'database'] as const).map((causeCategory, n) => ({
    ...{ ...example, id: `GZ-20261124-00${n + 1}` },
    causeCategory,
  }));
  const blocks = pages({ records: { ...exampleRecords(), incident } }).flatMap(({ sections }) =>
    sections.flatMap((section) => section.blocks),
  );
  const causes = blocks.find((block) => block.type === 'table' && block.title === '原因分布') as TableBlock;
  expect(causes.rows.map(({ cells }) => cellText(cells['count']))).toEqual(['2', '1']);
});

describe('the list', () => {
  const {
    restoredAt: _restored,
    confirmedRestoredAt: _confirmed,
    causeCategory: _cause,
    ...example
  } = incidentKind.example;
  const { pauses: _pauses, ...open } = example;
  const made = (incident: typeof incidentKind.example) => {
    const [list, ...rest] = pages({ now: NOW, records: { ...exampleRecords(), incident: [incident] } });
    const blocks = list?.sections.flatMap((section) => section.blocks) ?? [];
    const row = blocks.flatMap((block) => (block.type === 'table' && block.title === '故障' ? block.rows : []))[0];
    const own = rest.find(({ path }) => path === incident.id)?.sections.flatMap((section) => section.blocks) ?? [];
    const facts = own.flatMap((block) => (block.type === 'facts' ? block.items : []));
    const [outcome] = own.flatMap((block) => (block.type === 'note' ? [block.text] : []));
    const clocks = own.flatMap((block) => (block.type === 'table' && isClockTable(block) ? block.rows : []));
    const clock = clocks.find(({ cells }) => cellText(cells['item']) === '恢复')?.cells['state'];
    return {
      cells: row?.cells,
      filter: row?.filter,
      clock,
      outcome,
      fact: (label: string) => facts.find((one) => one.label === label)?.value,
    };
  };
  const NOW = '2026-11-30T18:00:00+08:00';
  const closedAt = '2026-11-30T16:00:00+08:00';
  const requirement = { ...open, levels: open.levels.map((one) => ({ ...one, level: 'P5' })) };

  it('says of a requirement that it is done, as its page does, and that no cause is to be found', () => {
    const { cells, fact, outcome } = made({ ...requirement, closedAt } as typeof incidentKind.example);
    expect(cells).toMatchObject({ used: { text: '—' }, state: { text: '已处理完成', sub: '2026-11-30 16:00' } });
    expect(outcome).toContain('处理完成 2026-11-30 16:00');
    expect(cells?.['cause']).toEqual({ text: '未登记' });
    expect(fact('原因类别')).toBe('未登记');
  });

  it('counts only the limits that were judged', () => {
    const of = (...states: ('met' | 'not-applicable')[]) => {
      const clocks = states.map((state, n) => ({
        id: 'record',
        label: `时限${n + 1}`,
        decides: state === 'met',
        state,
      }));
      const judged = { ...lasting({ gross: 60, net: 60, counted: 60 }), clocks } as unknown as IncidentAssessment;
      return outcomeText(incidentKind.example, judged);
    };
    expect(of('met', 'met')).toContain('；其余时限均达标；');
    expect(of('not-applicable', 'met', 'not-applicable')).toContain('；其余时限中适用的（时限2）均达标；');
    expect(of('not-applicable')).not.toContain('其余');
  });

  it('never takes a fault that was closed without a restoration for a restored one', () => {
    const { cells, outcome } = made({ ...open, closedAt } as typeof incidentKind.example);
    expect(cells?.['state']).toEqual({ text: '已处理完成', sub: '2026-11-30 16:00，没有登记恢复时间' });
    expect(outcome).toContain('处理完成 2026-11-30 16:00，没有登记恢复时间；');
    expect(cells?.['cause']).toEqual({ text: '未查明' });
    const { closedAt: _closed, ...running } = open;
    const still = made(running as typeof incidentKind.example);
    expect(still.cells).toMatchObject({ used: { text: '—' }, state: { text: '未恢复' } });
    expect(still.outcome).toMatch(/^尚未恢复，已历时 .+，恢复时限 .+，已超时；/);
  });

  it('never calls kept what hangs on the word of the purchaser, on the page and in the list', () => {
    const { closedAt: _closed, ...rest } = incidentKind.example;
    const told = made({ ...rest, confirmedRestoredAt: undefined } as typeof incidentKind.example);
    expect(told.outcome).toMatch(/，达标（恢复时间待⟦采购人⟧确认）；/);
    expect(told.cells?.['overall']).toMatchObject({ text: '达标（待确认）', tone: 'attention' });
    expect(told.cells?.['state']).toEqual({ text: '已恢复，未关闭', sub: '待⟦采购人⟧确认' });
    expect(told.clock).toMatchObject({ text: '达标（待确认）', tone: 'attention', sub: '恢复时间待⟦采购人⟧确认' });
    const confirmed = made(incidentKind.example);
    expect(confirmed.outcome).not.toContain('待⟦采购人⟧确认');
    expect(confirmed.clock).not.toHaveProperty('sub');
    // What is not closed is found as such, whatever its limits came to.
    expect([told.filter?.['closed'], confirmed.filter?.['closed']]).toEqual(['no', 'yes']);
  });

  it('says of a class that hangs on an open reading by which it is one, and nothing else of one that does not', () => {
    const long = {
      ...incidentKind.example,
      ...{ restoredAt: '2026-11-24T13:20:45+08:00', confirmedRestoredAt: '2026-11-24T13:32:00+08:00' },
    };
    const level = (one: typeof incidentKind.example) => made(one).cells?.['level'];
    expect(level(long as typeof incidentKind.example)).toMatchObject({
      text: expect.not.stringContaining('重大'),
      sub: '仅口径乙：重大',
    });
    const levels = incidentKind.example.levels.map((one) => ({ ...one, level: 'P1' as const }));
    const whole = { ...long, levels, outage: 'whole' };
    expect(level(whole as typeof incidentKind.example)).toMatchObject({ text: 'P1（重大）' });
    expect(level(incidentKind.example)).not.toHaveProperty('sub');
  });

  it('says how much was deducted for pauses, and nothing where nothing was', () => {
    expect(restorationSpan({ gross: 6900, counted: 5040 })).toMatchObject({
      text: '1 小时 24 分（扣除暂停 31 分）',
      value: 84,
    });
    expect(restorationSpan({ gross: 6900, counted: 6900 })).toMatchObject({ text: '1 小时 55 分', value: 115 });
  });
});

/** A restored fault of a length. @param downtime seconds */
const lasting = (downtime: { gross: number; net: number; counted: number }) =>
  ({
    restored: true,
    closed: true,
    requirement: false,
    facts: { restoredBy: 'purchaser' },
    downtime: { ...downtime, restored: true },
  }) as IncidentAssessment;

it('the limits have a page each, and one of all that were missed, as 首页 counts them', () => {
  const missed = { ...structuredClone(incidentKind.example), id: 'GZ-20261110-001' };
  const late = { ...missed, respondedAt: missed.discoveredAt.replace('T10', 'T12') };
  const { pages, board } = compose(siteFacts({ records: { ...exampleRecords(), incident: [late] } }));
  for (const { href, met, missed: count } of [...board.commitments, ...board.recovery]) {
    const page = pages['faults']?.find(({ path }) => `/faults/${path}` === href);
    expect(page?.description).toContain(`达标 ${met} 次，未达标 ${count} 次`);
  }
  const counted = [...board.commitments, ...board.recovery].reduce((sum, one) => sum + one.missed, 0);
  expect(counted).toBeGreaterThan(0);
  const all = pages['faults']?.find(({ path }) => path === 'limit/missed');
  const [table] = all?.sections.flatMap(({ blocks }) => blocks) ?? [];
  expect(table?.type === 'table' && table.rows).toHaveLength(counted);
});

it('a demand without an agreed date is 待协商 wherever it is told of', () => {
  const { levels, confirmedRestoredAt: _confirmed, restoredAt: _restored, ...rest } = incidentKind.example;
  const demand = { ...rest, levels: levels.map((one) => ({ ...one, level: 'P5' })) };
  const incident = [demand as typeof incidentKind.example];
  const { pages, board } = compose(siteFacts({ records: { ...exampleRecords(), incident } }));
  const all = pages['faults'] ?? [];
  const [row] = board.requirements === null ? [] : [board.requirements];
  expect(row).toMatchObject({ running: 1, unsettled: '待协商' });
  const limit = all.find(({ path }) => path === 'limit/requirement');
  expect(limit?.description).toContain('未判定 1 次（待协商）');
  const states = (page: SitePage | undefined, caption: string, key: string) =>
    (page?.sections ?? [])
      .flatMap(({ blocks }) => blocks)
      .flatMap((block) => (block.type === 'table' && block.title === caption ? block.rows : []))
      .map(({ cells }) => cells[key]);
  expect(states(limit, '适用的故障', 'state')).toEqual([expect.objectContaining({ text: '待协商' })]);
  expect(states(all[0], '各项时限', 'running')).toContainEqual(expect.objectContaining({ text: '1', sub: '待协商' }));
  const own = all.find(({ path }) => path === demand.id);
  expect(states(own, '响应与恢复达成表', 'state')).toContainEqual(expect.objectContaining({ text: '待协商' }));
  expect(JSON.stringify(own?.sections[0])).toContain('待协商');
});

it('the months are those of the 月报, both ends printed: what came after its cut stands in the next month', () => {
  const evening = { ...incidentKind.example, id: 'GZ-20261130-001' };
  const start = '2026-11-30T20:00:00+08:00';
  const fault = { ...evening, at: start, enteredAt: start, discoveredAt: start, reportedAt: start };
  const documents = [
    { obligation: 'monthly-maintenance', period: '2026-11', revision: 1, issuedAt: '2026-11-30T16:30:00+08:00' },
  ] as never;
  const made = pages({
    now: '2026-12-05T09:00:00+08:00',
    documents,
    records: { ...exampleRecords(), incident: [fault as never] },
  });
  expect(made.map(({ path }) => path)).toContain('month/2026-12');
  expect(JSON.stringify(made.find(({ path }) => path === 'month/2026-12'))).toContain(
    '2026-11-30 16:30 至 2026-12-05 09:00',
  );
});
