/** What must be true of the documents of a simulated year that the calendar alone makes owed. */
import type { ArchivedDocument } from '../../src/archive/store.ts';
import { allObligations } from '../../src/contract/bundle/bundle.ts';
import { closingAt, isClosed } from '../../src/contract/calendar/closing.ts';
import type { Occurrence } from '../../src/contract/calendar/occurrence.ts';
import { dayOfRecordId } from '../../src/contract/record-id.ts';
import { compareInstants } from '../../src/contract/time.ts';
import type { PlanSource } from '../../src/pipeline/plan/plan-facts.ts';
import { isTold } from '../../src/subjects/deliveries/judge/happenings.ts';

type Observed = (one: Occurrence) => boolean;

/** Whether there is evidence for an occurrence. @param ids of incidents */
export function observedOf(
  { deliverables }: PlanSource,
  days: ReadonlyMap<string, string[]>,
  ids: readonly string[],
): Observed {
  const all = new Map([...days, ['incident', ids.map(dayOfRecordId)]]);
  return (one) => {
    const evidence = deliverables.get(one.obligation)?.evidence ?? [];
    const within = (kind: string) => (all.get(kind) ?? []).some((day) => one.from <= day && day <= one.to);
    return (evidence.length === 0 && isTold(one)) || evidence.some(within);
  };
}

/**
 * Each last document of a month, quarter or year that was issued before everything was known has one revision that counts all of
 * it, made as soon as the machine was there; nothing else is revised.
 */
export function notClosed(
  { contract, workdays, deliverables }: PlanSource,
  owed: readonly Occurrence[],
  documents: readonly ArchivedDocument[],
): string[] {
  const { servicePeriod } = contract.contract;
  const at = closingAt(servicePeriod, workdays);
  const byId = new Map(allObligations(contract).map((one) => [one.id, one]));
  const all = Map.groupBy(documents, ({ manifest }) => `${manifest.obligation} ${manifest.period}`);
  const byKey = new Map(owed.map((one) => [`${one.obligation} ${one.period}`, one]));
  return [...all].flatMap(([key, list]) => {
    const manifests = list.map(({ manifest }) => manifest);
    const [first] = manifests;
    const obligation = byId.get(first?.obligation ?? '');
    const occurrence = byKey.get(key);
    // What was never owed is told as that.
    if (first === undefined || obligation === undefined || occurrence === undefined) return [];
    const closes =
      deliverables.get(obligation.id)?.cut === true &&
      isClosed(obligation, occurrence, servicePeriod) &&
      compareInstants(first.cut ?? first.times.issued, at) < 0;
    const after = manifests.filter(({ revision }) => revision > 1);
    if (after.some(({ cut }) => cut === null || compareInstants(cut, at) < 0)) return [`${key} was closed too early`];
    return after.length === (closes ? 1 : 0) ? [] : [`${key} has ${after.length} closing revisions`];
  });
}

/** One current document for each that was owed and observed, late ones marked, none for anything else. */
export function wrongWith(
  owed: readonly Occurrence[],
  documents: readonly ArchivedDocument[],
  /** By what is there at the end, and by what was there at one time or another. */
  observed: { is: Observed; was: Observed },
): string[] {
  const wrong: string[] = [];
  const byKey = Map.groupBy(documents, ({ manifest }) => `${manifest.obligation} ${manifest.period}`);
  for (const one of owed) {
    const key = `${one.obligation} ${one.period}`;
    const [first, ...others] = byKey.get(key) ?? [];
    byKey.delete(key);
    if (others.length > 0) wrong.push(`${key} has ${others.length + 1} documents`);
    const isDue = one.dueAt !== null;
    if (first === undefined) {
      if (isDue && observed.is(one)) wrong.push(`${key} was owed at ${one.dueAt} and has none`);
      continue;
    }
    if (!observed.was(one)) wrong.push(`${key} has a document without evidence`);
    const isLate = one.dueAt !== null && compareInstants(first.manifest.times.issued, one.dueAt) > 0;
    if (first.manifest.late !== isLate)
      wrong.push(
        `${key} was issued at ${first.manifest.times.issued}, due ${one.dueAt}, and its mark of being late is ${first.manifest.late}`,
      );
  }
  for (const key of byKey.keys()) wrong.push(`${key} was never owed`);
  return wrong;
}
