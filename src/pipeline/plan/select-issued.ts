/** Finds the issued documents that a person named: by number, by obligation and period, or all that a filter leaves. */
import { UserError } from '../../contract/error.ts';
import { dateOf } from '../../contract/time.ts';
import { noSuchObligation } from './obligation-names.ts';
import type { Plan } from './plan.ts';
import type { PlannedOccurrence } from './planned.ts';

export interface DocumentChoice {
  /** `HQSF-XJ-20261124-r1`, or `inspection-log/2026-11-24` for the newest revision. */
  documents?: string[];
  /** Instead of names: all that are open, issued in this month (`yyyy-mm`). */
  month?: string;
  /** Narrows `month` to these obligations. */
  obligations?: string[];
}

/**
 * @param isOpen whether a document that was not named belongs to the choice
 * @returns occurrences whose newest revision is meant, in order of their numbers
 * @throws UserError when a name means nothing that is issued, or an older revision; or when nothing was chosen
 */
export function issuedDocuments(
  plan: Plan,
  choice: DocumentChoice,
  isOpen: (item: PlannedOccurrence) => boolean,
): PlannedOccurrence[] {
  const issued = plan.items.filter((item) => item.issued !== null);
  const named = choice.documents ?? [];
  if (named.length === 0 && choice.month === undefined) {
    throw new UserError('没有写明文档', {
      expected: '文档编号（如 HQSF-XJ-20261124-r1）、交付物/期次，或 --month 2026-11',
    });
  }
  const found = new Set(named.map((name) => findOne(issued, name)));
  const inMonth = (item: PlannedOccurrence) =>
    choice.month !== undefined && dateOf(item.issued?.manifest.times.issued ?? '').startsWith(choice.month);
  const wanted = choice.obligations ?? [];
  for (const id of wanted) requireKnown(plan, id);
  if (choice.month !== undefined) {
    const kind = (item: PlannedOccurrence) => wanted.length === 0 || wanted.includes(item.obligation.id);
    for (const item of issued) if (inMonth(item) && kind(item) && isOpen(item)) found.add(item);
  }
  return [...found].sort((a, b) => (numberOf(a) < numberOf(b) ? -1 : 1));
}

const numberOf = (item: PlannedOccurrence): string => item.issued?.manifest.number ?? '';

function findOne(issued: readonly PlannedOccurrence[], name: string): PlannedOccurrence {
  const [obligation, period] = name.split('/');
  const found = name.includes('/')
    ? issued.find((item) => item.obligation.id === obligation && item.occurrence.period === period)
    : issued.find((item) => numberOf(item) === name);
  if (found !== undefined) return found;
  const revision = /^(.*-r)\d+$/.exec(name)?.[1];
  const newer = issued.find((item) => revision !== undefined && numberOf(item).replace(/\d+$/, '') === revision);
  throw new UserError(newer === undefined ? '没有这份已签发的文档' : '不是当前版次', {
    found: name,
    expected: newer === undefined ? '已签发文档的编号，或 交付物/期次' : numberOf(newer),
    hint:
      newer === undefined
        ? '在站点“交付物”或 archive/ 中查看编号'
        : `旧版已由它取代，不再单独登记；确是要办当前版次的，写 ${numberOf(newer)}`,
  });
}

function requireKnown(plan: Plan, id: string): void {
  const known = new Map(plan.items.map(({ obligation }) => [obligation.id, obligation]));
  if (!known.has(id)) throw noSuchObligation(id, [...known.values()], '--obligation');
}
