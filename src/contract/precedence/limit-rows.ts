/** Rows of limits for some case alone: which of them is the more special one, and which can hold together. Pure. */
import type { LimitTerm, LimitWhen } from '../terms/levels.ts';

/** Of an incident one asset and one kind of customers; null where none is named. */
export interface RowCase {
  asset: string | null;
  customer: string | null;
}

type Row = Pick<LimitTerm, 'when' | 'during' | 'outside'>;

const NO_CONDITION: LimitWhen = {};
const lists = ['assets', 'customers'] as const;

/** Every case of an incident; one of nothing named where it names nothing. */
export const rowCases = (assets: readonly string[], customers: readonly string[]): RowCase[] =>
  orNone(assets).flatMap((asset) => orNone(customers).map((customer) => ({ asset, customer })));

const orNone = (list: readonly string[]): (string | null)[] => (list.length === 0 ? [null] : [...list]);

/** Whether a row is about the asset and the customers; its season is asked of the calendar. */
export const isAbout = ({ when = NO_CONDITION }: Row, { asset, customer }: RowCase): boolean =>
  (when.assets === undefined || (asset !== null && when.assets.includes(asset))) &&
  (when.customers === undefined || (customer !== null && when.customers.includes(customer)));

/** true when the first condition is narrower: it implies the other, and not the other way round. */
export const isMoreSpecial = (a: Row, b: Row): boolean => implies(a.when, b.when) && !implies(b.when, a.when);

function implies(a: LimitWhen = NO_CONDITION, b: LimitWhen = NO_CONDITION): boolean {
  return (
    lists.every((key) => {
      const [own, other] = [a[key], b[key]];
      return other === undefined || own?.every((one) => other.includes(one)) === true;
    }) &&
    (b.season === undefined || a.season === b.season)
  );
}

/** Those that no more special one takes the place of; of each what it replaces. Rows without `when` replace none. */
export function mostSpecial<T extends Row>(rows: readonly T[]): { one: T; replaced: T[] }[] {
  return rows
    .filter((one) => !rows.some((other) => isMoreSpecial(other, one)))
    .map((one) => ({ one, replaced: rows.filter((other) => isMoreSpecial(one, other)) }));
}

/** true when no case is that of both rows: other assets or customers, or one within a calendar and one outside it. */
export function areApart(a: Row, b: Row): boolean {
  const { when: own = NO_CONDITION } = a;
  const { when: other = NO_CONDITION } = b;
  return (
    lists.some((key) => own[key] !== undefined && other[key]?.some((one) => own[key]?.includes(one)) === false) ||
    inside(a).some((one) => one === b.outside) ||
    inside(b).some((one) => one === a.outside)
  );
}

const inside = ({ when, during }: Row): string[] =>
  [when?.season, during].filter((one): one is string => one !== undefined);

/** true when it is open which of two rows holds: both may, neither is the more special one, and they are not alike. */
export const areIncomparable = (a: Row, b: Row): boolean =>
  !areApart(a, b) && !implies(a.when, b.when) && !implies(b.when, a.when);

/** true when a third row decides wherever both hold: more special than either, and no narrower than the two together. */
export function settles(third: Row, a: Row, b: Row): boolean {
  const both = meet(a.when, b.when);
  const within = [...inside(a), ...inside(b)];
  return (
    both !== null &&
    implies(both, third.when) &&
    isMoreSpecial(third, a) &&
    isMoreSpecial(third, b) &&
    (third.during === undefined || within.includes(third.during)) &&
    (third.outside === undefined || [a.outside, b.outside].includes(third.outside))
  );
}

/** What both conditions say together; null where that cannot be said by one, of two seasons. */
function meet(a: LimitWhen = NO_CONDITION, b: LimitWhen = NO_CONDITION): LimitWhen | null {
  if (a.season !== undefined && b.season !== undefined && a.season !== b.season) return null;
  const common = (key: (typeof lists)[number]): string[] | undefined =>
    a[key] === undefined ? b[key] : a[key].filter((one) => b[key]?.includes(one) ?? true);
  return { assets: common('assets'), customers: common('customers'), season: a.season ?? b.season };
}

/** Numerator and denominator of `1/2`, `2`. */
export function quotientOf(times: string): [number, number] {
  const [over, under = '1'] = times.split('/');
  return [Number(over), Number(under)];
}
