/** Availability, held against the number that the contract asks for, over the interval that the document counts. */
import { type AvailabilityFound, availabilityBy, isUnder } from '../../../src/assess/service/availability-targets.ts';
import { asksFor } from '../../../src/contract/asked.ts';
import { everyOne } from '../../../src/contract/terms/cadence.ts';
import {
  type AvailabilityTarget,
  requirementPeriods,
  requirementsOf,
} from '../../../src/contract/terms/requirements.ts';
import { formatDuration } from '../../../src/wording/durations.ts';
import { observedText, percentAsked, rateText, shareOf } from '../../../src/wording/figures.ts';
import { namesText } from '../../../src/wording/words.ts';
import { observedFigure } from '../../cells/figures.ts';
import { headline } from '../../cells/headline.ts';
import { nameOf } from '../../period/period.ts';
import type { PeriodFacts } from '../../periodic/facts.ts';
import { tiedTargetsText, worstTargets } from '../../service/availability.ts';
import { withMaintenanceFigure } from '../../service/planned-maintenance.ts';
import type { KeyRow, Part } from '../part.ts';
import type { News } from '../ranking.ts';

export const availability: Part = { sections: ['availability'], news, proofs, rows };

const targetsOf = ({ view }: PeriodFacts) => requirementsOf(view.input.contract.contract).availability;

const NO_WINDOWS = { ended: [], open: [], seen: [] };

/** What was seen in the interval of the document. */
const foundOf = ({ availability: { targets } }: PeriodFacts, { id: _id, ...target }: AvailabilityTarget) =>
  availabilityBy(targets, { ...target, window: 'period' }, NO_WINDOWS);

const askedText = ({ per, percent }: AvailabilityTarget): string =>
  `${requirementPeriods[per]}不低于 ${percentAsked(percent)}`;

function news(facts: PeriodFacts): News[] {
  const { contract } = facts.view.input.contract;
  const { targets } = facts.availability;
  if (targets.length === 0) {
    const isAsked = targetsOf(facts).length > 0 || asksFor(contract, 'availability', 'watch');
    const text = '没有可用性探测记录，可用率无从判断';
    return isAsked ? [{ gravity: 'unmeasured', weight: 1, id: 'availability', text, references: [AT] }] : [];
  }
  return targetsOf(facts).flatMap((target) => foundOf(facts, target).flatMap((one) => missed(facts, target, one)));
}

const AT = { text: '可用率', section: 'availability' };

/** A number that is asked for over a longer time than the document's is not missed yet. */
function missed({ view }: PeriodFacts, target: AvailabilityTarget, found: AvailabilityFound): News[] {
  const name = found.targets.length === 1 ? nameOf(view, found.targets[0] ?? '') : target.name;
  const id = `availability ${target.id} ${found.targets.join(' ')}`;
  const references = [{ text: target.clauses.join('、'), section: 'availability' }];
  if (found.share === null)
    return [{ gravity: 'unmeasured', weight: found.unobserved, id, text: `${name}没有观测到可用率`, references }];
  if (!isUnder(found, { below: target.percent })) return [];
  const own = everyOne(view.input.obligation) === target.per || target.per === 'service';
  const text = `${name}可用率 ${observedText(found.share)}，低于${askedText(target)}，中断 ${formatDuration(found.down)}`;
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

function proofs(facts: PeriodFacts): string[] {
  const { overall, coverage } = facts.availability;
  if (overall.denominator === 0 || news(facts).length > 0) return [];
  const seen = shareOf(coverage) === 1 ? '' : `（观测覆盖率 ${rateText(coverage)}）`;
  const met = targetsOf(facts).length === 0 ? '' : '，达到要求';
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
  const tied = tiedTargetsText(worst);
  return `最低 ${observedText(worst[0]?.availability ?? null)}，${names}${tied === '' ? '' : `（${tied}）`}`;
}
