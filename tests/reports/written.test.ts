import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import written from '../../reports/written.ts';
import { readPlan } from '../../src/pipeline/compose/written-plan.ts';
import type { AnyRecord } from '../../src/records/record.ts';
import { parseMarkdown } from '../../src/report/written-markdown.ts';
import incidentKind from '../../src/subjects/incidents/kinds/incident.ts';
import type { PermitRecord } from '../../src/subjects/permits/kinds/permit.ts';
import renewalKind from '../../src/subjects/renewals/kinds/renewal.ts';
import { kindOf } from '../records/_kinds.ts';
import { bundle, confirming, documentOf, recordOf } from './_documents.ts';
import { onSiteAt60m, p1In2h00, p1In2h01, p2In3h, responseAt10m01s } from './_incidents.ts';
import { expectGolden, printed, rowsOf, sectionOf, tableOf } from './_printed.ts';

const units = new Map(written(bundle).map((one) => [one.id, one]));

const planOf = (id: string) =>
  readPlan(
    readFileSync(join(import.meta.dirname, '../../data/starters/bureau/plans', `${id}.md`), 'utf8'),
    `plans/${id}.md`,
    id,
  );

type Request = Partial<Parameters<typeof documentOf>[0]>;

function documentFor(id: string, more: Request = {}, records: readonly AnyRecord[] = []) {
  const deliverable = units.get(id);
  if (deliverable === undefined) throw new Error(`no written document ${id}`);
  return documentOf({
    deliverable,
    records,
    asOf: '2026-11-24T17:00:00+08:00',
    period: 'service',
    written: planOf(id),
    ...more,
  });
}

const withBody = (markdown: string): Request => ({
  written: { title: '应急预案', prepared: '甲', reviewed: '乙', approved: '待填写', blocks: parseMarkdown(markdown) },
});

