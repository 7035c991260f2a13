/** Deliverables: what is missing, what came late, what was sent back, what waits to be signed for. */

import { onTimeRule, openOnTime } from '../../src/assess/contract/on-time.ts';
import { waiverQuestion } from '../../src/assess/contract/to-decide.ts';
import { unitOf } from '../../src/contract/terms/units.ts';
import { dateOf, formatDateTime } from '../../src/contract/time.ts';
import { stateWords } from '../../src/states/occurrence.ts';
import {
  countDeliveries,
  type Delivery,
  type DeliveryCounts,
  isGap,
  isNotHandedIn,
  isReturned,
} from '../../src/subjects/deliveries/judge/deliveries.ts';
import { INSPECTION_LOG } from '../../src/subjects/deliveries/judge/observed.ts';
import { receiptState } from '../../src/subjects/deliveries/judge/receipt.ts';
import { unsettledText } from '../../src/wording/interpretation-words.ts';
import { namesText } from '../../src/wording/words.ts';
import { countFigure } from '../cells/figures.ts';
import { headline, interval } from '../cells/headline.ts';
import { deliverySection } from '../deliveries/deliveries.ts';
import { shortPeriod } from '../deliveries/lists.ts';
import { factWord, lateText } from '../deliveries/on-time.ts';
import { claimedWaivers, waitingDocuments } from '../deliveries/waiting.ts';
import { type Decision, inspectionOn, type KeyRow } from '../first-page/part.ts';
import type { News, Reference } from '../first-page/ranking.ts';
import { documentReference } from '../first-page/references.ts';
import type { PeriodView } from '../period/period.ts';
import type { PeriodFacts } from '../periodic/facts.ts';
import { DELIVERIES } from '../periodic/needs.ts';
import type { ReportSection } from './_section.ts';

export default {
  id: 'deliveries',
  title: '交付物完成表',
  kinds: DELIVERIES,
  topics: ['report'],
  occurrences: true,
  counts: ['delivered'],
  parts: [{ order: 30, news, proofs, rows, decisions }],
  compose: ({ view, deliveries, delivered }: PeriodFacts) =>
    deliverySection(view, deliveries, delivered.corrections, true),
} satisfies ReportSection;

/** Names and numbers that a line has room for. */
const NAMED = 3;

/** `系统巡检日志 2026-03-20、2026-03-21 等 4 份`. */
const namesOf = (list: readonly Delivery[]): string =>
  `${namesText(
    list.map(({ obligation, occurrence }) => `${obligation.name} ${shortPeriod(occurrence)}`),
    '份',
    NAMED,
  )}${someText(list)}`;

/** Of what is missed by one reading of an unconfirmed 口径 and not by another. */
function someText(list: readonly Delivery[]): string {
  const some = list.filter(({ missedBySome }) => missedBySome).length;
  if (some === 0) return '';
  const readings = list.flatMap(({ occurrence }) => occurrence.readings ?? []);
  return `（${some === list.length ? '' : `其中 ${some} 份`}只按${unsettledText(...readings)}的口径之一如此，见清单）`;
}

/** A log that is missing is an inspection that was not made. */
const aboutOf = ({ obligation, occurrence: { period, from, to } }: Delivery): string =>
  unitOf(obligation) === INSPECTION_LOG
    ? inspectionOn(from === to ? from : `${from} 至 ${to}`)
    : `${obligation.id} ${period}`;

/** Where it stands, and the number of the first document that there is. */
function referencesOf({ view }: PeriodFacts, list: readonly Delivery[]): Reference[] {
  const first = list.find(({ current }) => current !== null)?.current;
  return [{ text: '交付物完成表', section: 'deliveries' }, ...(first == null ? [] : [documentReference(view, first)])];
}

function gapsOf(list: readonly Delivery[]) {
  const gaps = list.filter(isGap);
  return { absent: gaps.filter(isNotHandedIn), late: gaps.filter((one) => !isNotHandedIn(one)) };
}

