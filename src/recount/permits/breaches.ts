/**
 * 许可不符, counted again: operations of the interval that no permit covers, or whose written permit is late. What only words speak
 * against, and what the supplier alone calls permitted, is 待核实 and none of them.
 */
import { belongs, isTold } from '../belongs.ts';
import { type Data, ms } from '../data.ts';
import { calendarOf, isWithin as isOpen } from '../levels/hours.ts';
import type { Fact } from '../spans.ts';
import { isVouched } from '../vouched.ts';
import { serviceRecords, type World } from '../world.ts';
import { askedOf, isTooShort, lacksStart, leavesWindow } from './asked.ts';
import { isAfter, OPERATION_KINDS, type Operation, operationsOf } from './operations.ts';

/** `waits`: for the purchaser's hand, or for somebody to look. */
type Verdict = 'covered' | 'waits' | 'breach';

/** What comparing an operation with the permits came to. */
export interface Cover {
  operation: Operation;
  /** `doubt`: 待核实. */
  found: 'covered' | 'breach' | 'doubt';
  /** Covered by a permit with a condition of which the record does not tell. */
  uncompared: boolean;
}

/**
 * The operations that began in the document's interval, and earlier ones that were covered until the deadline of their written permit
 * passed in this interval, which makes them breaches.
 */
export function coversOf(world: World): Cover[] {
  const permits = serviceRecords(world, 'permit');
  const records = OPERATION_KINDS.flatMap((kind) => serviceRecords(world, kind));
  const factOf = ({ from, record }: Operation): Fact => ({ event: ms(from), entered: ms(record.enteredAt) });
  return operationsOf(world, records)
    .filter((one) => askedOf(world, one)?.length !== 0)
    .filter((one) => isTold(world, factOf(one)))
    .flatMap((operation): Cover[] => {
      if (belongs(world, factOf(operation))) return [coverOf(world, operation, permits)];
      return brokeLater(world, operation, permits) ? [{ operation, found: 'breach', uncompared: false }] : [];
    });
}

export const breachesOf = (world: World): Operation[] =>
  coversOf(world).flatMap(({ found, operation }) => (found === 'breach' ? [operation] : []));

function coverOf(world: World, operation: Operation, permits: readonly Data[]): Cover {
  if (isBreach(world, operation, permits)) return { operation, found: 'breach', uncompared: false };
  const { permit: named } = operation.record;
  const own = permits.filter((permit) => named === undefined || permit.id === named);
  if (lacksStart(world, operation, named === undefined ? undefined : own[0]))
    return { operation, found: 'doubt', uncompared: false };
  const covering = own.find((permit) => verdictOf(world, operation, permit) === 'covered');
  if (covering === undefined) return { operation, found: 'doubt', uncompared: false };
  const isOpen = (condition: string): boolean =>
    condition === 'off-hours' ? world.contract.officeHours === undefined : operation.kept[condition] === undefined;
  const uncompared = covering.conditions !== undefined || (covering.requires ?? []).some(isOpen);
  return { operation, found: 'covered', uncompared };
}

/** Only the written permit is amiss, and its deadline lies in the document's interval. */
function brokeLater(world: World, one: Operation, permits: readonly Data[]): boolean {
  const { permit: named, withoutPermit } = one.record;
  if (named === undefined && (one.silent || withoutPermit !== undefined)) return false;
  const covering = permits.find(
    (permit) => (named === undefined || permit.id === named) && verdictOf(world, one, permit) === 'covered',
  );
  if (
    covering === undefined ||
    !isWrittenLate(world, covering) ||
    leavesWindow(world, one, covering) ||
    lacksStart(world, one, covering)
  )
    return false;
  const due = writtenDue(world, covering);
  return belongs(world, { event: due, entered: due });
}

function isBreach(world: World, one: Operation, permits: readonly Data[]): boolean {
  const { permit: named, withoutPermit } = one.record;
  const own = permits.find(({ id }) => named !== undefined && id === named);
  // Where only some operations need leave, a record that calls its work none of them accuses nobody.
  if (one.does === undefined && askedOf(world, one) !== null) return own !== undefined && isWrittenLate(world, own);
  if (leavesWindow(world, one, own)) return true;
  if (named !== undefined) {
    return own === undefined || verdictOf(world, one, own) === 'breach' || isWrittenLate(world, own);
  }
  if (one.silent || withoutPermit !== undefined) return true;
  const found =
    permits.find((permit) => verdictOf(world, one, permit) === 'covered') ??
    permits.find((permit) => isOnlyTold(world, one, permit));
  return found === undefined || isWrittenLate(world, found);
}

