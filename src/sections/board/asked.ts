/** What waits for a word of the purchaser, one row each, as the first pages of the reports ask for it; the longest waiting first. Pure. */

import {
  deviceQuestion,
  faultQuestion,
  openQuestions,
  permitsToConfirm,
  type Question,
  renewalQuestions,
  waiverQuestion,
} from '../../assess/contract/to-decide.ts';
import { briefPeriod } from '../../contract/calendar/period-text.ts';
import { clauseMarks } from '../../contract/terms/clause-marks.ts';
import { type DateText, dateOf } from '../../contract/time.ts';
import { figureOf } from '../../report/figure.ts';
import type { RichCell, SiteBoard } from '../../report/site-model.ts';
import { waiversByHand } from '../../subjects/deliveries/judge/claimed-waivers.ts';
import deviceRepairKind from '../../subjects/devices/kinds/device-repair.ts';
import { isToAgree } from '../../subjects/expenses/judge/expenses.ts';
import expenseKind from '../../subjects/expenses/kinds/expense.ts';
import { assessIncident } from '../../subjects/incidents/judge/clocks.ts';
import incidentKind from '../../subjects/incidents/kinds/incident.ts';
import { permitContextOf } from '../../subjects/permits/judge/context.ts';
import { operationsOf, toldKinds } from '../../subjects/permits/judge/operations.ts';
import { coverOf } from '../../subjects/permits/judge/permits.ts';
import permitKind from '../../subjects/permits/kinds/permit.ts';
import { judgeRenewals } from '../../subjects/renewals/judge/renewals.ts';
import renewalKind from '../../subjects/renewals/kinds/renewal.ts';
import waiverKind, { type WaiverRecord } from '../../subjects/signing/kinds/waiver.ts';
import { moneyText } from '../../wording/figures.ts';
import type { SiteFacts } from '../parts/facts.ts';
import { serviceTo } from '../parts/figures.ts';
import { assetNames, recordHref } from '../parts/links.ts';
import type { SiteNeed } from '../parts/needs.ts';
import { isServices, ofService } from '../parts/of-service.ts';
import { interpretationHref } from '../parts/settled.ts';
import { type BoardFacts, incidentContext, incidentNeeds } from './figures.ts';

/** What the purchaser is asked, in the order of 首页; each with what is asked of it. */
export const askedKinds = {
  reading: '口径待确认',
  fault: '故障待确认',
  permit: '许可待确认',
  device: '设备待决定',
  expense: '支出待约定',
  renewal: '续期待决定',
  waiver: '豁免待确认',
} as const;
export type AskedKind = keyof typeof askedKinds;

/** Id of the section that lists them. */
export const DECISIONS = 'decisions';
/** The list of one kind, and of nothing else. */
const askedHref = (kind: AskedKind): string => `/${DECISIONS}?kind=${kind}`;

export interface Asked {
  kind: AskedKind;
  what: RichCell;
  /** Number of the record; the clauses of a question. */
  from: string;
  /** Since when it waits; null: since the service began. */
  since: DateText | null;
}

const ownKinds = [incidentKind, permitKind, deviceRepairKind, expenseKind, renewalKind, waiverKind].map(({ id }) => id);

/** What it is found in, of the whole service as in the documents: what waits may wait for longer than a year. */
export const askedNeeds: readonly SiteNeed[] = [
  ...incidentNeeds,
  ...[...new Set([...ownKinds, ...toldKinds])].map((kind): SiteNeed => ({ kind, window: 'all' })),
];

/** What it is worked out from: the terminal tells of the same. */
export type AskedFacts = BoardFacts & Pick<SiteFacts, 'isWorkingDay' | 'obligations'>;

/** Everything that waits at the site's moment, of this service. */
export function askedOf(facts: AskedFacts): Asked[] {
  const asked = [
    ...readings(facts),
    ...faults(facts),
    ...permits(facts),
    ...devices(facts),
    ...expenses(facts),
    ...renewals(facts),
    ...waivers(facts),
  ];
  return asked.toSorted((a, b) => ((a.since ?? '') < (b.since ?? '') ? -1 : a.since === b.since ? 0 : 1));
}

const about = (facts: AskedFacts, kind: AskedKind, { id, text, since }: Question): Asked => ({
  ...{ kind, from: id, since },
  what: { text, href: recordHref(facts, id) },
});

const readings = ({ contract }: AskedFacts): Asked[] =>
  openQuestions(contract.interpretations).map(({ id, question, clauses }) => ({
    kind: 'reading',
    what: { text: `与⟦供应商⟧确认口径：${question}`, href: interpretationHref(id) },
    from: `条款 ${clauseMarks(clauses)}`,
    since: null,
  }));

/** A requirement is no fault, and its times are agreed elsewhere. */
function faults(facts: AskedFacts): Asked[] {
  const context = incidentContext(facts);
  return ofService(facts, incidentKind)
    .filter((one) => !assessIncident(one, context).requirement)
    .flatMap((one) => faultQuestion(one).map((asked) => about(facts, 'fault', asked)));
}

function permits(facts: AskedFacts): Asked[] {
  const { contract, isWorkingDay, now } = facts;
  const own = new Set(contract.assets.filter((one) => !one.contract).map(({ id }) => id));
  const records = toldKinds.flatMap((kind) => (facts.records[kind] ?? []).filter((one) => isServices(facts, one)));
  const known = ofService(facts, permitKind);
  const context = permitContextOf(contract.contract, now, isWorkingDay);
  const covers = coverOf(operationsOf(records, own), known, context);
  return permitsToConfirm(known, covers).map(({ id, grantedAt }) =>
    about(facts, 'permit', { id, text: `确认由⟦供应商⟧登记的许可 ${id}`, since: dateOf(grantedAt) }),
  );
}

const devices = (facts: AskedFacts): Asked[] =>
  ofService(facts, deviceRepairKind)
    .flatMap((one) => deviceQuestion(one, assetNames(facts, [one.asset]), facts.now))
    .map((asked) => about(facts, 'device', asked));

const expenses = (facts: AskedFacts): Asked[] =>
  ofService(facts, expenseKind)
    .filter(isToAgree)
    .map(({ id, item, amount, at }) => {
      const text = `约定${item}（${moneyText(amount)} 元）由谁承担`;
      return about(facts, 'expense', { id, text, since: dateOf(at) });
    });

const renewals = (facts: AskedFacts): Asked[] =>
  renewalQuestions(judgeRenewals(ofService(facts, renewalKind), facts.now)).map((asked) =>
    about(facts, 'renewal', asked),
  );

function waivers(facts: AskedFacts): Asked[] {
  const names = new Map(facts.obligations.map(({ id, name }) => [id, name]));
  const nameOf = ({ obligation, period }: WaiverRecord): string =>
    `${names.get(obligation) ?? obligation} ${briefPeriod(period)}`;
  const { claimed } = waiversByHand(ofService(facts, waiverKind));
  return [...claimed.values()].map((one) => about(facts, 'waiver', waiverQuestion(one, nameOf(one))));
}

/** How much of each kind waits, of which there is any; each number opens as many rows. */
export function askedCounts(facts: AskedFacts): SiteBoard['asked'] {
  const all = askedOf(facts);
  return (Object.keys(askedKinds) as AskedKind[]).flatMap((kind) => {
    const count = all.filter((one) => one.kind === kind).length;
    if (count === 0) return [];
    const figure = figureOf(`asked.${kind}`, count, serviceTo(facts));
    return [{ kind, label: askedKinds[kind], count, href: askedHref(kind), figure }];
  });
}
