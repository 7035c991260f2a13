/** Availability, held against the number that the contract asks for, over the interval that the document counts. */

import { heldOfTarget, isDisputed, isMissed } from '../../src/assess/contract/requirement-exceptions.ts';
import { asksFor } from '../../src/contract/asked.ts';
import { windowText } from '../../src/contract/calendar/judged-windows.ts';
import { everyOne } from '../../src/contract/terms/cadence.ts';
import { clauseMarks } from '../../src/contract/terms/clause-marks.ts';
import { type AvailabilityTarget, requirementsOf, targetPeriodText } from '../../src/contract/terms/requirements.ts';
import { tiedShares, worstTargets } from '../../src/subjects/availability/figures.ts';
import {
  type AvailabilityFound,
  availabilityBy,
  faultsText,
  isUnder,
  NO_WINDOWS,
} from '../../src/subjects/availability/judge/availability-targets.ts';
import { formatDuration } from '../../src/wording/durations.ts';
import { observedText, percentAsked, rateText, shareOf } from '../../src/wording/figures.ts';
import { namesText } from '../../src/wording/words.ts';
import { observedFigure } from '../cells/figures.ts';
import { headline } from '../cells/headline.ts';
import type { KeyRow } from '../first-page/part.ts';
import type { News } from '../first-page/ranking.ts';
import { nameOf } from '../period/period.ts';
import type { PeriodFacts } from '../periodic/facts.ts';
import { availabilityBlocks } from '../service/availability.ts';
import { availabilityWindows } from '../service/availability-windows.ts';
import { withMaintenanceFigure } from '../service/planned-maintenance.ts';
import { resourceBlocks } from '../service/resource-trend.ts';
import type { ReportSection } from './_section.ts';

export default {
  id: 'availability',
  title: '可用率与资源趋势',
  kinds: ['probe', 'maintenance-window', 'inspection'],
  topics: ['availability', 'watch', 'monitoring', 'stability'],
  counts: ['availability'],
  parts: [{ order: 20, news, proofs, rows }],
  compose: ({ view, availability }: PeriodFacts) => ({
    id: 'availability',
    title: '可用率与资源趋势',
    blocks: [...availabilityBlocks(view, availability), ...resourceBlocks(view)],
  }),
} satisfies ReportSection;

const targetsOf = ({ view }: PeriodFacts) => requirementsOf(view.input.contract.contract).availability;

/** What was seen in the interval of the document. */
const foundOf = ({ availability: { targets } }: PeriodFacts, { id: _id, ...target }: AvailabilityTarget) =>
  availabilityBy(targets, { ...target, window: 'period' }, NO_WINDOWS);

const askedText = (target: AvailabilityTarget): string =>
  `${targetPeriodText(target)}不低于 ${percentAsked(target.percent)}`;

function news(facts: PeriodFacts): News[] {
  const { contract } = facts.view.input.contract;
  const { targets } = facts.availability;
  const asked = targetsOf(facts);
  const byProbes = asked.filter((one) => one.incidents === undefined);
  if (targets.length === 0 && (byProbes.length > 0 || asked.length === 0)) {
    const isAsked = byProbes.length > 0 || asksFor(contract, 'availability', 'watch');
    const text = '没有可用性探测记录，可用率无从判断';
    return isAsked ? [{ gravity: 'unmeasured', weight: 1, id: 'availability', text, references: [AT] }] : [];
  }
  return asked.flatMap((target) => {
    const spans = spansOf(facts, target);
    if (target.incidents !== undefined && spans.length === 0) return [];
    return spans.length > 0 && isBySpans(facts, target)
      ? [...Map.groupBy(spans, (one) => one.targets.join(' ')).values()].flatMap((own) => overSpans(facts, target, own))
      : foundOf(facts, target).flatMap((one) => missed(facts, target, one));
  });
}

/** Of a number that is asked for each month, quarter … those that ended here and lie whole among the days that are known here. */
function spansOf(facts: PeriodFacts, target: AvailabilityTarget): AvailabilityFound[] {
  const { view, windows } = facts;
  const known = windows ?? availabilityWindows(view, () => facts.incidents);
  const ended = windows === undefined ? known.ended.filter(({ from }) => from >= view.firstDay) : known.ended;
  return heldOfTarget(target, { ...known, ended });
}

const isOwn = ({ view }: PeriodFacts, { per }: AvailabilityTarget): boolean => everyOne(view.input.obligation) === per;

/** A 月报 goes by its own interval for a number of each month, as far as it is counted; a document that has all probes by the span. */
const isBySpans = (facts: PeriodFacts, target: AvailabilityTarget): boolean =>
  facts.windows !== undefined || target.incidents !== undefined || target.months !== undefined || !isOwn(facts, target);