/** It would cover, had the purchaser's hand granted it. */
const isOnlyTold = (world: World, one: Operation, permit: Data): boolean =>
  isWithin(one, permit) &&
  !(looksOnly(one, permit) && (one.changes || namesChange(one.words))) &&
  keepsAll(world, one, permit) &&
  !isTooShort(world, one, permit);

function verdictOf(world: World, one: Operation, permit: Data): Verdict {
  if (!isWithin(one, permit)) return 'breach';
  const looks = looksOnly(one, permit);
  if ((looks && one.changes) || !keepsAll(world, one, permit) || isTooShort(world, one, permit)) return 'breach';
  if (looks && namesChange(one.words)) return 'waits';
  return isVouched(permit, permit.grantedAt) ? 'covered' : 'waits';
}

function isWithin({ does, assets, from, to }: Operation, permit: Data): boolean {
  const scope: string[] = permit.assets ?? [];
  if (does !== undefined && !permit.operations.includes(does)) return false;
  if (scope.length > 0 && assets.some((asset) => !scope.includes(asset))) return false;
  if (isAfter(permit.validFrom, from) || isAfter(to, permit.validTo)) return false;
  return permit.revokedAt === undefined || !isAfter(to, permit.revokedAt);
}

/** The permit lets nothing be changed by such work. */
function looksOnly({ does }: Operation, permit: Data): boolean {
  const remote =
    permit.access === undefined
      ? /只读|[只仅]限?于?查[看询]|改动[须需应]?另行/.test(`${permit.scope}${permit.conditions ?? ''}`)
      : permit.access === 'read';
  if (does === 'remote') return remote;
  if (does !== undefined) return false;
  return permit.operations.every((one: string) =>
    one === 'remote' ? remote : ['collect', 'backup', 'scan'].includes(one),
  );
}

/** Whether words tell of a change as done: 待核实. */
const namesChange = (words: string): boolean =>
  words
    .split(/[，。；、]/)
    .some(
      (part) =>
        /重启|修改|调整|删除|清理|升级|安装|切换|回滚|发布|部署|替换|更换|停用|启用/.test(part) &&
        !/[未没不建拟]/.test(part),
    );

function keepsAll(world: World, one: Operation, permit: Data): boolean {
  return (permit.requires ?? []).every((condition: string) =>
    condition === 'off-hours' ? isOffHours(world, one) : one.kept[condition] !== false,
  );
}

function isOffHours({ contract, workdays, clock }: World, { from, to }: Operation): boolean {
  const hours = contract.officeHours;
  if (hours === undefined) return true;
  const own = calendarOf({ contract, workdays, clock }, hours.calendar);
  if (own !== null) return [from, to].every((time) => !isOpen({ contract, workdays, clock }, own, ms(time)));
  return [from, to].every((time) => {
    const day = clock.day(time);
    const inside = ms(time) >= clock.at(day, hours.from) && ms(time) < clock.at(day, hours.to);
    return !workdays.works(day) || !inside;
  });
}

/** Of an oral permit in an emergency: the written one is due by the end of the next working day, or earlier as it says. */
function writtenDue({ clock, workdays }: World, permit: Data): number {
  const next = clock.at(workdays.step(clock.day(permit.grantedAt), 1), '23:59:59');
  return Math.min(next, permit.writtenDue === undefined ? next : ms(permit.writtenDue));
}

function isWrittenLate(world: World, permit: Data): boolean {
  if (permit.type !== 'emergency') return false;
  // A document that is made late tells nothing of the time after its period.
  const until = Math.min(ms(world.asOf), world.spans.at(-1)?.end ?? Number.POSITIVE_INFINITY);
  const written = permit.writtenAt === undefined ? until : Math.min(ms(permit.writtenAt), until);
  return written > writtenDue(world, permit);
}
