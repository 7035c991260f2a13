/** Which issued documents a bound file holds. Pure. */
import { periodText } from '../../contract/calendar/period-text.ts';
import { UserError } from '../../contract/error.ts';
import { isOfDays } from '../../contract/terms/cadence.ts';
import { noSuchObligation } from '../plan/obligation-names.ts';
import type { Plan } from '../plan/plan.ts';
import type { PlannedOccurrence } from '../plan/planned.ts';
import { issuedDocuments } from '../plan/select-issued.ts';

export interface BindChoice {
  /** Days in which the interval of a document ends, both included. */
  from?: string;
  to?: string;
  /** Of these obligations; without it the documents of every day. */
  obligations?: readonly string[];
  /** These alone, by number or `obligation/period`. */
  documents?: readonly string[];
}

export interface Chosen {
  /** In the order of their intervals, of one day in that of the contract's data. */
  items: PlannedOccurrence[];
  /** What was owed in the same days and has not gone out, in words. */
  missing: string[];
}

/** @throws UserError when a name means nothing, or nothing is left to bind */
export function chosenDocuments(plan: Plan, choice: BindChoice): Chosen {
  const { documents = [], from, to } = choice;
  if (documents.length > 0) {
    return {
      items: inOrder(
        plan,
        issuedDocuments(plan, { documents: [...documents] }, () => true),
      ),
      missing: [],
    };
  }
  if (from === undefined || to === undefined) {
    throw new UserError('没有写明合订哪些文档', {
      expected: '--month 2026-11，--from 与 --to 起止日期，或文档编号',
      hint: '示例：opsledger bind --month 2026-11 -o 合订本.pdf',
    });
  }
  if (from > to) throw new UserError('起始日期晚于截止日期', { at: '--from', found: from, expected: `不晚于 ${to}` });
  const wanted = choice.obligations ?? [];
  const known = new Map(plan.items.map(({ obligation }) => [obligation.id, obligation]));
  for (const id of wanted) if (!known.has(id)) throw noSuchObligation(id, [...known.values()], '--obligation');
  const within = plan.items.filter(
    ({ obligation, occurrence }) =>
      occurrence.to >= from &&
      occurrence.to <= to &&
      (wanted.length === 0 ? isOfDays(obligation) : wanted.includes(obligation.id)),
  );
  const items = within.filter(({ issued }) => issued !== null);
  if (items.length === 0) {
    throw new UserError('没有可合订的文档', {
      found: from === to ? from : `${from} 至 ${to}`,
      expected:
        wanted.length === 0
          ? '其间已签发的每日交付的文档'
          : `其间已签发的${wanted.map((id) => known.get(id)?.name ?? id).join('、')}`,
      hint:
        wanted.length === 0 ? '合订其他文档的，写明 --obligation 或文档编号' : '换一段日期；签发情况见 opsledger due',
    });
  }
  const missing = within.filter(({ issued, state }) => issued === null && OWED.includes(state));
  return { items: inOrder(plan, items), missing: inOrder(plan, missing).map(nameOf) };
}

/** What should be there and is not. */
const OWED: readonly PlannedOccurrence['state'][] = ['overdue', 'missing'];

const nameOf = ({ obligation, occurrence }: PlannedOccurrence): string =>
  `${obligation.name} ${periodText(occurrence)}`;

function inOrder({ items }: Plan, chosen: readonly PlannedOccurrence[]): PlannedOccurrence[] {
  const places = new Map([...new Set(items.map(({ obligation }) => obligation.id))].sort().map((id, n) => [id, n]));
  const keyOf = ({ occurrence, obligation, issued }: PlannedOccurrence): string =>
    [occurrence.to, String(places.get(obligation.id) ?? 0).padStart(4, '0'), issued?.manifest.number ?? ''].join(' ');
  return chosen.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}
