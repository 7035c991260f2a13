/** What the first page of the site judges by, for whoever tells of the same beside it: terminal and desk. */
import { allObligations } from '../../contract/bundle/bundle.ts';
import { momentOf } from '../../contract/calendar/moment.ts';
import { dateOf } from '../../contract/time.ts';
import { type AskedFacts, askedNeeds } from '../../sections/board/asked.ts';
import { judgedNeeds } from '../../sections/board/figures.ts';
import { eachKind } from '../../sections/parts/needs.ts';
import type { FileProblem } from '../../workspace/store/record-store.ts';
import type { Plan } from '../plan/plan.ts';
import type { Session } from '../session.ts';
import { kindIds } from '../units.ts';

/** @param now ISO instant, as it was asked for */
export async function boardFacts(
  { workspace: { records, contract }, workdays }: Session,
  { documents, closeOut }: Pick<Plan, 'documents' | 'closeOut'>,
  now: string,
): Promise<{ facts: AskedFacts; problems: FileProblem[] }> {
  const moment = momentOf(now, contract.contract.servicePeriod, closeOut.closedAt);
  const kinds = (await kindIds()).map((id) => ({ id }));
  const lists = await Promise.all(
    [...new Set(eachKind([...judgedNeeds, ...askedNeeds], kinds, contract.contract).map(({ kind }) => kind))].map(
      async (kind) => ({
        ...{ kind, ...(await records.list(kind, { to: dateOf(now) })) },
      }),
    ),
  );
  const found = Object.fromEntries(lists.map(({ kind, records }) => [kind, records]));
  return {
    // The terminal has no addresses: no section is loaded for them.
    facts: {
      ...{ ...moment, contract, records: found },
      ...{ kinds: [], shown: new Map(), ids: new Map() },
      ...{ isWorkingDay: (day: string) => workdays.isWorkingDay(day), obligations: allObligations(contract) },
      documents: documents.map(({ manifest: { obligation, period, times } }) => ({
        obligation,
        period,
        issuedAt: times.issued,
      })),
    },
    problems: lists.flatMap(({ problems }) => problems),
  };
}
