/** 按期, 补报, 缺失 and the like of each 应交项, wherever a document lists it. */
import type { Due } from '../../calendar.ts';
import { judgedDues, type Outcome } from '../../counted-deliveries.ts';
import { type Data, ms } from '../../data.ts';
import type { World } from '../../world.ts';
import { once } from '../once.ts';
import { type PrintedRow, tablesWith, type WrongWord } from './printed.ts';
import { DUES, says, wordOf } from './vocabulary.ts';

const keyOf = (obligation: string, period: string): string => `${obligation} ${period}`;

const duesOnce = once(
  (world) =>
    new Map<string, { due: Due; outcome: Outcome }>(
      judgedDues(world).map((one) => [keyOf(one.due.obligation.id, one.due.period), one]),
    ),
);

export function* dueWords(world: World, document: Data): Generator<WrongWord> {
  const issues = tablesWith(document, 'number', 'late').flatMap(({ rows }) => rows);
  const reports = tablesWith(document, 'name', 'due', 'issued', 'number', 'state').flatMap(({ rows }) => rows);
  for (const row of issues) yield* differs(row.text('number'), row.text('late'), issueOf(world, row.text('number')));
  for (const row of reports) yield* differs(row.text('name'), row.text('state'), reportOf(row));
}

function* differs(name: string, printed: string, code: string | undefined): Generator<WrongWord> {
  if (code !== undefined && isState(printed) && printed !== wordOf(DUES, code))
    yield { id: `word.dues.${name}`, printed, counted: wordOf(DUES, code) };
}

/** Of a document by its number. */
function issueOf(world: World, number: string): string | undefined {
  const issued = world.known.find((one) => one.number === number);
  const own = issued === undefined ? undefined : duesOnce(world).get(keyOf(issued.obligation, issued.period));
  return own === undefined ? undefined : issueState(own.due, issued, world);
}

/** 初报, 续报, 终报: by the times that stand beside it. */
function reportOf(row: PrintedRow): string | undefined {
  const [due, issued] = [row.value('due'), row.value('issued')];
  if (typeof due !== 'string' || typeof issued !== 'string') return undefined;
  return ms(issued) > ms(due) ? 'late' : 'on-time';
}

const isState = (text: string): boolean => Object.keys(DUES).some((code) => says(DUES, code, text));

/** By the issue of its first revision alone: a later one makes nothing late. */
function issueState({ due }: Due, issued: Data, { known }: World): string | undefined {
  if (due === null) return undefined;
  const first = known
    .filter(({ obligation, period }) => obligation === issued.obligation && period === issued.period)
    .reduce((a, b) => (a.revision < b.revision ? a : b));
  return ms(first.times.issued) <= due ? 'on-time' : 'late';
}
