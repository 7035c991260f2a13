/** What a document states is data beside it; the one reader of older documents takes the same out of their texts. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readArchive } from '../../../src/archive/store.ts';
import { issuedSections } from '../../../src/pipeline/status/issued-sections.ts';
import { issuedStatement } from '../../../src/pipeline/status/issued-statement.ts';
import { olderNumber, statementInTexts } from '../../../src/pipeline/status/older-statement.ts';
import { codeOf } from '../../../src/states/look.ts';
import { OVERDUE_TITLE, PLAN_TITLE } from '../../../src/subjects/findings/judge/findings.ts';
import { loadContract } from '../../../src/workspace/store/contract-data.ts';
import { madeMonth } from '../../support/demo-month.ts';

const table = (title: string, rows: object[], id = 'x', more = {}) => ({
  ...{ id, title, ...more },
  blocks: [{ type: 'table', title, columns: [], empty: '', rows }],
});
const read = (sections: object[], clauses: object[] = []) => statementInTexts(sections as never, { clauses } as never);

it('the statement of an issued document is what its texts say, of every document of the demo month', async () => {
  const root = join(await madeMonth(), 'w');
  const { contract } = await loadContract(root);
  const { documents } = await readArchive(root);
  const told = new Set<string>();
  for (const document of documents) {
    const statement = await issuedStatement(root, document, contract);
    const sections = (await issuedSections(root, document)) ?? [];
    expect(statementInTexts(sections, contract), document.folder).toEqual(statement);
    // Nor has it any of it for a document of another time.
    const { outputs } = document.manifest;
    const older = { ...document.manifest, outputs: outputs.filter(({ path }) => path !== 'statement.json.gz') };
    expect(older.outputs).toHaveLength(outputs.length - 1);
    expect(await issuedStatement(root, { ...document, manifest: older }, contract)).toEqual(statement);
    for (const part of Object.keys(statement ?? {})) told.add(part);
  }
  expect([...told].sort()).toEqual([
    ...['clocks', 'news', 'openInterpretations', 'overdue', 'people', 'totals', 'wholeDays'],
  ]);
});

describe('an older document', () => {
  it('means a state by the word that it had then', () => {
    const looks = {
      over: { word: '已超期', tone: 'abnormal', mark: '▲', formerly: ['已超时'] },
      met: { word: '达标', tone: 'normal', mark: '' },
    } as const;
    expect(['已超期', '已超时', '达标', '超时'].map((word) => codeOf(looks, word))).toEqual([
      'over',
      'over',
      'met',
      undefined,
    ]);
  });

  it('has words of its own for a clause, and names those that it judges by their numbers on paper', () => {
    const clauses = ['1.10', '1.1'].map((id) => ({ id, paper: `五（${id}）`, topics: [] }));
    const cells = { number: `${olderNumber(clauses[1] as never)} 驻场`, state: { text: '达成', tone: 'normal' } };
    expect(read([table('条款 1', [{ cells }], 'clause-1')], clauses).clauses).toEqual([
      { id: '1.1', code: null, state: { text: '达成', tone: 'normal' }, coverage: null, section: 'clause-1' },
    ]);
  });

  it('lists as operations what names the clauses about permits and a record, if there are as many as it counts', () => {
    const clauses = ['permit', 'remote', 'watch'].map((topic, n) => ({ id: `5.${n}`, topics: [topic] }));
    const about = (ids: string, where: unknown) => ({
      cells: { clauses: ids, day: { text: '整期', tone: 'muted' }, where, text: '' },
    });
    const list = table(
      '例外清单',
      [
        ...[about('5.0', 'JS-20260102-001'), about('5.0、5.1', 'YC-20260102-001')],
        ...[about('5.0', { text: '没有记录', tone: 'muted' }), about('未指明', 'HQSF-XK-202601-r1')],
      ],
      'exceptions',
    );
    const breachesOf = (value: number | null) => {
      const figures = { value: { id: 'permits.breaches', value, interval: { from: '', to: '' } } };
      const opening = table('', [{ cells: {}, figures }], 'first-page', { opening: true });
      return (read([opening, list], clauses).exceptions ?? []).map(({ breach }) => breach === true);
    };
    expect(breachesOf(2)).toEqual([true, true, false, false]);
    for (const count of [null, 0, 1, 3]) expect(breachesOf(count)).toEqual([false, false, false, false]);
    const [first, , none, unnamed] = read([list], clauses).exceptions ?? [];
    expect([first?.day, none?.where, unnamed?.clauses]).toEqual([null, '', []]);
  });

  it('lists what is overdue in two tables, each once', () => {
    const row = (id: string, late: unknown = '') => ({ cells: { id, asset: { text: '应用服务器 1' }, late } });
    const sections = [
      table(OVERDUE_TITLE, [row('A'), row('A')]),
      table(PLAN_TITLE, [row('B', 8), row('C')]),
      table('逾期后才修复的漏洞', [row('D', 3)]),
    ];
    expect(read(sections).overdue?.map(({ id }) => id)).toEqual(['A', 'B']);
  });

  it('has limits by their names, other readings left out, and the 口径 that a letter lists as 待确认', () => {
    const columns = ['item', 'limit', 'state'].map((key) => ({ key, label: '', type: 'text' }));
    const row = (item: unknown, text: string) => ({ cells: { item, state: { text } } });
    const rows = [
      ...[row('响应', '达标'), row('远程启动（仅列示）', '口径未定'), row('　另列：自发现起算', '未达标')],
      ...[row('恢复', '旧时的说法'), { cells: { item: '到场', state: '口径未定' } }],
    ];
    const limits = { id: 'clocks', title: '', blocks: [{ type: 'table', title: '', columns, rows, empty: '' }] };
    const letter = (id: string, value: string) => ({
      ...{ id, title: '' },
      blocks: [{ type: 'facts', items: [{ label: '状态', value }] }],
    });
    const open = [
      letter('interpretation-major', '待确认'),
      letter('interpretation-x', '双方已确认'),
      letter('y', '待确认'),
    ];
    const { clocks, openInterpretations } = read([limits, ...open]);
    expect(clocks?.map(({ label, state }) => [label, state])).toEqual([
      ...[
        ['响应', 'met'],
        ['远程启动', 'undecided'],
        ['到场', 'undecided'],
      ],
    ]);
    expect(openInterpretations).toEqual(['major']);
  });
});
