/** What page one of each 月报 says of its month, as it was issued: the page of the month says the same and works out nothing of its own. */
import { idsOfUnit } from '../../contract/terms/units.ts';
import { MONTHLY, type MonthNews } from '../../sections/board/month-answers.ts';
import type { Plan } from '../plan/plan.ts';
import { standingIssue } from '../plan/planned.ts';
import type { Session } from '../session.ts';
import { issuedStatement } from '../status/issued-statement.ts';

/** By the period of the 月报, `2026-10`; without one that was not issued, was made void or cannot be read. */
export async function monthNews(
  { workspace: { root, contract } }: Session,
  { items }: Pick<Plan, 'items'>,
): Promise<Map<string, MonthNews>> {
  const units = idsOfUnit(contract.obligations, MONTHLY);
  const found = new Map<string, MonthNews>();
  for (const item of items.filter(({ obligation }) => units.includes(obligation.id))) {
    const issued = standingIssue(item);
    const { news, wholeDays } = (issued && (await issuedStatement(root, issued, contract.contract))) ?? {};
    if (news === undefined) continue;
    found.set(item.occurrence.period, {
      abnormal: news.filter(({ tone }) => tone === 'abnormal'),
      attention: news.filter(({ tone }) => tone === 'attention'),
      wholeDays: wholeDays ?? null,
    });
  }
  return found;
}
