/** Every record has a place where it stands whole, of whatever kind: fields in the words of its kind, and what came of it. */
import { describe, expect, it } from 'vitest';
import { fieldsOf } from '../../../src/records/fields.ts';
import { attachmentKey } from '../../../src/records/open-attachment.ts';
import type { AnyRecord, Attachment, RecordKind } from '../../../src/records/record.ts';
import { references } from '../../../src/records/references.ts';
import type { SiteDocument, SiteRecord } from '../../../src/report/site-model.ts';
import { placeOf, placesOf, wholeHref } from '../../../src/sections/parts/places.ts';
import { wholeRecord } from '../../../src/sections/parts/whole-record.ts';
import records from '../../../src/sections/records.ts';
import type { DutyRecord } from '../../../src/subjects/attendance/kinds/duty.ts';
import { kinds, pagesOf, siteFacts } from '../../support/site-parts.ts';

const kindOf = (id: string): RecordKind => kinds.find((one) => one.id === id) as RecordKind;
const duty = kindOf('duty').example as DutyRecord;
const texts = ({ facts, details }: SiteRecord): Record<string, string[]> =>
  Object.fromEntries([...facts, ...details].map(({ label, value }) => [label, value.map(({ text }) => text)]));

const document = (number: string): SiteDocument =>
  ({
    ...{ number, name: '考勤表', period: '2026-11', periodText: '2026 年 11 月', revisionText: '第 1 版' },
    files: { html: `/archive/${number}.html` },
  }) as SiteDocument;

