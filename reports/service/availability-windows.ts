/** The months, quarters, years … over which the contract asks for an availability, as a document finds them. */
import { foundOfTarget } from '../../src/assess/contract/requirement-exceptions.ts';
import {
  type JudgedWindow,
  judgedWindows,
  type WindowRule,
  windowRuleKey,
  windowText,
} from '../../src/contract/calendar/judged-windows.ts';
import type { Contract } from '../../src/contract/terms/contract.ts';
import { requirementsOf } from '../../src/contract/terms/requirements.ts';
import { availabilityOf, type TargetAvailability } from '../../src/subjects/availability/judge/availability.ts';
import {
  type AvailabilityWindows,
  windowsOfQuery,
} from '../../src/subjects/availability/judge/availability-targets.ts';
import maintenanceWindow from '../../src/subjects/availability/kinds/maintenance-window.ts';
import probe from '../../src/subjects/inspections/kinds/probe.ts';
import { allOf, nameOf, type PeriodView, upToPeriod } from '../period/period.ts';
import { afterDay, startOf } from './late-probes.ts';

/** Spans that end with a day which the document counts are judged in it, over all their days. Needs `probe` since the begin of service. */
export function availabilityWindows(view: PeriodView): AvailabilityWindows {
  const { contract } = view.input.contract;
  const { firstDay, lastDay } = view;
  if (lastDay < firstDay) return { ended: [], open: [], seen: [] };
  const all = askedRules(contract).flatMap((rule) => judgedWindows(rule, contract.servicePeriod, contract.terms));
  const ended = all.filter(({ to }) => to >= firstDay && to <= lastDay);
  const open = all.filter(({ from, to }) => from <= lastDay && to > lastDay);
  return { ended, open, seen: seenSince(view, ended) };
}

/** Each way to cut the service into spans that a target or a rule of a penalty scheme asks for, once. */
function askedRules(contract: Contract): WindowRule[] {
  const targets = requirementsOf(contract).availability.map(
    ({ per, interval }): WindowRule => ({ unit: per, interval }),
  );
  const rules = contract.penalties
    .flatMap((scheme) => scheme.rules)
    .flatMap(({ on, window, interval }): WindowRule[] =>
      on !== 'availability' || window === undefined || window === 'period' ? [] : [{ unit: window, interval }],
    );
  return [...new Map([...targets, ...rules].map((rule) => [windowRuleKey(rule), rule])).values()];
}

/** What was seen from the first day of the earliest span on, whichever document counted its days. */
function seenSince(view: PeriodView, ended: readonly JudgedWindow[]): TargetAvailability[] {
  const [first] = ended.map(({ from }) => from).sort();
  if (first === undefined) return [];
  const probes = upToPeriod(view, probe).filter(({ date }) => date >= first && date <= view.lastDay);
  const windows = allOf(view, maintenanceWindow);
  return probes.length === 0
    ? []
    : availabilityOf({ probes, windows, from: startOf(first), to: afterDay(view.lastDay) });
}

/** What ended here of the targets of a clause, and whether anything of it was observed; null of a clause without a target. */
export function observedSpans(
  view: PeriodView,
  clause: string,
  windows: AvailabilityWindows,
): { name: string; observed: boolean }[] | null {
  const own = requirementsOf(view.input.contract.contract).availability.filter(({ clauses }) =>
    clauses.includes(clause),
  );
  if (own.length === 0) return null;
  return own.flatMap((target) => {
    const found = foundOfTarget(target, windows);
    const spans = windowsOfQuery({ window: target.per, interval: target.interval }, windows.ended);
    // Of no object at all: then each span is one that nobody observed.
    if (found.length === 0) return spans.map((one) => ({ name: `${target.name} ${windowText(one)}`, observed: false }));
    return found.map(({ targets, window, share }) => {
      const whose = target.of === 'together' ? target.name : nameOf(view, targets[0] ?? '');
      return { name: `${whose} ${window === null ? '' : windowText(window)}`, observed: share !== null };
    });
  });
}

/** The clauses of targets of which no span has ended yet: nothing is judged by them in this document. */
export function clausesOfOpenWindows(contract: Contract, { ended, open }: AvailabilityWindows): Set<string> {
  const has = (list: readonly JudgedWindow[], key: string): boolean => list.some(({ rule }) => rule === key);
  return new Set(
    requirementsOf(contract)
      .availability.filter(({ per, interval }) => {
        const key = windowRuleKey({ unit: per, interval });
        return has(open, key) && !has(ended, key);
      })
      .flatMap(({ clauses }) => clauses),
  );
}