/** What was missed in some of the spans, and which of them nobody observed, of one object or of all together. */
function overSpans({ view }: PeriodFacts, target: AvailabilityTarget, found: readonly AvailabilityFound[]): News[] {
  const [first] = found;
  if (first === undefined) return [];
  const name = first.targets.length === 1 ? nameOf(view, first.targets[0] ?? '') : target.name;
  const id = `availability ${target.id} ${first.targets.join(' ')}`;
  const references = [{ text: clauseMarks(target.clauses), section: 'availability' }];
  const spanOf = ({ window }: AvailabilityFound): string => (window === null ? '' : windowText(window));
  const under = found.filter((one) => isMissed(target, one));
  const unseen = found.filter(({ share }) => share === null);
  const disputed = found.filter((one) => isDisputed(target, one));
  const down = under.reduce((sum, one) => sum + one.down, 0);
  const list = namesText(
    under.map((one) => `${spanOf(one)} ${observedText(one.share)}`),
    '期',
    SPANS,
  );
  return [
    ...(under.length === 0
      ? []
      : [
          {
            ...{ gravity: 'target-missed' as const, weight: down, id, references },
            text: `${name} ${under.length} 期可用率低于${askedText(target)}：${list}，中断共 ${formatDuration(down)}`,
          },
        ]),
    ...(unseen.length === 0
      ? []
      : [
          {
            ...{ gravity: 'unmeasured' as const, weight: unseen.length, id: `${id} unseen`, references },
            text: `${name} ${namesText(unseen.map(spanOf), '期', SPANS)} 没有观测到可用率${faultsText(unseen[0] as AvailabilityFound)}`,
          },
        ]),
    ...(disputed.length === 0
      ? []
      : [
          {
            ...{ gravity: 'undecided' as const, weight: disputed.length, id: `${id} disputed`, references },
            text: `${name} ${namesText(disputed.map(spanOf), '期', SPANS)} 的可用率是否低于${askedText(target)}，起算口径的各选项结论不同`,
          },
        ]),
  ];
}

/** Months, quarters … that a line names. */
const SPANS = 3;

const AT = { text: '可用率', section: 'availability' };

/** A number that is asked for over a longer time than the document's is not missed yet. */
function missed(facts: PeriodFacts, target: AvailabilityTarget, found: AvailabilityFound): News[] {
  const { view } = facts;
  const name = found.targets.length === 1 ? nameOf(view, found.targets[0] ?? '') : target.name;
  const id = `availability ${target.id} ${found.targets.join(' ')}`;
  const references = [{ text: clauseMarks(target.clauses), section: 'availability' }];
  if (found.share === null)
    return [{ gravity: 'unmeasured', weight: found.unobserved, id, text: `${name}没有观测到可用率`, references }];
  if (!isUnder(found, { below: target.percent })) return [];
  const own = isOwn(facts, target);
  const days = own && !countsPeriodWhole(view) ? `（${view.firstDay} 至 ${view.lastDay}）` : '';
  const text = `${name}可用率 ${observedText(found.share)}${days}，低于${askedText(target)}，中断 ${formatDuration(found.down)}`;
  return [
    {
      gravity: own ? 'target-missed' : 'undecided',
      weight: found.down,
      id,
      text: own ? text : `${text}（该要求不按本文档的区间判定）`,
      references,
    },
  ];
}

/** false: by its cut, and that of the report before, it counts other days than those of its month. */
const countsPeriodWhole = ({ firstDay, lastDay, from, to }: PeriodFacts['view']): boolean =>
  firstDay === from && lastDay === to;

function proofs(facts: PeriodFacts): string[] {
  const { overall, coverage } = facts.availability;
  if (overall.denominator === 0 || news(facts).length > 0) return [];
  const seen = shareOf(coverage) === 1 ? '' : `（观测覆盖率 ${rateText(coverage)}）`;
  const asked = targetsOf(facts);
  // What is asked for over a longer time than is known here is not met yet.
  const judged = asked.every((one) => isOwn(facts, one) || spansOf(facts, one).length > 0);
  const part = asked.some((one) => isOwn(facts, one)) && !countsPeriodWhole(facts.view) && facts.windows === undefined;
  const met = asked.length > 0 && judged ? (part ? '，所统计的各日达到要求' : '，达到要求') : '';
  return [`可用率 ${observedText(shareOf(overall))}${seen}${met}`];
}

function rows(facts: PeriodFacts): KeyRow[] {
  const { all, overall, from, until, targets } = facts.availability;
  if (targets.length === 0) return [];
  const within = { from, to: until };
  const asked = [...new Set(targetsOf(facts).map(askedText))].join('；');
  const own = headline(observedFigure('可用率', overall), 'availability.overall', within, overall);
  // An object that was down stands beside the mean of all: no outage of everything hides in it.
  const down = targets.filter((one) => one.seconds.down > 0).length;
  const note = down === 0 ? undefined : `${down} 个对象有中断，${lowestText(facts)}`;
  return [
    {
      item: note === undefined ? own : { ...own, note },
      better: 'more',
      ...(asked === '' ? {} : { asked }),
    },
    ...withMaintenanceFigure(all, within).map((item): KeyRow => ({ item, better: 'more' })),
  ];
}

/** Names that the label has room for; the section has all. */
const NAMED = 2;

/** The lowest with whose it is, as the section tells it: of several that read alike not one alone, the lowest first. */
function lowestText({ view, availability: { targets } }: PeriodFacts): string {
  const worst = worstTargets(targets);
  const names = namesText(
    worst.map(({ target }) => nameOf(view, target)),
    '个',
    NAMED,
  );
  const tied = tiedShares(worst.map(({ availability }) => availability));
  return `最低 ${observedText(worst[0]?.availability ?? null)}，${names}${tied === '' ? '' : `（${tied}）`}`;
}
