import { describe, expect, it } from 'vitest';
import type { ComposeInput } from '../../../reports/_deliverable.ts';
import { correctionSection, type IsNews, newsOf, sinceOf, toldTimes } from '../../../reports/frame/corrections.ts';
import type { PeriodCut } from '../../../src/contract/calendar/cut.ts';
import { formatDateTime } from '../../../src/contract/time.ts';
import noteKind, { type NoteRecord } from '../../../src/subjects/work/kinds/note.ts';

const note: NoteRecord = noteKind.example;
const correction = { at: '2026-11-25T09:00:00+08:00', by: '甲', reason: '写错', what: '处理过程 r2 作废：写错' };
const withdrawn = { by: '乙', at: '2026-11-26T09:00:00+08:00', reason: '重复登记' };
const all: IsNews = () => true;
const textsOf = (since: string | null) =>
  correctionSection(
    [{ record: { ...note, corrections: [correction] }, label: '工作记事' }],
    [{ record: { ...note, id: 'JS-20261124-002', withdrawn }, label: '工作记事' }],
    since === null ? all : (_, at) => at > since,
  ).flatMap(({ blocks }) =>
    blocks.flatMap((block) => (block.type === 'list' ? block.items.map(({ text }) => text) : [])),
  );

describe('更正与作废', () => {
  it('names every record that was taken back, and every correction row by row', () => {
    expect(textsOf(null)).toEqual([
      '作废　工作记事 JS-20261124-002：重复登记（乙，2026-11-26 09:00），不再计入',
      `更正　工作记事 ${note.id}：处理过程 r2 作废：写错；原因：写错（甲，2026-11-25 09:00）`,
    ]);
  });

  const changed = (label: string, from: string, to: string) => ({
    path: label,
    label,
    kind: 'changed' as const,
    from,
    to,
  });

  it('tells each change in a document of one case, and in one of many the first of each correction', () => {
    const long = {
      ...correction,
      changes: ['甲', '乙', '丙', '丁', '戊', '己'].map((one) => changed(one, '一', '二')),
    };
    const said = (times: number) => {
      const records = [
        { record: { ...note, corrections: Array.from({ length: times }, () => long) }, label: '工作记事' },
      ];
      const [block] = correctionSection(records, [], all)[0]?.blocks ?? [];
      return block?.type === 'list' ? block.items.map(({ text }) => text) : [];
    };
    expect(said(3)[0]).toContain('戊 一 → 二；己 一 → 二；原因');
    expect(said(4)[0]).toContain('丁 一 → 二；另有 2 处，见该记录；原因：写错');
    expect(said(4)[0]).not.toContain('戊');
  });

  it('names what was empty and what was added, and tells both values of what was something else', () => {
    const filled = (path: string, label: string, to: string) => ({ path, label, kind: 'filled' as const, to });
    const changes = [
      filled('arrivedAt', '到场时间', '2026-11-24 10:46'),
      // Words of the value that look like another change.
      filled('symptom', '现象', '登录返回 502；应用日志 新增'),
      filled('levels.r1.confirmedAt', '定级记录 r1 采购人确认时间', '10:35'),
      { path: 'timeline.r4', label: '处理过程 r4', kind: 'added' as const },
      { path: 'timeline.r5', label: '处理过程 r5', kind: 'added' as const },
      changed('级别', 'P2', 'P1；原定 P2'),
      { path: 'timeline.r2', label: '处理过程 r2', kind: 'withdrawn' as const, reason: '写错' },
    ];
    const [block] =
      correctionSection(
        [{ record: { ...note, corrections: [{ ...correction, changes }] }, label: '故障记录' }],
        [],
        all,
      )[0]?.blocks ?? [];
    expect(block?.type === 'list' ? block.items[0]?.text : '').toBe(
      `更正　故障记录 ${note.id}：补填 到场时间、现象、定级记录 r1 采购人确认时间；处理过程新增 2 行；级别 P2 → P1；原定 P2；处理过程 r2 作废：写错；原因：写错（甲，2026-11-25 09:00）`,
    );
  });

  it('prints what is kept in words alone as it stands', () => {
    const what = '到场时间 （空） → 10:46；登记人核对无误；处理过程 r4 新增；甲 一 → 二；乙 一 → 二；丙 一 → 二';
    const records = [
      { record: { ...note, corrections: Array.from({ length: 5 }, () => ({ ...correction, what })) }, label: '记事' },
    ];
    expect(JSON.stringify(correctionSection(records, [], all))).toContain(`：${what}；原因：写错`);
  });

  it('leaves to each document what it is the first to know of, whatever was waived or missed between', () => {
    const span = (n: number) => ({
      ...{ period: `2026-0${n}`, from: `2026-0${n}-01`, to: `2026-0${n}-28` },
      ...{ start: `2026-0${n}-01T00:00:00+08:00`, end: `2026-0${n + 1}-01T00:00:00+08:00` },
    });
    const told = { ...span(2), cut: '2026-02-27T16:30:00+08:00' };
    const gone = { ...span(3), cut: null, waived: [{ from: '2026-03-10T09:00:00+08:00', to: null }] };
    const own = { ...span(4), cut: '2026-04-28T16:30:00+08:00' };
    const input = (cuts: PeriodCut[]) => ({ cuts, occurrence: {} as ComposeInput['occurrence'] });
    const february = { ...note, at: '2026-02-10T09:00:00+08:00', date: '2026-02-10' };
    const march = { ...note, at: '2026-03-10T09:00:00+08:00', date: '2026-03-10' };
    const waived = newsOf(input([told, gone, own]), { counts: true });
    expect(waived(february, '2026-02-27T16:30:00+08:00')).toBe(false);
    expect(waived(february, '2026-03-20T09:00:00+08:00')).toBe(true);
    expect(waived(march, '2026-03-20T09:00:00+08:00')).toBe(true);
    const missed = newsOf(input([told, { ...span(3), cut: null, holds: { from: span(3).start } }, own]), {
      counts: true,
    });
    expect(missed(february, '2026-03-20T09:00:00+08:00')).toBe(true);
    expect(missed(march, '2026-03-20T09:00:00+08:00')).toBe(false);
    const revision = newsOf(input([told, own]), { previousIssuedAt: '2026-05-06T10:00:00+08:00', counts: true });
    expect(revision(february, '2026-05-06T10:00:00+08:00')).toBe(false);
    expect(revision(february, '2026-05-06T10:00:01+08:00')).toBe(true);
    expect(newsOf(input([own]), { counts: false })(february, '2026-02-11T09:00:00+08:00')).toBe(true);
  });

  it('says in a revision since when it lists, and the sum of all revisions', () => {
    const own: PeriodCut = {
      ...{ period: '2026-04', from: '2026-04-01', to: '2026-04-30', cut: '2026-04-28T16:30:00+08:00' },
      ...{ start: '2026-04-01T00:00:00+08:00', end: '2026-05-01T00:00:00+08:00' },
    };
    const input = { cuts: [own], occurrence: {} as ComposeInput['occurrence'] };
    const days = ['2026-04-03', '2026-04-20', '2026-05-03', '2026-05-07', '2026-05-08'];
    const corrections = days.map((day) => ({ at: `${day}T10:00:00+08:00`, by: '李工', reason: '写错', what: '内容' }));
    const april = { ...note, at: '2026-04-02T09:00:00+08:00', date: '2026-04-02', corrections };
    const issues = [undefined, '2026-04-28T16:30:00+08:00', '2026-05-06T10:00:00+08:00'];
    const notes = issues.map((previousIssuedAt) => {
      const held = { previousIssuedAt, counts: true };
      const records = [{ record: april, label: '工作记事' }];
      const isNews = newsOf(input, held);
      // 数据截至 is no older than a correction that is listed.
      const listed = correctionSection(records, [], isNews, { since: sinceOf(input, held) }).flatMap(({ blocks }) =>
        blocks.flatMap((block) => (block.type === 'list' ? block.items.map(({ text }) => text) : [])),
      );
      const told = toldTimes(records, [], isNews).map(formatDateTime);
      expect(told.map((time) => listed.filter((text) => text.includes(`李工，${time}`)).length)).toEqual(
        listed.map(() => 1),
      );
      return JSON.stringify(correctionSection(records, [], isNews, { since: sinceOf(input, held) }));
    });
    expect(notes[0]).not.toContain('本节只列');
    // Two, one and two: each is told once, and the last two name what was told until them.
    expect(notes[1]).toContain(
      '2026-04-28 16:30 签发）之后的：更正 3 次、作废 0 条；连同以前各版所列，共更正 5 次、作废 0 条',
    );
    expect(notes[2]).toContain(
      '2026-05-06 10:00 签发）之后的：更正 2 次、作废 0 条；连同以前各版所列，共更正 5 次、作废 0 条',
    );
  });

  it('says in a revision what is new since the one before, and is left out when nothing is', () => {
    expect(textsOf('2026-11-25T10:00:00+08:00')).toHaveLength(1);
    expect(textsOf('2026-11-27T10:00:00+08:00')).toEqual([]);
    expect(correctionSection([{ record: note, label: '工作记事' }], [], all)).toEqual([]);
  });
});