describe('a record whole', () => {
  it.each(kinds.map(({ id }) => id))('of %s has each of its fields in words, and no field name or code', (id) => {
    const kind = kindOf(id);
    const shown = wholeRecord(siteFacts(), kind, kind.example);
    const labels = [...shown.facts.map(({ label }) => label), ...shown.lists.map(({ label }) => label)];
    expect(shown.facts.length).toBeGreaterThan(2);
    expect(labels.filter((label) => !/[\u4e00-\u9fff]/.test(label) && !/^[A-Z]+$/.test(label))).toEqual([]);
    expect(shown.lists.every(({ columns, rows }) => rows.every((row) => row.length === columns.length))).toBe(true);
  });

  it('says words for codes, names for assets, and times to the second', () => {
    const expense = kindOf('expense');
    const shown = wholeRecord(siteFacts(), expense, expense.example);
    expect(texts(shown)).toMatchObject({ 类别: ['备件领用'], 金额: ['45 元'] });
    expect(shown.facts.find(({ label }) => label === '设备')?.value[0]?.href).toMatch(/^\/assets\//);
    const present = wholeRecord(siteFacts(), kindOf('duty'), duty);
    expect(texts(present)).toMatchObject({ 情况: ['在岗'], 签到时间: ['2026-11-24 08:56:10'] });
  });

  it('says of a fault with measures that nobody added it by hand, not that nothing is put right', () => {
    const incident = kindOf('incident');
    const shown = wholeRecord(siteFacts(), incident, { ...incident.example, flagged: false } as AnyRecord);
    expect(shown.lists.map(({ label }) => label)).toContain('整改措施');
    expect(texts(shown)).toMatchObject({ 人工列入整改: ['否'] });
    expect(texts(shown)).not.toHaveProperty('列入整改');
  });

  it('bears the numbers of papers from outside, each kind by its own field, and none that was withdrawn', () => {
    const order = kindOf('service-order');
    expect(wholeRecord(siteFacts(), order, order.example).bears).toEqual([
      (order.example as unknown as { number: string }).number,
    ]);
    const withdrawn = { by: '李工', at: duty.at, reason: '重复登记' };
    expect(wholeRecord(siteFacts(), order, { ...order.example, withdrawn })).not.toHaveProperty('bears');
    const bearing = kinds.filter(({ schema }) => fieldsOf(schema).some(({ outsideNumber }) => outsideNumber));
    expect(bearing.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['expense', 'permit', 'service-order', 'service-request']),
    );
  });

  it('opens each attachment that the view gives out, and says of the others why it does not', () => {
    const paper = (name: string, digit: string): Attachment => ({
      ...{ sha256: digit.repeat(64), name, type: 'application/pdf', size: 2990, subject: '签字页' },
      takenAt: duty.at,
    });
    const [given, kept] = [paper('签字页.pdf', 'a'), paper('工单.pdf', 'b')];
    const facts = siteFacts({
      attachments: new Map([
        [attachmentKey(given), { text: '原件', href: '/attachments/a/x.pdf' }],
        [attachmentKey(kept), { text: '未公开：原件向供应商索取' }],
      ]),
    });
    const { lists } = wholeRecord(facts, kindOf('duty'), { ...duty, attachments: [given, kept] } as AnyRecord);
    const list = lists.find(({ label }) => label === '附件');
    const { columns, rows } = list ?? { columns: [] as string[], rows: [] };
    expect(columns).toEqual(expect.arrayContaining(['打开', '文件名', '校验值', '大小（字节）']));
    expect(rows.map(([first]) => first)).toEqual([
      { text: '原件', href: '/attachments/a/x.pdf' },
      { text: '未公开：原件向供应商索取' },
    ]);
    expect(rows.map((row) => row[columns.indexOf('大小（字节）')]?.text)).toEqual(['2990', '2990']);
    expect(rows.every((row) => row.length === columns.length)).toBe(true);
  });

  it('tells its file, its evidence, its corrections, who entered it and the documents it counts in', () => {
    const { id } = duty;
    const record: AnyRecord = {
      ...duty,
      corrections: [{ at: '2026-11-25T09:00:00+08:00', by: '李工', reason: '抄错', what: '签到时间更改' }],
    };
    const facts = siteFacts({
      documents: [document('KQ-1'), document('KQ-2')],
      originals: new Map([[id, { path: 'records/duty/x.yaml', sha256: 'ab12' }]]),
      used: new Map([[id, { all: 7, numbers: ['KQ-1', 'KQ-2'] }]]),
    });
    expect(texts(wholeRecord(facts, kindOf('duty'), record))).toMatchObject({
      登记: ['人工录入，录入时间 2026-11-24 17:40:00'],
      用于文档: ['考勤表 2026 年 11 月 第 1 版', '考勤表 2026 年 11 月 第 1 版'],
      记录原件: ['records/duty/x.yaml', 'SHA-256 ab12'],
    });
    const shared = { anchor: 'd2026-11-24', numbers: new Set(['KQ-1']) };
    expect(texts(wholeRecord(facts, kindOf('duty'), record, { shared }))['用于文档']).toEqual([
      '考勤表 2026 年 11 月 第 1 版',
      '另有当日共用的 1 份',
    ]);
  });

  it('tells each version that the repository has where there are several, and which commits they are in', () => {
    const step = (at: string, what: string, by = '') => ({
      at,
      by,
      way: '登记台',
      what,
      commit: 'ad9dd3de35b3013251bc',
      madeAt: at,
      reason: '',
      differences: [],
    });
    const steps = [
      step('2026-11-24T17:40:00+08:00', '登记'),
      step('2026-11-25T09:00:00+08:00', '添加附件 a.jpg', '李工'),
    ];
    const saidOf = (count: number) =>
      texts(wholeRecord(siteFacts({ histories: new Map([[duty.id, steps.slice(0, count)]]) }), kindOf('duty'), duty));
    expect(saidOf(2)['历史（按写入版本库的时间）']).toEqual([
      '2026-11-24 17:40:00 登记台：登记',
      '2026-11-25 09:00:00 李工，登记台：添加附件 a.jpg',
    ]);
    expect(saidOf(1)).not.toHaveProperty('历史（按写入版本库的时间）');
    expect(saidOf(1)['版本库']).toEqual(['2026-11-24 17:40:00 提交 ad9dd3de35b3']);
  });

  describe('a permit that no operation names', () => {
    const permit = kindOf('permit');
    const { id } = permit.example;
    const saidAt = (now: string, more: object = {}, others: Record<string, AnyRecord[]> = {}) => {
      const record = { ...permit.example, ...more } as AnyRecord;
      const given = siteFacts({ records: { permit: [record], ...others } });
      return texts(wholeRecord({ ...given, now }, permit, record))['使用情况']?.[0];
    };
    const DURING = '2026-11-24T12:00:00+08:00';
    const AFTER = '2026-11-25T12:00:00+08:00';

    it('says what is known of that, by its validity', () => {
      expect(saidAt('2026-11-23T12:00:00+08:00')).toBe('有效期还没有开始');
      expect(saidAt(DURING)).toBe('有效期内，还没有登记用到它的操作');
      expect(saidAt(AFTER)).toBe('有效期已过，没有登记用到它的操作：没有使用，或用了没有登记');
      expect(saidAt(AFTER, { revokedAt: DURING })).toBe('已撤销，没有登记用到它的操作');
      expect(saidAt(AFTER, { operations: ['collect', 'backup'] })).toContain('不逐次写许可编号');
    });

    it('says of remote work without a session that there is none, and nothing where it was used', () => {
      const scan = { scan: [{ ...kindOf('scan').example, permit: id } as AnyRecord] };
      expect(saidAt(AFTER, {}, scan)).toBeUndefined();
      expect(saidAt(AFTER, { operations: ['remote', 'scan'], access: 'read' }, scan)).toBe(
        '许可远程维护，没有登记用到它的会话',
      );
    });
  });

  it('leads to the records that name it, of whatever kind, whose fields and rows lead to it', () => {
    const naming = kinds.flatMap((kind) => references(kind).map((field) => [kind, field] as const));
    expect(naming.length).toBeGreaterThan(20);
    for (const [kind, { path, kind: named }] of naming) {
      const target = kindOf(named);
      const id = `${target.prefix}-20261103-007`;
      const [name = '', column] = path.split('.');
      const record = { ...kind.example, [name]: column === undefined ? id : [{ [column]: id }] } as AnyRecord;
      const whole = { ...target.example, id };
      const records = { ...{ [kind.id]: [record] }, [target.id]: [whole, ...(kind === target ? [record] : [])] };
      const related = wholeRecord(siteFacts({ records }), target, whole).facts.find(
        ({ label }) => label === '相关记录',
      );
      expect(related?.value, `${kind.id} ${path}`).toHaveLength(1);
      expect(related?.value[0]?.text).toContain(`${kind.label} ${record.id} 2026-`);
      expect(related?.value[0]?.href).toContain(record.id);
    }
  });

  it('lists the newest of many that name it, says how many more there are, and nothing where none does', () => {
    const permit = kindOf('permit');
    const session = kindOf('remote-session');
    const used = Array.from({ length: 30 }, (_, n) => ({
      ...session.example,
      id: `YC-20261103-${String(n + 1).padStart(3, '0')}`,
      permit: permit.example.id,
    }));
    const shown = (list: AnyRecord[]) =>
      texts(wholeRecord(siteFacts({ records: { 'remote-session': list } }), permit, permit.example))['相关记录'];
    const all = shown(used);
    expect(all?.[0]).toContain('YC-20261103-030');
    expect(all?.at(-1)).toBe(`另有${session.label} ${30 - ((all?.length ?? 0) - 1)} 条`);
    expect(shown([])).toBeUndefined();
  });

  it('has of thousands of rows the first, and says where the others are', () => {
    const probe = kindOf('probe');
    const example = probe.example as unknown as { series: Record<string, unknown>[] };
    const series = Array.from({ length: 900 }, () => ({ ...example.series[0] }));
    const shown = wholeRecord(siteFacts(), probe, { ...probe.example, series } as AnyRecord);
    const [list] = shown.lists;
    expect(list?.rows.length).toBeLessThan(100);
    expect(list?.note).toMatch(/^共 900 行，另有 \d+ 行见/);
  });
});

