/** Which unit composes which obligation: several may share one, and what does not exist is refused when a workspace is opened. */
import { execFileSync } from 'node:child_process';
import { appendFile, cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { DeliverableUnit } from '../../reports/_deliverable.ts';
import { UserError } from '../../src/contract/error.ts';
import { type Obligation, obligationSchema } from '../../src/contract/terms/obligations.ts';
import { bindUnits } from '../../src/pipeline/bind-units.ts';
import { discoverUnits } from '../../src/pipeline/discover.ts';
import { requireEventFields } from '../../src/pipeline/event-fields.ts';
import { issue } from '../../src/pipeline/issue/issue.ts';
import { planAt } from '../../src/pipeline/plan/plan.ts';
import { requireRegisterFields } from '../../src/pipeline/register-fields.ts';
import { planSource } from '../../src/pipeline/session.ts';
import { kindIds, loadKind } from '../../src/pipeline/units.ts';
import { starter } from '../contract/_starter.ts';
import { archivedDocument } from '../support/archived.ts';
import { cleanUp, makeWorkspace, note, noteDraft, open } from './_workspace.ts';

afterEach(cleanUp);

const units = await discoverUnits<DeliverableUnit>('reports');

const weekly = (more: Record<string, unknown> = {}): Obligation =>
  obligationSchema.parse({
    id: 'weekly-report',
    code: 'ZB',
    name: '运维周报',
    unit: 'period-report',
    sections: ['overview', 'incidents', 'plan'],
    every: { unit: 'week' },
    due: { after: 'period-end', weekday: 1, time: '10:00', agreed: false },
    issueFrom: { rule: 'evidence' },
    clauses: ['5.7'],
    signature: 'full',
    ...more,
  });
const bundle = starter();
const withObligation = (...more: Obligation[]) => {
  return { ...bundle, obligations: [...bundle.obligations, ...more] };
};
const refusal = (...more: Obligation[]): UserError => {
  try {
    bindUnits(withObligation(...more), units);
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
};

describe('a unit', () => {
  test('composes each obligation that names it, under the obligation’s own id', () => {
    const bound = bindUnits(
      withObligation(
        weekly(),
        weekly({ id: 'weekly-inspection', code: 'ZX', unit: 'inspection-log', sections: undefined }),
        weekly({ id: 'fault-record', code: 'GX', unit: 'incident-analysis', sections: undefined }),
      ),
      units,
    );
    expect(bound.get('weekly-report')?.id).toBe('weekly-report');
    expect(bound.get('weekly-inspection')).toMatchObject({ id: 'weekly-inspection', evidence: ['inspection'] });
    expect(bound.get('major-incident')?.follows).toEqual(['incident-analysis', 'fault-record']);
    expect(bound.has('inspection-log') && bound.has('call-register') && bound.has('service-plan')).toBe(true);
    expect(bound.has('period-report')).toBe(false);
  });

  test('of a period report rests on what the chosen sections tell of, and nothing else', () => {
    const kinds = (sections: string[]): string[] => {
      const found = bindUnits(withObligation(weekly({ sections })), units).get('weekly-report');
      return [...new Set(found?.needs.map(({ kind }) => kind))].sort();
    };
    expect(kinds(['overview', 'knowledge'])).toEqual(['consultation']);
    expect(kinds(['incidents'])).toEqual(['incident', 'manifest']);
    const { occurrences } =
      bindUnits(withObligation(weekly({ sections: ['devices'] })), units).get('weekly-report') ?? {};
    expect(occurrences).toBeUndefined();
  });
});

describe('what the data may not name', () => {
  test('a unit that does not exist, with all that do', () => {
    const error = refusal(weekly({ unit: 'perod-report' }));
    expect(error.message).toContain('交付义务“运维周报”没有可用的编制单元');
    expect(error.message).toContain('obligations[16].unit');
    expect(error.message).toContain('perod-report');
    expect(error.message).toContain('inspection-log、');
    expect(error.message).toContain('您是不是要 period-report');
  });

  test('an obligation that no file is called like: it is not passed over', () => {
    const error = refusal(
      weekly({ unit: undefined, sections: undefined }),
      weekly({ id: 'other', code: 'OT', unit: 'x' }),
    );
    expect(error.message).toContain('obligations[16].id');
    expect(error.message).toContain('period-report');
    expect(error.message).toContain('另有 1 处问题');
  });

  test.each([
    ['a section that there is none of', weekly({ sections: ['overview', 'incident'] }), '您是不是要 incidents'],
    ['a section twice', weekly({ sections: ['plan', 'plan'] }), '各章节不重复'],
    ['no section at all', weekly({ sections: undefined }), '章节：overview（本期要点）'],
    ['a section of another unit', weekly({ unit: 'recovery-drill' }), '章节：conclusion（结论）'],
    [
      'a register without its columns',
      weekly({ unit: 'register', sections: undefined }),
      '写在 contract/registers.yaml 中',
    ],
  ])('%s', (_, one, expected) => expect(refusal(one).message).toContain(expected));

  test('a unit of a register other than its own', () => {
    const registers = bundle.registers.map((one) => ({ ...one, unit: 'inspection-log' }));
    expect(() => bindUnits({ ...bundle, registers }, units)).toThrow('registers[0].unit');
  });
});

describe('a table of a register', () => {
  const kinds = { ids: kindIds, load: loadKind };
  const withTable = (more: Record<string, unknown>) => ({
    ...bundle,
    registers: [
      {
        ...bundle.registers[0],
        kind: 'incident',
        columns: [],
        where: [],
        sortBy: undefined,
        groupBy: undefined,
        totals: [],
        ...more,
      },
    ],
  });
  const required = (more: Record<string, unknown>) =>
    requireRegisterFields(withTable(more) as unknown as typeof bundle, kinds);

  test('lists fields that there are; those of the starter are', async () => {
    await requireRegisterFields(bundle, kinds);
    await required({ columns: [{ field: 'level' }, { field: 'title' }, { blank: true }], groupBy: 'level' });
    await required({ kind: 'asset', columns: [{ field: 'place' }] });
  });

  test.each([
    [
      'columns',
      { columns: [{ field: 'title' }, { field: 'levl' }] },
      /registers\[0\]\.columns\[1\]\.field[\s\S]*level/,
    ],
    ['the grouping', { groupBy: 'causeCategori' }, /groupBy[\s\S]*causeCategory/],
    ['the kind', { kind: 'incidents' }, /registers\[0\]\.kind[\s\S]*incident/],
  ])('and no others: %s', (_, more, expected) => expect(required(more)).rejects.toThrow(expected));
});

describe('a record that a rule goes by', () => {
  const kinds = { ids: kindIds, load: loadKind };
  const ofEvent = (more: Record<string, unknown>): Obligation =>
    weekly({
      unit: 'incident-analysis',
      sections: undefined,
      every: { unit: 'event' },
      eventKind: 'incident',
      ...more,
    });

  test('has to exist, with the field', async () => {
    await requireEventFields(bundle, kinds);
    const due = { after: 'closedat', hours: 24, agreed: false };
    await expect(requireEventFields(withObligation(ofEvent({ due })), kinds)).rejects.toThrow(
      /closedat[\s\S]*closedAt/,
    );
    const late = { rule: 'fields', fields: ['closedAt', 'verificaton'] };
    await expect(requireEventFields(withObligation(ofEvent({ issueFrom: late })), kinds)).rejects.toThrow(
      /obligations\[16\]\.issueFrom\.fields\[1\][\s\S]*verification/,
    );
    await expect(requireEventFields(withObligation(ofEvent({ eventKind: 'incidents' })), kinds)).rejects.toThrow(
      /没有这种触发记录/,
    );
  });
});

const WEEKLY = `
  - id: weekly-report
    code: ZB
    name: 运维周报
    unit: period-report
    sections: [overview, incidents, inspections, plan]
    every: { unit: week }
    due: { after: period-end, weekday: 1, time: "10:00", agreed: false }
    issueFrom: { after: period-end, days: 1, time: "00:00" }
    clauses: ["5.7"]
    signature: full
`;

describe('in a workspace', () => {
  test('a weekly report is owed from the first day, and issued of its sections', async () => {
    const root = await makeWorkspace();
    await appendFile(join(root, 'contract/obligations.yaml'), WEEKLY);
    const session = await open(root);
    await note(session, noteDraft('2026-11-24T10:00:00+08:00', '更换三号考勤机电源'));
    const now = '2026-11-30T09:00:00+08:00';
    const { issued, failed } = await issue(session, { obligation: 'weekly-report', period: '2026-W48', now });
    expect(failed).toEqual([]);
    expect(issued).toMatchObject([{ obligation: 'weekly-report', period: '2026-W48' }]);
    const document = archivedDocument(join(root, 'archive/2026/weekly-report/2026-W48/r1'));
    expect(document.number).toMatch(/-ZB-2026W48-r1$/);
    expect(document.frame.periodText).toBe('2026 年第 48 周（2026-11-23 至 2026-11-29）');
    expect(document.sections.map(({ title }) => title)).toEqual([
      '本周要点',
      '故障统计',
      '巡检汇总',
      '下周计划',
      '附件与证据清单',
      '签字',
    ]);
    await session.close();
  });

  test('one that names no unit is refused before anything is read, and nothing is changed', async () => {
    const root = await makeWorkspace();
    const file = join(root, 'contract/obligations.yaml');
    await writeFile(file, `${await readFile(file, 'utf8')}${WEEKLY.replace('period-report', 'weekly')}`);
    const head = execFileSync('git', ['-C', root, 'rev-parse', 'HEAD']).toString();
    await expect(open(root)).rejects.toThrow(/没有可用的编制单元/);
    expect(execFileSync('git', ['-C', root, 'rev-parse', 'HEAD']).toString()).toBe(head);
  });

  test('of schema 1 opens as before, and owes the same', async () => {
    const listOf = async (root: string) => {
      const session = await open(root);
      const { items } = await planAt(planSource(session), '2026-12-01T09:00:00+08:00');
      await session.close();
      return items.map(({ occurrence, state }) => ({ ...occurrence, state }));
    };
    const [now, before] = [await makeWorkspace(), await makeWorkspace()];
    for (const name of ['obligations', 'registers', 'written'])
      await cp(
        join(import.meta.dirname, `../fixtures/contract/schema-1/${name}.yaml`),
        join(before, `contract/${name}.yaml`),
      );
    // The sheet of the month came later, and has no older form.
    const known = (await listOf(now)).filter(({ obligation }) => obligation !== 'signing-sheet');
    expect(await listOf(before)).toEqual(known);
  });
});
