/** The several reports of one event: 初报, 续报 every so many hours, 终报; and those that are owed as one. */
import { type Data, ms } from './data.ts';

/** Times in milliseconds. */
export interface PartDue {
  period: string;
  /** null while it is not known. */
  due: number | null;
}

interface Report extends PartDue {
  suffix: string;
  /** It can be written. */
  opens: boolean;
}

export interface Event {
  /** Id of its record. */
  id: string;
  fields: Data;
  /** The moment of judging. */
  asOf: number;
  /** Periods that were issued or waived: they keep their place. */
  settled: readonly string[];
}

const HOUR = 3_600_000;

/** @param deadlineOf when a rule says that a report is due */
export function partDues(parts: readonly Data[], event: Event, deadlineOf: (rule: Data) => number | null): PartDue[] {
  const reports = parts.flatMap((part) => reportsOf(part, event, deadlineOf(part.due)));
  const { enteredAt } = event.fields;
  const repeats = parts.some((part) => part.everyHours !== undefined);
  const all = repeats && typeof enteredAt === 'string' ? combined(reports, ms(enteredAt), event) : reports;
  return all.map(({ period, due }) => ({ period, due }));
}

function reportsOf(part: Data, event: Event, first: number | null): Report[] {
  const { id, fields } = event;
  if (part.onlyWith !== undefined && fields[part.onlyWith] == null) return [];
  if (part.everyHours !== undefined) return repeated(part, event, first);
  const asked: string[] = part.issueFrom?.rule === 'fields' ? (part.issueFrom.fields ?? []) : [];
  const opens = asked.every((name) => fields[name] !== undefined && fields[name] !== null);
  return [{ period: `${id}-${part.suffix}`, suffix: part.suffix, due: first, opens }];
}

/** One every so many hours until the event ends; what was issued under another end stays. */
function repeated(part: Data, { id, fields, asOf, settled }: Event, first: number | null): Report[] {
  const every = part.everyHours * HOUR;
  const end = typeof fields[part.until] === 'string' ? ms(fields[part.until]) : undefined;
  const form = new RegExp(`^${id}-(?:([a-z]\\d*)-)?${part.suffix}(\\d+)$`);
  const issued = settled.map((period) => form.exec(period));
  const last = (alone: boolean): number =>
    Math.max(0, ...issued.map((one) => (one !== null && (one[1] === undefined) === alone ? Number(one[2]) : 0)));
  const found: Report[] = [];
  for (let n = 1, due = first; due !== null; n += 1, due += every) {
    const period = `${id}-${part.suffix}${n}`;
    const over = end === undefined ? n > 1 && due - every > asOf : due >= end;
    if (over && n > Math.max(last(true), last(false))) return found;
    if (over && n > last(false) && !settled.includes(period)) continue;
    found.push({ period, suffix: `${part.suffix}${n}`, due, opens: true });
  }
  return found;
}

/** Those that had all fallen due before the event was written down are owed as one, from the first of them on. */
function combined(reports: readonly Report[], entered: number, { settled }: Event): Report[] {
  const wholes = [...issuedTogether(reports, settled)];
  const covered = new Set(wholes.flat());
  const late = reports.filter(
    (one) => one.due !== null && one.due < entered && one.opens && !covered.has(one) && !settled.includes(one.period),
  );
  if (late.length > 1) wholes.push(late);
  return reports.flatMap((one) => {
    const whole = wholes.find((own) => own.includes(one));
    if (whole === undefined) return [one];
    return whole[0] === one ? [{ ...one, period: `${one.period}-${whole.at(-1)?.suffix}` }] : [];
  });
}

/** Combinations that were issued before. */
function issuedTogether(reports: readonly Report[], settled: readonly string[]): Report[][] {
  const found: Report[][] = [];
  for (const [n, first] of reports.entries()) {
    const last = reports.findLastIndex((one, m) => m > n && settled.includes(`${first.period}-${one.suffix}`));
    if (last < 0 || settled.includes(first.period) || found.flat().includes(first)) continue;
    found.push(
      reports.slice(n, last + 1).filter((one, m, all) => m === all.length - 1 || !settled.includes(one.period)),
    );
  }
  return found;
}
