/** The months, quarters, years … of the service over which an availability is asked for, each with its own days. */
import { type Data, datesOf, plusDays, plusMonths } from '../data.ts';

interface Days {
  from: string;
  to: string;
}

const MONTHS: Readonly<Record<string, number>> = { month: 1, quarter: 3, 'half-year': 6, year: 12 };

/** Those whose last day of service is one of the days. @param rule with `window`, and `interval` where it says so */
export function windowsEnding(contract: Data, rule: Data, from: string, to: string): Days[] {
  return windowsOf(contract, rule).filter((one) => one.to >= from && one.to <= to);
}

/** Of each day of service which span holds it: the days with the same one are a span. */
function windowsOf({ servicePeriod: service, terms = [] }: Data, { window, interval }: Data): Days[] {
  const cut = interval ?? (window === 'year' ? 'service' : 'natural');
  const nameOf = (day: string): string | null => {
    if (window === 'service') return 'service';
    if (window === 'term') return terms.find((one: Data) => one.from <= day && day <= one.to)?.id ?? null;
    const size = MONTHS[window] ?? 1;
    return cut === 'natural' ? naturalName(day, size) : stepName(service.from, day, size);
  };
  const days = Map.groupBy(datesOf(service.from, service.to), nameOf);
  days.delete(null);
  return [...days.values()].map((own) => ({ from: own[0] as string, to: own.at(-1) as string }));
}

const naturalName = (day: string, size: number): string =>
  `${day.slice(0, 4)} ${Math.ceil(Number(day.slice(5, 7)) / size)}`;

/** The how-many-th step of so many months from the first day of service on. */
function stepName(first: string, day: string, size: number): string {
  let n = 0;
  while (plusDays(plusMonths(first, (n + 1) * size), -1) < day) n += 1;
  return String(n);
}
