/** The months, quarters, years … over which the contract asks for an availability, as a document finds them. */
import { foundOfTarget, isDisputed } from '../../src/assess/contract/requirement-exceptions.ts';
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
  NO_WINDOWS,
  windowsOfQuery,
} from '../../src/subjects/availability/judge/availability-targets.ts';
import type { DownFault } from '../../src/subjects/availability/judge/by-incidents.ts';
import maintenanceWindow from '../../src/subjects/availability/kinds/maintenance-window.ts';
import type { IncidentAssessment } from '../../src/subjects/incidents/judge/clocks.ts';
import incident, { type IncidentRecord } from '../../src/subjects/incidents/kinds/incident.ts';
import probe from '../../src/subjects/inspections/kinds/probe.ts';
import { allOf, nameOf, type PeriodView, upToPeriod } from '../period/period.ts';
import { afterDay, startOf } from './late-probes.ts';

/** Of a part that judges incidents what an availability by faults asks for. */
interface Told {
  told: readonly { incident: IncidentRecord; judged: IncidentAssessment }[];
}

/**
 * Spans that end with a day which the document counts are judged in it, over all their days. Needs `probe` since the begin of service,
 * and `incident` where the contract counts an availability by faults.
 * @param incidents those of the document, asked for only then
 */
export function availabilityWindows(view: PeriodView, incidents: () => Told): AvailabilityWindows {
  const { contract } = view.input.contract;
  const { firstDay, lastDay } = view;
  if (lastDay < firstDay) return NO_WINDOWS;
  const all = askedRules(contract).flatMap((rule) => judgedWindows(rule, contract.servicePeriod, contract.terms));
  const ended = all.filter(({ to }) => to >= firstDay && to <= lastDay);
  const open = all.filter(({ from, to }) => from <= lastDay && to > lastDay);
  const known = isByFaults(contract) && view.input.records[incident.id] !== undefined;
  const down = known ? { faults: downFaults(incidents().told), planned: allOf(view, maintenanceWindow) } : NO_FAULTS;
  return { ended, open, seen: seenSince(view, ended), ...down };
}

const NO_FAULTS = { faults: null, planned: [] };

/** true: an availability of the contract is counted by faults. */
const isByFaults = ({ requirements, penalties }: Contract): boolean =>
  [...requirementsOf({ requirements }).availability, ...penalties.flatMap(({ rules }) => rules)].some(
    (one) => one.incidents !== undefined,
  );

/** Faults as far as they decide an availability; what is no fault interrupts nothing. */
export const downFaults = (told: Told['told']): DownFault[] =>
  told
    .filter(({ judged }) => !judged.requirement)
    .map(({ incident: { id, assets }, judged: { level, start, starts, facts } }) => ({
      ...{ id, level, assets, restoredAt: facts.restoredAt },
      starts: [start, ...starts.map((one) => one.at).filter((one) => one !== start)],
    }));

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
    const spans = windowsOfQuery({ ...target, window: target.per }, windows.ended);
    // Of no object at all: then each span is one that nobody observed.
    if (found.length === 0) return spans.map((one) => ({ name: `${target.name} ${windowText(one)}`, observed: false }));
    return found.map((one) => {
      const { targets, window, share } = one;
      const whose = target.of === 'together' ? target.name : nameOf(view, targets[0] ?? '');
      return {
        name: `${whose} ${window === null ? '' : windowText(window)}`,
        observed: share !== null && !isDisputed(target, one),
      };
    });
  });
}

/** The clauses of targets of which no span has ended yet: nothing is judged by them in this document. */
export function clausesOfOpenWindows(contract: Contract, { ended, open }: AvailabilityWindows): Set<string> {
  return new Set(
    requirementsOf(contract)
      .availability.filter((target) => {
        const has = (list: readonly JudgedWindow[]): boolean =>
          windowsOfQuery({ ...target, window: target.per }, list).length > 0;
        // Of some months alone: in all others nothing is owed.
        return !has(ended) && (has(open) || target.months !== undefined);
      })
      .flatMap(({ clauses }) => clauses),
  );
}