describe('the starter’s written documents', () => {
  test('are one deliverable each, in the order of the data', () => {
    expect([...units.keys()]).toEqual(bundle.written.map((one) => one.id));
  });

  test.each(bundle.written.map((one) => one.id))('%s', (id) => {
    const made = documentFor(id);
    expectGolden(`written-${id}`, made);
    expect(made.marks.map((mark) => mark.text).join()).toMatch(/正文尚有 \d+ 处“待填写”/);
    expect(printed(made)).not.toMatch(/undefined|\[object/);
    // Who signs has no file of ours before him.
    expect(printed(made)).not.toMatch(/[\w-]+\/[\w-]+\.\w+/);
  });
});

describe('the text', () => {
  test('headings become sections without the numbers that people put before them', () => {
    const text = '导语\n\n## 一、目的\n\n### （一）范围\n\n#### 1.1 细则\n\n##### 2、更细\n\n## 第三章 结语\n\n完';
    const made = documentFor('emergency-plan', withBody(text));
    const own = made.sections.filter((section) => section.id.startsWith('text-'));
    expect(own.map(({ title, level = 1 }) => [title, level])).toEqual([
      ['说明', 1],
      ['目的', 1],
      ['范围', 2],
      ['细则', 3],
      ['更细', 3],
      ['结语', 1],
    ]);
  });

  test('a heading that begins with a figure and is none is left alone', () => {
    const made = documentFor('emergency-plan', withBody('## 7×24 小时值守\n\n内容'));
    expect(sectionOf(made, 'text-1').title).toBe('7×24 小时值守');
  });

  test('a first heading that repeats the title is not printed twice', () => {
    const made = documentFor('emergency-plan', withBody('# 应急预案\n\n## 范围\n\n内容'));
    expect(sectionOf(made, 'text-1').title).toBe('范围');
  });

  test('task lists are check lists; tables of one section have names of their own', () => {
    const table = '| 项 |\n| --- |\n| 甲 |';
    const made = documentFor(
      'emergency-plan',
      withBody(`## 清单\n\n- [x] 备份\n- [ ] 校验\n\n${table}\n\n又\n\n${table}`),
    );
    expect(sectionOf(made, 'text-1').blocks[0]).toEqual({
      type: 'checklist',
      items: [
        { text: '备份', state: 'done' },
        { text: '校验', state: 'open' },
      ],
    });
    expect(tableOf(made, '清单').rows).toHaveLength(1);
    expect(tableOf(made, '清单（表 2）').rows).toHaveLength(1);
  });

  test('the people of the file’s head stand on the cover; who is still 待填写 is left to be written', () => {
    const made = documentFor('emergency-plan', withBody('## 范围\n\n内容'));
    expect(made.frame).toMatchObject({ prepared: '甲', reviewed: '乙' });
    expect(made.frame.approved).toBeUndefined();
    expect(made.marks.some((mark) => mark.text.includes('待填写'))).toBe(false);
  });

  test('an empty body says so', () => {
    expect(printed(sectionOf(documentFor('emergency-plan', withBody('')), 'text-1'))).toContain('正文尚未编写。');
  });

  test('a body that could not be read says so', () => {
    const deliverable = units.get('emergency-plan');
    if (deliverable === undefined) throw new Error('no emergency-plan');
    const made = documentOf({ deliverable, records: [], asOf: '2026-11-24T17:00:00+08:00', period: 'service' });
    expect(printed(sectionOf(made, 'text-1'))).toContain('plans/emergency-plan.md 不可读');
  });
});

describe('the tables from the contract’s data', () => {
  test('people', () => {
    const table = tableOf(documentFor('personnel-filing'), '人员名单');
    expect(rowsOf(table).map((row) => row['role'])).toEqual(bundle.contract.people.map((one) => one.role));
  });

  test('assets of the contract only', () => {
    const rows = rowsOf(tableOf(documentFor('service-handover'), '资产清单'));
    expect(rows).toHaveLength(bundle.assets.filter((asset) => asset.contract).length);
    expect(rows.some((row) => row['id'] === 'ops-host')).toBe(false);
  });
});

describe('口径确认函', () => {
  const effects = (question: string, more: Request, records: readonly AnyRecord[]): string[] => {
    const index = bundle.interpretations.findIndex((one) => one.id === question);
    const table = tableOf(documentFor('interpretation-letter', more, records), `口径 ${index + 1}`);
    return rowsOf(table).map((row) => row['effect'] ?? '');
  };

  test('has every question with every option, the proposed one marked, and no effect on the first day', () => {
    const made = documentFor('interpretation-letter', { asOf: '2026-09-01T09:00:00+08:00' });
    expect(made.sections.filter((one) => one.id.startsWith('interpretation-'))).toHaveLength(
      bundle.interpretations.length,
    );
    for (const [index, one] of bundle.interpretations.entries()) {
      const rows = rowsOf(tableOf(made, `口径 ${index + 1}`));
      expect(rows).toHaveLength(one.options.length);
      expect(rows.filter((row) => row['label']?.endsWith('（供应商建议）'))).toHaveLength(1);
      expect(rows.every((row) => row['chosen'] === '□')).toBe(true);
    }
    expect(printed(sectionOf(made, 'interpretation-major'))).toContain('服务期至今没有登记故障，尚无影响');
  });

  test('major: the same incidents by 甲 and by 乙', () => {
    const [outage, letter] = effects('major', {}, [p1In2h00, p1In2h01, p2In3h, onSiteAt60m]);
    expect(outage).toMatch(/^计入限额 2 次（GZ-20261105-001、GZ-20261106-001）/);
    expect(letter).toMatch(/^计入限额 3 次（GZ-20261105-001、GZ-20261106-001、GZ-20261109-001）/);
  });

  test('response: ten minutes and one second fail by both for what is not major', () => {
    const both = effects('response', {}, [responseAt10m01s, onSiteAt60m]);
    expect(new Set(both)).toEqual(new Set(['故障 2 次：响应达标 1 次，未达标 1 次（GZ-20261103-001）。']));
  });

  test('oral permits: by the state of the written one', () => {
    const oral = (id: string, changes: Partial<PermitRecord>) =>
      recordOf(
        kindOf('permit') as never,
        {
          id,
          type: 'emergency',
          channel: 'phone',
          number: undefined,
          at: '2026-11-20T09:00:00+08:00',
          grantedAt: '2026-11-20T09:10:00+08:00',
          validFrom: '2026-11-20T09:10:00+08:00',
          validTo: '2026-11-20T18:00:00+08:00',
          enteredAt: '2026-11-23T18:00:00+08:00',
          writtenDue: '2026-11-23T17:30:00+08:00',
          ...changes,
        } as never,
      ) as unknown as AnyRecord;
    const permits = [oral('XK-20261120-003', { writtenAt: '2026-11-23T10:00:00+08:00' }), oral('XK-20261120-004', {})];
    expect(effects('oral-permit', {}, permits)).toEqual([
      '紧急口头许可 2 份：按时补办 1 份，在补办期内 0 份，逾期 1 份（XK-20261120-004）。',
    ]);
  });

  test('a confirmed option is ticked, and the day stands beside it', () => {
    const contract = confirming({ major: 'outage' });
    const dated = contract.interpretations.map((one) =>
      one.id === 'major' ? { ...one, confirmedOn: '2026-10-08' } : one,
    );
    const made = documentFor('interpretation-letter', { contract: { ...contract, interpretations: dated } });
    const index = bundle.interpretations.findIndex((one) => one.id === 'major');
    expect(rowsOf(tableOf(made, `口径 ${index + 1}`)).map((row) => row['chosen'])).toEqual(['√']);
    expect(printed(sectionOf(made, 'interpretation-major'))).toContain('双方已于 2026-10-08 确认');
    expect(printed(sectionOf(made, 'interpretations'))).toContain('双方已确认 1 项');
  });

  test('a question that the tool does not know is printed without an effect', () => {
    const extra = {
      ...bundle.interpretations[0],
      id: 'own-question',
      binds: undefined,
    } as (typeof bundle.interpretations)[number];
    const made = documentFor('interpretation-letter', { contract: { ...bundle, interpretations: [extra] } });
    expect(rowsOf(tableOf(made, '口径 1')).map((row) => row['effect'])).toEqual(
      extra.options.map(() => '没有可以自动统计的影响'),
    );
  });
});

test('the columns that are filled in by hand at the hand-over are kept on paper', () => {
  const { columns } = tableOf(documentFor('service-handover'), '资产清单');
  const byHand = columns.filter(({ key }) => key.startsWith('blank-')).map(({ label }) => label);
  expect(byHand).toEqual(['核对结果', '签认']);
});

describe('what is not finished at the hand-over', () => {
  const at = '2026-11-24T17:00:00+08:00';
  const handover = (records: readonly AnyRecord[]) => documentFor('service-handover', { asOf: at }, records);

  test('is listed by the records, beside what people wrote', () => {
    const measures = [
      { ...measureOf('r1', '限定内存'), dueOn: '2026-11-27' },
      { ...measureOf('r2', '重建从库'), status: 'done' as const, doneOn: '2026-11-20' },
      { ...measureOf('r3', '复核告警'), dueOn: '2026-11-10' },
    ];
    const { closedAt: _closed, recordedAt: _recorded, ...rest } = incidentKind.example;
    const ended = recordOf(incidentKind, { measures });
    const running = { ...rest, id: 'GZ-20261124-009', measures: [] } as AnyRecord;
    const runsOut = recordOf(renewalKind, { expiresOn: '2027-01-20', status: 'open', noticeDays: 30 });
    const made = handover([ended, running, runsOut]);
    const section = sectionOf(made, 'unfinished');
    expect(printed(section)).toContain('GZ-20261124-009');
    expect(tableOf(made, '整改与改进措施进展').rows.map(({ cells }) => cells.measure)).toEqual([
      '复核告警',
      '限定内存',
    ]);
    expect(printed(tableOf(made, '整改与改进措施进展'))).toContain('已逾期');
    expect(printed(tableOf(made, '即将到期的事项'))).toContain(runsOut.id);
    expect(printed(section)).toContain('口径待确认');
  });

  test('a text that attests what has not come is marked, listed and told before it is confirmed', () => {
    const row = '| 设备 | 清除时间 | 核验人 |\n| --- | --- | --- |\n| 工作站 | 2026-12-01 | 甲 |';
    const made = documentFor('service-handover', { asOf: at, ...withBody(`## 清除\n\n${row}`) });
    expect(made.marks.map(({ text }) => text).join()).toContain('正文有 1 处写明已核验的时间晚于本文');
    expect(printed(sectionOf(made, 'ahead'))).toContain('工作站：清除时间 2026-12-01');
  });
});

const measureOf = (id: string, measure: string) => ({
  id,
  problem: '问题',
  measure,
  owner: '甲',
  dueOn: '2026-11-27',
  status: 'open' as const,
  acceptance: '通过',
});
