/**
 * The spans over which a number that the contract asks for each month, quarter … is judged: each over its own days and never over
 * those of a document. One that the service cuts short is judged over the days of service in it, and says so. Pure.
 */
import type { Term } from '../terms/school-terms.ts';
import { type DateText, toDate } from '../time.ts';
import type { DateSpan } from './periods.ts';

/** What a span is one of. */
export type WindowUnit = 'month' | 'quarter' | 'half-year' | 'year' | 'term' | 'service';

/** How the contract asks for spans; without `interval` years run from the first day of service, all others by the calendar. */
export interface WindowRule {
  unit: WindowUnit;
  interval?: 'natural' | 'service' | undefined;
}

export interface JudgedWindow extends DateSpan {
  /** Alike for all spans of one rule. */
  rule: string;
  /** As printed: `2026-11`, `2026 年第 4 季度`, `2026-09-01 至 2027-08-31`. */
  name: string;
  /** false: the service begins or ends within it. */
  whole: boolean;
}

const MONTHS = { month: 1, quarter: 3, 'half-year': 6, year: 12 } as const;

const intervalOf = ({ unit, interval }: WindowRule): 'natural' | 'service' =>
  interval ?? (unit === 'year' ? 'service' : 'natural');

/** Alike for rules with the same spans. */
export const windowRuleKey = (rule: WindowRule): string => `${rule.unit} ${intervalOf(rule)}`;

/** Every span of the service, in order of time. @param terms of a contract that goes by them */
export function judgedWindows(rule: WindowRule, service: DateSpan, terms: readonly Term[] = []): JudgedWindow[] {
  const { unit } = rule;
  const key = windowRuleKey(rule);
  if (unit === 'service') return [{ ...service, rule: key, name: '整个服务期', whole: true }];
  if (unit === 'term')
    return terms
      .filter(({ from, to }) => to >= service.from && from <= service.to)
      .map((one) => within({ from: one.from, to: one.to }, service, key, one.name))
      .toSorted((a, b) => (a.from < b.from ? -1 : 1));
  const natural = intervalOf(rule) === 'natural';
  const first = toDate(service.from);
  const months = MONTHS[unit];
  const start = natural ? first.with({ month: first.month - ((first.month - 1) % months), day: 1 }) : first;
  const found: JudgedWindow[] = [];
  for (let n = 0; ; n += 1) {
    const from = start.add({ months: n * months });
    if (from.toString() > service.to) return found;
    const to = start.add({ months: (n + 1) * months }).subtract({ days: 1 });
    const span = { from: from.toString(), to: to.toString() };
    found.push(within(span, service, key, natural ? naturalName(unit, span.from) : null));
  }
}

/** `2026-11`; of one that is cut short `2026-09（不足一整期，按服务期内 2026-09-15 至 2026-09-30 计）`. */
export function windowText({ name, whole, from, to }: Pick<JudgedWindow, 'name' | 'whole' | 'from' | 'to'>): string {
  if (whole) return name;
  const days = `${from} 至 ${to}`;
  return `${name}（不足一整期，按服务期内${name === days ? '的日' : ` ${days} `}计）`;
}

/** @param name null: its days are its name */
function within(span: DateSpan, service: DateSpan, rule: string, name: string | null): JudgedWindow {
  const from = later(span.from, service.from);
  const to = earlier(span.to, service.to);
  return { rule, name: name ?? `${from} 至 ${to}`, from, to, whole: from === span.from && to === span.to };
}

const later = (a: DateText, b: DateText): DateText => (a > b ? a : b);
const earlier = (a: DateText, b: DateText): DateText => (a < b ? a : b);

function naturalName(unit: keyof typeof MONTHS, from: DateText): string {
  const [year, month] = [from.slice(0, 4), Number(from.slice(5, 7))];
  switch (unit) {
    case 'month':
      return from.slice(0, 7);
    case 'quarter':
      return `${year} 年第 ${Math.ceil(month / 3)} 季度`;
    case 'half-year':
      return `${year} 年${month <= 6 ? '上' : '下'}半年`;
    case 'year':
      return `${year} 年`;
  }
}
