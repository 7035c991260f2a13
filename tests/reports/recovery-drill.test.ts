import { describe, expect, test } from 'vitest';
import deliverable from '../../reports/recovery-drill.ts';
import type { IssuedSummary } from '../../src/contract/calendar/occurrence.ts';
import type { AnyRecord, Attachment } from '../../src/records/record.ts';
import type { FactsBlock } from '../../src/report/block.ts';
import type { ReportDocument } from '../../src/report/document.ts';
import drillKind, { type DrillRecord } from '../../src/subjects/recovery/kinds/drill.ts';
import { documentOf, recordOf } from './_documents.ts';
import { expectGolden, printed, rowsOf, sectionOf, tableOf } from './_printed.ts';

const request = { deliverable, period: 'service', asOf: '2026-11-25T12:00:00+08:00' };
const make = (records: readonly AnyRecord[], issued: IssuedSummary[] = []) =>
  documentOf({ ...request, records, issued });
const drill = (changes: Partial<DrillRecord> = {}): DrillRecord => recordOf(drillKind, changes);
const id = drillKind.example.id;

const attachment = (type: string, name: string, subject: string): Attachment => ({
  sha256: 'b'.repeat(64),
  name,
  type,
  size: 1000,
  subject,
  takenAt: '2026-11-24T19:05:00+08:00',
});

const plan = (issuedAt: string): IssuedSummary => ({
  obligation: 'drill-plan',
  period: 'service',
  revision: 1,
  number: drillKind.example.plan,
  title: '演练方案',
  dueAt: null,
  issuedAt,
  confirmedAt: issuedAt,
  late: false,
  fingerprint: '0'.repeat(64),
});

const factOf = (document: ReportDocument, label: string) =>
  sectionOf(document, `plan-${id}`)
    .blocks.filter((block): block is FactsBlock => block.type === 'facts')
    .flatMap((block) => block.items)
    .find((item) => item.label === label);

describe('a closed drill', () => {
  const attachments = [
    attachment('image/jpeg', '签到.jpg', '参加人员签到'),
    attachment('application/pdf', '审批.pdf', '演练方案审批件'),
  ];
  const made = make([drill({ attachments })], [plan('2026-11-09T10:00:00+08:00')]);

  test('is as the golden file', () => expectGolden('recovery-drill', made));
});

describe('the plan', () => {
  test('is due ten working days before the drill; the last minute is still in time', () => {
    const late = (issuedAt: string) => factOf(make([drill()], [plan(issuedAt)]), '方案报送')?.value;
    expect(factOf(make([drill()]), '方案应报时间')?.value).toBe('2026-11-10 17:00');
    expect(late('2026-11-10T17:00:00+08:00')).toBe('按时');
    expect(late('2026-11-10T17:00:01+08:00')).toBe('晚于应报时间');
  });

  test('without a document of that number the approval tells; without that nobody can', () => {
    expect(factOf(make([drill()]), '方案报送')?.value).toBe('按时');
    const bare = drill({ planApprovedBy: undefined, planApprovedAt: undefined });
    expect(factOf(make([bare]), '方案报送')?.value).toBe('没有登记，不能判定');
    expect(factOf(make([bare]), '审批人')?.tone).toBe('abnormal');
  });
});

describe('other stories', () => {
  test('no drill: nothing is claimed', () => {
    const made = make([]);
    expect(printed(sectionOf(made, 'conclusion'))).toContain('没有登记恢复演练，不能说明恢复能力');
    expect(made.marks.map((mark) => mark.text)).toContain('服务期至今没有登记恢复演练');
  });

  test('one that is not closed says what is missing', () => {
    const open = drill({
      closedAt: undefined,
      finishedAt: undefined,
      result: undefined,
      rtoActual: undefined,
      rpoActual: undefined,
      evaluation: undefined,
      rollback: undefined,
      problems: undefined,
    });
    const made = make([open]);
    expect(printed(sectionOf(made, 'conclusion'))).toContain('总结均未完成，尚不能作结论');
    expect(made.marks.map((mark) => mark.text)).toContain('演练总结尚未完成');
    expect(printed(sectionOf(made, `evaluation-${id}`))).toContain('结论：未登记。');
    expect(rowsOf(tableOf(made, 'RTO/RPO 目标与实际'))[0]?.['state']).toBe('未登记实际值，不能判定');
  });

  test('several drills each have their own heading; the newest decides the tone', () => {
    const second = drill({ id: 'YL-20261124-002', title: '附件文件恢复演练', result: 'failed', rtoActual: 7201 });
    const made = make([drill(), second]);
    const headings = made.sections.filter((section) => section.id.startsWith('drill-'));
    expect(headings.map((section) => section.title)).toEqual([
      `${drillKind.example.title}（${id}）`,
      '附件文件恢复演练（YL-20261124-002）',
    ]);
    expect(sectionOf(made, `plan-${id}`).level).toBe(2);
    expect(sectionOf(made, 'conclusion').blocks[1]).toMatchObject({ tone: 'abnormal' });
    expect(new Set(made.sections.map((section) => section.id)).size).toBe(made.sections.length);
  });
});