describe('the place of a record', () => {
  const idsOf = (count: number, day = '20261103') =>
    Array.from({ length: count }, (_, n) => `ZB-${day}-${String(n + 1).padStart(3, '0')}`);
  const place = (ids: string[]) => wholeHref(siteFacts({ ids: new Map([['duty', ids]]) }), 'duty', ids[0] ?? '');

  it('is on the page of its month; of many on that of a third of it; of very many on that of its day', () => {
    expect(place(idsOf(40))).toBe('/records/duty/2026-11#ZB-20261103-001');
    const spread = [...idsOf(60), ...idsOf(60, '20261121')];
    expect(place(spread)).toBe('/records/duty/2026-11-early#ZB-20261103-001');
    expect(place(spread.toReversed())).toBe('/records/duty/2026-11-late#ZB-20261121-060');
    // Most of a month's receipts are of its first days.
    expect(place([...idsOf(100), ...idsOf(2, '20261121')])).toBe('/records/duty/2026-11-03#ZB-20261103-001');
    expect(place([...idsOf(2, '20261121'), ...idsOf(100)])).toBe('/records/duty/2026-11-late#ZB-20261121-001');
    expect(place(idsOf(500))).toBe('/records/duty/2026-11-03#ZB-20261103-001');
    expect(place(idsOf(1, '20240103'))).toBe('/records/month/2024-01#ZB-20240103-001');
  });

  it('of what has a page of its own is that page, and else none of a list of something else', () => {
    const facts = siteFacts();
    expect(placeOf(facts, 'incident', 'GZ-20261124-001')).toBe('/faults/GZ-20261124-001');
    expect(placeOf(facts, 'change', 'BG-20261124-001')).toBe('/records/change/2026-11#BG-20261124-001');
  });

  it.each([40, 200, 500])('is there, for each of %i', (count) => {
    const ids = idsOf(count);
    const list = ids.map((id): DutyRecord => ({ ...duty, id, date: '2026-11-03' }));
    const facts = siteFacts({ records: { duty: list }, ids: new Map([['duty', ids]]) });
    const pages = pagesOf(records, { ...facts, kinds: [kindOf('duty')] });
    const stands = new Set(
      pages.flatMap(({ path, sections }) =>
        sections.flatMap(({ blocks }) =>
          blocks.flatMap((block) =>
            block.type === 'records' ? block.items.map(({ id }) => `/records/${path}#${id}`) : [],
          ),
        ),
      ),
    );
    expect(Object.values(placesOf(facts)).filter((href) => !stands.has(href))).toEqual([]);
    const days = pages.find(({ path }) => path === 'duty')?.sections.find(({ id }) => id === 'days');
    expect(JSON.stringify(days)).toMatch(/"text":"3 日","href":"\/records\/duty\/2026-11[^"]*#d2026-11-03"/);
  });

  it('of a record that was withdrawn is there too, which counts nowhere', () => {
    const withdrawn: AnyRecord = {
      ...duty,
      id: 'ZB-20261103-002',
      withdrawn: { by: '李工', at: '2026-11-04T09:00:00+08:00', reason: '重复登记' },
    };
    const given = {
      ids: new Map([['duty', ['ZB-20261103-001']]]),
      records: { duty: [{ ...duty, id: 'ZB-20261103-001' }] },
    };
    const facts = siteFacts({ ...given, withdrawn: { duty: [withdrawn] } });
    const page = pagesOf(records, { ...facts, kinds: [kindOf('duty')] }).find(({ path }) => path === 'duty/2026-11');
    expect(page?.description).toContain('共 1 条，另有已作废的 1 条不计');
    expect(JSON.stringify(page)).toContain('作废人 李工，原因：重复登记');
    expect(placesOf(facts)['ZB-20261103-002']).toBe('/records/duty/2026-11#ZB-20261103-002');
  });
});