function news(facts: PeriodFacts): News[] {
  const { view, deliveries: list } = facts;
  const { absent, late } = gapsOf(list);
  const returned = list.filter((one) => isReturned(one));
  const entry = (gravity: News['gravity'], id: string, own: readonly Delivery[], text: string): News[] =>
    own.length === 0
      ? []
      : [
          {
            ...{ gravity, weight: own.length, id: `deliveries ${id}`, text, references: referencesOf(facts, own) },
            about: own.map(aboutOf),
          },
        ];
  return [
    ...entry('missing', 'missing', absent, `${absent.length} 份交付物到期未交：${namesOf(absent)}`),
    ...entry('late', 'late', late, `${late.length} 份交付物未按期${factWord(view)}：${namesOf(late)}`),
    ...entry('returned', 'returned', returned, `${returned.length} 份被退回，尚未改好签收：${namesOf(returned)}`),
  ];
}

function proofs({ view, deliveries: list }: PeriodFacts): string[] {
  const { owed, onTime } = countDeliveries(list);
  return owed > 0 && onTime === owed ? [`到期的交付物 ${owed} 份均按期${factWord(view)}`] : [];
}

function rows({ view, deliveries: list }: PeriodFacts): KeyRow[] {
  const counts = countDeliveries(list);
  const within = interval(view);
  const gaps = counts.missing + counts.overdue + counts.undelivered;
  const kept = list.filter(({ current, facts }) => current !== null && receiptState(facts) === 'undelivered');
  const left = kept.length === 0 ? '' : `，尚未送达 ${kept.length} 份${earlierText(kept)}`;
  const on = `按期${factWord(view)} ${counts.onTime} 份${byDeliveryText(view, counts)}${left}`;
  return [
    { item: headline(countFigure('应交交付物', counts.owed, 'normal', on), 'deliveries.owed', within), counter: '份' },
    {
      item: headline(
        countFigure(`${stateWords.missing}与逾期`, gaps, 'abnormal', lateText(view, counts)),
        'deliveries.gaps',
        within,
      ),
      better: 'less',
      counter: '份',
      asked: '没有',
    },
  ];
}

/** While it is open which fact decides, how many are in time by their delivery: by issue alone it would read as settled. */
function byDeliveryText(view: PeriodView, { onTimeByDelivery }: DeliveryCounts): string {
  const unsettled = openOnTime(view.input.contract);
  const { by, readings } = onTimeRule(view.input.contract)({});
  return unsettled === null || by === 'delivered' || !readings.includes('delivered')
    ? ''
    : `，按期送达 ${onTimeByDelivery} 份，以何为准的口径${unsettled}`;
}

/** Of what was not delivered, how many lie with the purchaser in an earlier revision, as 首页 of the site says it. */
function earlierText(list: readonly Delivery[]): string {
  const count = list.filter(({ earlier }) => earlier?.state === 'waiting').length;
  return count === 0 ? '' : `（其中修订版 ${count} 份，此前的版次已送达、未签收）`;
}

/** Until when its receipts are known, and its revisions. */
const knownText = ({ input }: PeriodView): string => `截至 ${formatDateTime(input.asOf)}，以当时最新一版计`;

/**
 * What stands with the purchaser is what was handed over, whenever it fell due; what was not is the supplier's, and said with the
 * figures. A later revision that is issued takes the place of one that waits, so that the time of the count stands beside it.
 */
function decisions({ view }: PeriodFacts): Decision[] {
  const waiting = waitingDocuments(view);
  const [first] = waiting;
  return [
    ...(first === undefined
      ? []
      : [
          {
            text: `签收已送达的文档 ${waiting.length} 份（${knownText(view)}）`,
            references: [{ text: '交付物完成表', section: 'deliveries' }, documentReference(view, first.current)],
            since: dateOf(first.since),
          },
        ]),
    ...claimedWaivers(view).map(
      ({ waiver, name }): Decision => ({
        ...waiverQuestion(waiver, name),
        references: [{ text: waiver.id, section: 'deliveries' }],
      }),
    ),
  ];
}
