/** How a document is fitted to paper: each value once, nothing that was not measured left unsaid, what is abnormal in full. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printCell } from '../../src/render/cells.ts';
import { besideEachOther, pairedCharts } from '../../src/render/html/beside.ts';
import { columnsBeside } from '../../src/render/html/stacked.ts';
import { layoutTable } from '../../src/render/html/table-layout.ts';
import { documentView } from '../../src/render/html/view.ts';
import { forPaper } from '../../src/render/paper/fit.ts';
import type { Block, Cell, Column, Row, TableBlock } from '../../src/report/block.ts';
import type { ReportDocument } from '../../src/report/document.ts';
import { inspectionLog } from '../fixtures/documents/inspection-log.ts';

const column = (key: string, extra: Partial<Column> = {}): Column => ({ key, label: key, type: 'text', ...extra });
const number = (key: string): Column => column(key, { type: 'number' });
const table = (columns: Column[], rows: (Cell[] | Row)[], extra: Partial<TableBlock> = {}): TableBlock => ({
  type: 'table',
  title: '表',
  columns,
  rows: rows.map((row) =>
    Array.isArray(row) ? { cells: Object.fromEntries(columns.map(({ key }, i) => [key, row[i] as Cell])) } : row,
  ),
  empty: '没有。',
  ...extra,
});
const documentOf = (...blocks: Block[]): ReportDocument => ({
  ...inspectionLog(),
  sections: [{ id: 'tested', title: '受测', blocks }],
});
const fitted = (...blocks: Block[]): Block[] => forPaper(documentOf(...blocks)).sections[0]?.blocks ?? [];
const labels = (block: Block | undefined): string[] =>
  block?.type === 'table' ? block.columns.map(({ label }) => label) : [];
const footOf = (block: Block | undefined): string => ((block as { foot?: string[] })?.foot ?? []).join('');
const cellsOf = (block: Block | undefined): string[][] =>
  block?.type === 'table'
    ? block.rows.map((row) => block.columns.map((one) => printCell(row.cells[one.key], one).text))
    : [];

const days = (count: number): string[] =>
  Array.from({ length: count }, (_, i) => `2026-0${1 + Math.floor(i / 28)}-${String((i % 28) + 1).padStart(2, '0')}`);

describe('columns', () => {
  it('in which nobody wrote anything are named in one line, not printed', () => {
    const columns = [column('名称'), column('规格'), number('数量'), column('单位')];
    const rows: Cell[][] = [
      ['甲', null, 1, '个'],
      ['乙', null, 2, '台'],
    ];
    const [block] = fitted(table(columns, rows));
    expect(labels(block)).toEqual(['名称', '数量', '单位']);
    expect(footOf(block)).toContain('规格');
  });

  it('of a very wide table that count nothing are named in one line; of any other they are compared', () => {
    const given = (count: number): Block => {
      const columns = [column('交付物'), column('期次'), ...Array.from({ length: count }, (_, n) => number(`数${n}`))];
      const row = (name: string, first: number): Cell[] => [
        name,
        `${name}一`,
        first,
        ...Array<Cell>(count - 1).fill(0),
      ];
      return table(columns, [row('周报', 4), row('月报', 5)]);
    };
    const [wide] = fitted(given(9));
    expect(labels(wide)).toEqual(['交付物', '期次', '数0']);
    expect(footOf(wide)).toMatch(/^数1、数2.*各行均为 0，未列。/);
    expect(labels(fitted(given(5))[0])).toHaveLength(7);
  });

  it('of a register that are left free to be written into stay', () => {
    const [block] = fitted(
      table(
        [column('名称'), column('blank-2'), number('数量')],
        [
          ['甲', '', 1],
          ['乙', '', 2],
        ],
      ),
    );
    expect(labels(block)).toContain('blank-2');
  });

  it('that repeat one text are said once, and not when one row differs or stands out', () => {
    const columns = [column('名称'), column('时间'), column('方式'), column('情况')];
    const rows = (way: Cell): Cell[][] =>
      ['甲', '乙', '丙', '丁'].map((a, i) => [a, `${i}`, i === 3 ? way : '邮件', `${i}`]);
    const [alike] = fitted(table(columns, rows('邮件')));
    expect(labels(alike)).not.toContain('方式');
    expect(footOf(alike)).toBe('以上各行方式均为“邮件”。');
    expect(labels(fitted(table(columns, rows('电话')))[0])).toContain('方式');
    expect(labels(fitted(table(columns, rows({ text: '邮件', tone: 'abnormal' })))[0])).toContain('方式');
  });
});

describe('rows', () => {
  it('that count nothing are named in one line', () => {
    const rows: Cell[][] = [
      ['甲', 3, 1],
      ['乙', 0, 0],
      ['丙', 0, 0],
      ['丁', 0, 0],
      ['戊', 2, 2],
      ['己', 1, 1],
      ['庚', 4, 4],
    ];
    const [block] = fitted(table([column('类别'), number('条数'), number('其中')], rows));
    expect(cellsOf(block)).toHaveLength(4);
    expect(footOf(block)).toBe('以下各项均为 0：乙、丙、丁。');
  });

  it('of which most columns have nothing to hold are a line under the table', () => {
    const columns = ['对象', '访问', '登录', '查询', '证书'].map((key) => column(key));
    const rows: Cell[][] = [
      ['甲', '可', '正常', '快', null],
      ['乙', '可', '异常', '慢', null],
      ['全部（2 个）', null, null, null, '90 天'],
    ];
    const [block] = fitted(table(columns, rows));
    expect(labels(block)).toEqual(['对象', '访问', '登录', '查询']);
    expect(footOf(block)).toBe('全部（2 个）：证书 90 天。');
  });

  it('that stand out are never moved, joined or named with others', () => {
    const rows = Array.from(
      { length: 50 },
      (_, i): Row => ({
        ...(i === 7 ? { tone: 'abnormal' as const } : {}),
        cells: { 对象: '主机', 日期: days(50)[i] as string, 结果: '已处理' },
      }),
    );
    const [block] = fitted(table([column('对象'), column('日期'), column('结果')], rows));
    expect(cellsOf(block)).toContainEqual(['主机', days(50)[7], '已处理']);
    expect(cellsOf(block)).toHaveLength(2);
  });

  it('of many that differ in number and day alone are one, with the first and the last', () => {
    const columns = [number('no'), column('编号'), column('名称'), column('日期'), column('情况')];
    const rows = days(45).map((day, i): Cell[] => [
      i + 1,
      `XJ-${day.replaceAll('-', '')}-r1`,
      '日志',
      day,
      i === 4 ? '补报' : '按期',
    ]);
    const [block] = fitted(table(columns, rows));
    const all = JSON.stringify(cellsOf(block));
    expect(cellsOf(block)).toHaveLength(2);
    expect(all).toContain('44 条');
    expect(all).toContain('2026-01-01 至 02-17');
    expect(footOf(block)).toContain('逐行见');
  });

  it('of few are joined only where all but the name is alike, and numbered ones never', () => {
    const rows: Cell[][] = ['甲', '乙', '丙', '丁'].map((name) => [
      name,
      name === '丁' ? '99 %' : '100 %',
      '0 次',
      name,
    ]);
    const columns = [column('对象'), column('可用率'), number('中断')];
    const [block] = fitted(
      table(
        columns,
        rows.map((row) => [row[0] as Cell, row[1] as Cell, 1]),
      ),
    );
    expect(cellsOf(block)).toEqual([
      ['甲、乙、丙', '100 %', '各 1'],
      ['丁', '99 %', '1'],
    ]);
    const numbered = table(
      [number('no'), ...columns.slice(0, 2)],
      rows.map((row, i) => [i + 1, ...row.slice(0, 2)]),
    );
    expect(cellsOf(fitted(numbered)[0])).toHaveLength(4);
  });

  it('by day are joined only where they follow each other', () => {
    const values = [1, 1, 1, 5, 1, 7];
    const rows = days(6).map((day, i): Cell[] => [day, values[i] as number]);
    const [block] = fitted(table([column('日期'), number('正常')], rows));
    expect(cellsOf(block)).toEqual([
      ['2026-01-01 至 01-03', '各 1'],
      ['2026-01-04', '5'],
      ['2026-01-05', '1'],
      ['2026-01-06', '7'],
    ]);
  });

  it('lose no text by joining: what a row says stands in some cell or line, whatever the table', () => {
    const texts = fc.constantFrom('甲', '乙', '丙', '正常');
    const shape = fc.array(fc.tuple(texts, texts, texts), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(shape, (rows) => {
        const said = JSON.stringify(fitted(table([column('一'), column('二'), column('三')], rows)));
        for (const text of rows.flat()) expect(said).toContain(text);
      }),
      { numRuns: 60 },
    );
  });
});

describe('blocks', () => {
  it('that are small counts become one line, loud ones a table', () => {
    const counts = (tone?: 'abnormal'): TableBlock =>
      table(
        [column('类别'), number('条数')],
        [{ cells: { 类别: '甲', 条数: 2 }, ...(tone === undefined ? {} : { tone }) }],
      );
    expect(fitted(counts())[0]).toMatchObject({ type: 'note', text: '表：甲 2。' });
    expect(fitted(counts('abnormal'))[0]).toMatchObject({ type: 'table' });
  });

  it('of one row stay tables, whatever they hold, so that each value stands below its name', () => {
    const value = fc.oneof(fc.integer({ min: 0, max: 99 }), fc.stringMatching(/^[甲乙丙丁。]{1,12}$/));
    fc.assert(
      fc.property(fc.array(value, { minLength: 3, maxLength: 9 }), (values) => {
        const columns = values.map((one, i) => column(`列${i}`, typeof one === 'number' ? { type: 'number' } : {}));
        expect(fitted(table(columns, [values]))).toMatchObject([{ type: 'table', rows: [{}] }]);
      }),
    );
  });

  it('to sign keep the boxes, though all of them are empty', () => {
    const columns = ['选定', '选项', '说明', '影响'].map((key) => column(key));
    for (const rows of [1, 2, 5, 50]) {
      const [block] = fitted(
        table(
          columns,
          Array.from({ length: rows }, (_, i) => ['□', `选项 ${i}`, '同', '同']),
        ),
      );
      expect(labels(block)).toContain('选定');
      expect(cellsOf(block).map(([box]) => box)).toEqual(Array(rows).fill('□'));
    }
  });

  it('that draw the figures of the table below them are left to the page; those over time stay', () => {
    const rows: Cell[][] = [
      ['甲', 3],
      ['乙', 5],
      ['丙', 7],
      ['丁', 8],
    ];
    const chart = (kind: 'bar' | 'line', values: number[]): Block => ({
      type: 'chart',
      chart: kind,
      title: '图',
      x: ['甲', '乙', '丙', '丁'],
      series: [{ name: 's', values }],
      summary: '',
    });
    const below = table([column('类别'), number('条数')], rows);
    expect(fitted(chart('bar', [3, 5, 7, 8]), below).map(({ type }) => type)).toEqual(['table']);
    expect(fitted(chart('bar', [3, 5, 7, 9]), below).map(({ type }) => type)).toEqual(['chart', 'table']);
    expect(fitted(chart('line', [3, 5, 7, 8]), below).map(({ type }) => type)).toEqual(['chart', 'table']);
  });

  it('of pictures are printed up to a bound, and named with their number beyond it', () => {
    const pictures = (count: number): Block[] =>
      Array.from({ length: count }, (_, i) => ({
        type: 'image',
        sha256: 'a'.repeat(64),
        mediaType: 'image/png',
        caption: `图 ${i}`,
        alt: '',
      }));
    expect(fitted(...pictures(8))).toHaveLength(8);
    const [note, ...rest] = fitted(...pictures(9));
    expect(rest).toEqual([]);
    expect(note).toMatchObject({ type: 'note', text: expect.stringContaining('共 9 张') });
    const alike = pictures(9).map(
      (one, i): Block => ({ ...one, caption: `签收页（2026-03-0${i + 1}；记录 QS-${i}）` }) as Block,
    );
    expect(fitted(...alike)[0]).toMatchObject({ text: expect.stringContaining('：签收页 9 张。') });
    expect(fitted(...pictures(13))[0]).toMatchObject({ text: '共 13 张，逐张的名称、时间和记录见本文档的网页。' });
  });

  const evidence = (title: string, count: number, kind = '人工录入') =>
    Array.from({ length: count }, (_, i) => ({
      title,
      kind,
      time: `2026-03-${10 + i} 09:00`,
      record: `${title}-${i}`,
      hash: 'f'.repeat(64),
    }));

  it('of evidence name few records each, with digests cut short and attachments as a number', () => {
    const attached = { ...evidence('来电', 1)[0], kind: '附件' } as ReturnType<typeof evidence>[number];
    const [block] = fitted({ type: 'evidence', items: [...evidence('来电', 8), attached], empty: '无' });
    if (block?.type !== 'evidence') throw new Error('a short list stays a list');
    expect(block.items).toHaveLength(8);
    expect(block.items[0]).toMatchObject({ title: '来电（附件 1 件）', hash: `${'f'.repeat(12)}…` });
  });

  it('of evidence name many by kind: how many, from when to when, from where, how many of them count', () => {
    const range = {
      ...evidence('备份记录 101 份，其中计入本期的 99 份（附件 3 件）', 1, '自动采集')[0],
      time: '2026-02-01 至 2026-03-31',
      record: 'BF-1 … BF-101',
      counted: { label: '备份记录', records: 101, own: 99, attached: 3 },
    } as ReturnType<typeof evidence>[number];
    const [block] = fitted({
      type: 'evidence',
      items: [range, ...evidence('来电', 9), ...evidence('变更', 2)],
      empty: '无',
    });
    expect(cellsOf(block)).toEqual([
      ['备份记录', '101', '2026-02-01 至 2026-03-31'],
      ['来电', '9', '2026-03-10 至 2026-03-18'],
      ['变更', '1', '2026-03-10 变更-0'],
      ['变更', '1', '2026-03-11 变更-1'],
    ]);
    expect(footOf(block)).toContain('来源：自动采集 备份记录；其余 人工录入。');
    expect(footOf(block)).toContain('只有一部分计入本期的：备份记录 99。');
    expect(footOf(block)).toContain('附件 3 件：备份记录 3。');
    expect(footOf(block)).toContain(`数据指纹 ${inspectionLog().fingerprint}`);
  });

  it('of evidence count each record and each attachment once, however it is listed', () => {
    const items = fc.array(
      fc.record({
        title: fc.constantFrom('来电', '变更', '咨询'),
        record: fc.integer({ min: 0, max: 99 }).map(String),
        kind: fc.constantFrom('人工录入', '自动采集', '附件'),
      }),
      { minLength: 20, maxLength: 60 },
    );
    fc.assert(
      fc.property(items, (listed) => {
        const unique = listed.filter(
          ({ record, kind }, n) =>
            kind === '附件' || listed.findIndex((one) => one.record === record && one.kind !== '附件') === n,
        );
        const whole = unique.map((one) => ({ ...one, time: '2026-03-10 09:00', hash: 'f'.repeat(64) }));
        const [block] = fitted({ type: 'evidence', items: whole, empty: '无' });
        if (block?.type !== 'table') return;
        const told = cellsOf(block).reduce((sum, [, count]) => sum + Number(count), 0);
        const beside = Number(/附件 (\d+) 件/.exec(footOf(block))?.[1] ?? 0);
        expect(told + beside).toBe(whole.length);
      }),
    );
  });
});

describe('the page', () => {
  const narrow = (rows: number) => Array.from({ length: rows }, (_, i) => [{ text: `${i}` }, { text: '正常' }]);

  it('has a narrow table of many rows in columns, and only on paper', () => {
    const columns = [column('日期'), column('结果')];
    expect(layoutTable(columns, narrow(30), true).columns).toBe(3);
    expect(layoutTable(columns, narrow(9), true).columns).toBe(2);
    expect(layoutTable(columns, narrow(4), true).columns).toBe(1);
    expect(layoutTable(columns, narrow(30)).columns).toBe(1);
  });

  it('keeps upright what is too wide: the columns without room stand below the row', () => {
    const columns = Array.from({ length: 14 }, (_, i) => column(`第${i}列`));
    const wide = [columns.map(() => ({ text: '一段八个字的文本' }))];
    const main = columnsBeside(columns, wide) as number[];
    expect(main.length).toBeGreaterThan(3);
    expect(main.length).toBeLessThan(14);
    expect(columnsBeside(columns.slice(0, 3), wide)).toBeNull();
  });

  it('never sets below a row what it is known by, however long', () => {
    const columns = ['条款', '原文', '证据', '结论', '例外', '责任'].map((key) => column(key));
    const texts = [
      '人事管理子系统的数据维护与界面调整'.repeat(3),
      '很长的原文'.repeat(48),
      '证据记录'.repeat(6),
      '有',
      '没有',
      '甲',
    ];
    const main = columnsBeside(
      columns,
      Array.from({ length: 6 }, () => texts.map((text) => ({ text }))),
    );
    expect(main).not.toBeNull();
    expect(main?.[0]).toBe(0);
    expect(main).not.toContain(1);
  });

  it('knows a row that has a place in a list by the number beside it', () => {
    const keys = [
      'no',
      'id',
      '资产',
      '端口',
      '等级',
      '优先级',
      '责任人',
      '期限',
      '描述',
      '证据',
      '方案',
      '复测',
      '实施',
    ];
    const texts = ['1', 'CNVD-2025-28177', 'Nginx 1', '443/tcp', '低危', '4', '安全工程师', '2026-02-25'];
    const long = ['描述', '证据', '方案', '复测', '实施'].map((word) => `${word}：关闭版本信息输出并复测`.repeat(3));
    const rows = Array.from({ length: 6 }, () => [...texts, ...long].map((text) => ({ text })));
    const main = columnsBeside(
      keys.map((key) => column(key)),
      rows,
    );
    expect(main?.slice(0, 2)).toEqual([0, 1]);
  });

  it('keeps moments on one line where the last columns may stand below for no more lines', () => {
    const at = '2026-03-05 18:00';
    const told = {
      ...{ 记录编号: 'YC-20260304-001', 许可编号: 'XK-20251125-003', 批复编号: '演示许〔2026〕32号甲', 开始: at },
      ...{ 结束: at, 许可时间: at, 补办时间: at, 许可人: '采购人项目负责人甲', 操作人: '驻点运维工程师甲乙' },
      事由: '临时文件清理任务统一',
    };
    const columns = Object.keys(told).map((key) => column(key));
    const rows = Array.from({ length: 20 }, () => Object.values(told).map((text) => ({ text })));
    const main = columnsBeside(columns, rows) ?? [];
    expect(main.map((i) => columns[i]?.key)).toEqual(expect.arrayContaining(['记录编号', '开始', '结束']));
    const own = layoutTable(
      main.map((i) => columns[i] as Column),
      rows.map((row) => main.map((i) => row[i] as { text: string })),
      true,
    );
    expect(own.lines).toBe(rows.length);
  });

  it('has small blocks beside each other as far as they fit', () => {
    const view = (narrow?: number) => ({ partial: 'table' as const, ...(narrow === undefined ? {} : { narrow }) });
    expect(besideEachOther([view(0.4), view(0.4), view(0.4), view(), view(0.3)]).map(({ partial }) => partial)).toEqual(
      ['beside', 'table', 'table', 'table'],
    );
  });

  it('pairs charts that follow each other', () => {
    const chart: Block = { type: 'chart', chart: 'line', title: '', x: ['一'], series: [], summary: '' };
    const [a, b, c] = [{ ...chart }, { ...chart }, { ...chart }];
    expect([...pairedCharts([a as Block, b as Block, c as Block])]).toEqual([a, b]);
  });

  it('has contents in three columns where their titles are short', () => {
    const drawings = { image: () => '', chart: () => ({ toHTML: () => '' }) };
    const opened = (title: string): ReportDocument => ({
      ...inspectionLog(),
      sections: [
        { id: 'first', title: '要点', opening: true, blocks: [] },
        { id: 'tested', title, blocks: [] },
      ],
    });
    expect(documentView(opened('监控覆盖率与告警处置'), drawings, true).narrowContents).toBe(true);
    expect(documentView(opened('本期各系统的监控覆盖率与告警处置情况'), drawings, true).narrowContents).toBe(false);
    expect(documentView(opened('监控覆盖率与告警处置'), drawings).narrowContents).toBe(false);
  });

  it('gives a long text the whole page rather than set the table narrow', () => {
    const columns = [column('交付物'), column('期次'), column('期限')];
    const long = [[{ text: '系统漏洞扫描评估报告、'.repeat(12) }, { text: '2026 年 4 月' }, { text: '2026-04-30' }]];
    const { share, widths } = layoutTable(columns, long, true);
    expect(share).toBe(1);
    expect(widths[0]).toBeGreaterThan(60);
    const short = [[{ text: '月报' }, { text: '2026 年 4 月' }, { text: '2026-04-30' }]];
    expect(layoutTable(columns, short, true).share).toBeLessThan(0.7);
  });

  it('sets a section of one sentence in the line of its heading, on paper alone', () => {
    const doc = documentOf({ type: 'note', text: '未登记。' });
    const drawings = { image: () => '', chart: () => ({ toHTML: () => '' }) };
    expect(documentView(doc, drawings, true).sections[0]?.classes).toContain('run-in');
    expect(documentView(doc, drawings).sections[0]?.classes).not.toContain('run-in');
  });
});
