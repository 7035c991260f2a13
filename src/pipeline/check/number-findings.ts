/** Whether an obligation at least n a frame and the number of the requirements say the same of the same records. Pure. */

import { allObligations, type ContractBundle, contractFiles } from '../../contract/bundle/bundle.ts';
import { activityPeriods } from '../../contract/calendar/activity-spans.ts';
import { periodsOf } from '../../contract/calendar/cadence-periods.ts';
import { cadenceText } from '../../contract/terms/cadence.ts';
import type { Obligation } from '../../contract/terms/obligations.ts';
import { type Activity, requirementsOf, timesText } from '../../contract/terms/requirements.ts';
import { asksFor } from '../../subjects/deliveries/judge/happenings.ts';
import type { Finding } from './finding.ts';

/** So many within an interval, one line each. */
type Numbers = readonly string[];

const line = ({ from, to }: { from: string; to: string }, n: number): string => `${from} 至 ${to} ${n} 次`;

/** One finding for each pair of an obligation and an activity that count the same records, and not the same number of them. */
export function numberFindings(bundle: ContractBundle): Finding[] {
  const { activities } = requirementsOf(bundle.contract);
  return allObligations(bundle)
    .filter(({ atLeast }) => atLeast !== undefined)
    .flatMap((obligation) =>
      activities
        .filter((activity) => asksFor(obligation, activity))
        .flatMap((activity) => differenceOf(bundle, obligation, activity)),
    );
}

function differenceOf({ contract }: ContractBundle, obligation: Obligation, activity: Activity): Finding[] {
  const service = { ...contract.servicePeriod, terms: contract.terms };
  const own = owedIn(obligation, service);
  const asked = activityPeriods(activity, service).map((span) => line(span, activity.times));
  const first = own.find((one) => !asked.includes(one)) ?? asked.find((one) => !own.includes(one));
  if (first === undefined) return [];
  return [
    {
      cause: 'number',
      file: contractFiles.contract,
      what: '交付义务与数量要求（requirements.activities）的次数或各期起止不同，同一件事会有两种结论',
      where: `${obligation.name}与${activity.name}`,
      found: `${obligation.name}${cadenceText(obligation)}：${own[0] ?? '没有一期'}`,
      expected: `与${activity.name}${timesText(activity)}一致：${asked[0] ?? '没有一期'}`,
    },
  ];
}

/** The frames of the obligation, each with how many it owes. */
function owedIn(obligation: Obligation, { terms, ...service }: Parameters<typeof activityPeriods>[1]): Numbers {
  const parts = periodsOf(obligation, service, terms);
  const frames = Map.groupBy(parts, ({ id }) => id.replace(/-n\d+$/, ''));
  return [...frames.values()].map((own) => {
    const from = own.map((one) => one.from).sort()[0] ?? '';
    const to =
      own
        .map((one) => one.to)
        .sort()
        .at(-1) ?? '';
    return line({ from, to }, own.length);
  });
}
