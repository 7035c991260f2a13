/** 待决定的事项: what waits for a word of theirs on one page, as many rows of each kind as 首页 counts. */
import { describe, expect, it } from 'vitest';
import type { SitePage, TableBlock } from '../../src/report/site-model.ts';
import type { SiteFacts } from '../../src/sections/parts/facts.ts';
import deviceRepair from '../../src/subjects/devices/kinds/device-repair.ts';
import expense from '../../src/subjects/expenses/kinds/expense.ts';
import renewal from '../../src/subjects/renewals/kinds/renewal.ts';
import waiver from '../../src/subjects/signing/kinds/waiver.ts';
import { compose, exampleRecords, siteFacts } from '../support/site-parts.ts';

const supplier = { name: '驻点运维工程师', channel: 'terminal' } as const;

/** Something of every kind by the word of the supplier alone. */
function waiting(): SiteFacts['records'] {
  const records = exampleRecords();
  const [fault] = records.incident;
  if (fault === undefined) throw new Error('no example');
  const told = <T extends object>(one: T): T => ({ ...one, attachments: [], enteredBy: supplier });
  return {
    ...records,
    incident: [told({ ...fault, confirmedRestoredAt: undefined })] as never,
    permit: (records['permit'] ?? []).slice(0, 1).map(told),
    'device-repair': [
      told({
        ...structuredClone(deviceRepair.example),
        ...{ irreparable: true, irreparableAt: '2026-11-24T08:00:00+08:00' },
        ...{ decision: undefined, decidedBy: undefined },
      }),
    ],
    expense: [told({ ...structuredClone(expense.example), type: 'purchase' as const, payer: 'agreed' as const })],
    renewal: [{ ...structuredClone(renewal.example), expiresOn: '2026-12-15', status: 'doing' as const }],
    waiver: [told(structuredClone(waiver.example))],
  } as never;
}

const tableOf = (pages: Record<string, SitePage[]>): TableBlock =>
  pages['decisions']?.[0]?.sections[0]?.blocks.find((one) => one.type === 'table') as TableBlock;

function counted(facts: SiteFacts) {
  const { board, pages } = compose(facts);
  const rows = Map.groupBy(tableOf(pages).rows, ({ filter }) => filter?.['kind'] ?? '');
  return { board, rows, table: tableOf(pages) };
}

describe('what waits for the purchaser', () => {
  it('is counted on 首页 by kind, each number with the address of as many rows', () => {
    const { board, rows } = counted(siteFacts({ records: waiting() }));
    expect(board.asked.map(({ kind }) => kind)).toEqual([
      'reading',
      'fault',
      'permit',
      'device',
      'expense',
      'renewal',
      'waiver',
    ]);
    for (const { kind, count, href, figure } of board.asked) {
      expect(href).toBe(`/decisions?kind=${kind}`);
      expect(rows.get(kind), kind).toHaveLength(count);
      expect(figure.value).toBe(count);
    }
    expect([...rows.values()].flat()).toHaveLength(board.asked.reduce((sum, { count }) => sum + count, 0));
  });

  it('says what is asked, leads to the record, and names the longest waiting first', () => {
    const { table } = counted(siteFacts({ records: waiting() }));
    const text = JSON.stringify(table);
    for (const words of [
      '的恢复时间',
      '许可 ',
      '决定无法维修的',
      '由谁承担',
      '是否续期并付费（1,560.00 元，2026-12-15 到期）',
      '确认是否豁免',
    ])
      expect(text).toContain(words);
    const since = table.rows.map(({ cells }) => cells['since'] as string).filter((one) => /^\d/.test(one));
    expect(since).toEqual(since.toSorted());
    expect(table.rows[0]?.cells['since']).toBe('服务期开始');
  });

  it('leaves the list once the purchaser has said it, and 首页 says nothing of a kind of which nothing waits', () => {
    const given = siteFacts({
      records: { ...waiting(), expense: [], renewal: [], waiver: [], 'device-repair': [], permit: [] },
    });
    const interpretations = given.contract.interpretations.map((one) => ({
      ...one,
      ...{ confirmed: true, chosen: one.options[0]?.id ?? null },
    }));
    const facts = { ...given, contract: { ...given.contract, interpretations } };
    expect(counted(facts).board.asked.map(({ kind }) => kind)).toEqual(['fault']);
    const purchaser = { name: '项目负责人', account: 'p1', channel: 'purchaser' } as const;
    const [fault] = facts.records['incident'] ?? [];
    const said = { ...fault, confirmedRestoredAt: '2026-11-24T12:00:00+08:00', enteredBy: purchaser } as never;
    const { board, table } = counted({ ...facts, records: { ...facts.records, incident: [said] } });
    expect(board.asked).toEqual([]);
    expect(table.empty).toContain('没有等待');
  });
});
