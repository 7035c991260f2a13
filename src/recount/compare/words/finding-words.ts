/** 状态 of findings: one by one as they stand at the moment of the document, with how they stand to their deadlines. */
import { balanceOf } from '../../balance.ts';
import { type Standing, standingFindings } from '../../counted-findings.ts';
import type { Data } from '../../data.ts';
import type { World } from '../../world.ts';
import { once } from '../once.ts';
import { type PrintedRow, type PrintedTable, tablesWith, type WrongWord } from './printed.ts';
import { FINDINGS, wordOf } from './vocabulary.ts';

const standings = once((world): Map<string, Standing> => {
  const names = new Map<string, string>(world.assets.map(({ id, name }) => [id, name]));
  const all = standingFindings(world, balanceOf(world).counts);
  return new Map(all.map((one) => [[names.get(one.place) ?? one.place, one.component, one.id].join(' '), one]));
});

const LATE = { no: '', awaiting: '，待复扫', yes: '，逾期' } as const;

export function* findingWords(world: World, document: Data): Generator<WrongWord> {
  for (const table of tablesWith(document, 'id', 'asset', 'component', 'level'))
    for (const row of table.rows) yield* findingWord(world, table, row);
  for (const { rows } of tablesWith(document, 'kind', 'what', 'record', 'state')) yield* openFindings(world, rows);
}

function* findingWord(world: World, { labels }: PrintedTable, row: PrintedRow): Generator<WrongWord> {
  const one = standings(world).get([row.text('asset'), row.text('component'), row.text('id')].join(' '));
  if (one === undefined) return;
  const word = wordOf(FINDINGS, one.state);
  const isDecided = one.state === 'accepted' || one.state === 'false-positive';
  const counted: Record<string, string | undefined> = {
    state: `${word}${one.lateDays > 0 ? `，晚 ${one.lateDays} 天` : LATE[one.late]}`,
    decision: isDecided ? word : undefined,
  };
  for (const [key, is] of Object.entries(counted))
    if (labels.has(key) && is !== undefined && row.text(key) !== is)
      yield { id: `word.findings.${one.id}.${key}`, printed: row.text(key), counted: is };
  // Days are told of what nobody mended in time alone.
  if (labels.has('late') && (row.text('late') !== '') !== (one.late === 'yes'))
    yield { id: `word.findings.${one.id}.late`, printed: row.text('late'), counted: one.late };
}

const OPEN = { yes: '逾期', awaiting: '待复扫' } as const;

/** How many 未办结事项 tells of. */
function* openFindings(world: World, rows: readonly PrintedRow[]): Generator<WrongWord> {
  for (const [late, word] of Object.entries(OPEN)) {
    const counted = [...standings(world).values()].filter((one) => one.late === late).length;
    const own = rows.find((row) => row.text('kind') === '漏洞' && row.text('state') === word);
    const printed = Number(/(\d+) 个$/.exec(own?.text('what') ?? '')?.[1] ?? 0);
    if (printed !== counted)
      yield { id: `word.findings.open.${late}`, printed: String(printed), counted: String(counted) };
  }
}
