/**
 * 达成情况 of clauses, as far as it hangs on one subject: what is called 本期未到期 has a document of its own still to come, and what is
 * called 因口径而异 of time limits alone has a limit that decides and on which readings differ.
 */
import { undecidedKeeping } from '../../backups/kept.ts';
import { balanceOf } from '../../balance.ts';
import { judgedDues, keyIn } from '../../counted-deliveries.ts';
import { type Data, ms } from '../../data.ts';
import type { Judged } from '../../incidents.ts';
import { namedBy } from '../../score/scored-clauses.ts';
import { counts, isOf } from '../../units.ts';
import type { World } from '../../world.ts';
import { once } from '../once.ts';
import { printedClauses } from './clause-rows.ts';
import type { WrongWord } from './printed.ts';

const NOT_DUE = '本期未到期';
const UNDECIDED = '因口径而异';

export function* waitingWords(world: World, document: Data): Generator<WrongWord> {
  if (!isOf(world, world.manifest.obligation, 'compliance-statement')) return;
  const byName = Map.groupBy(world.contract.clauses as Data[], ({ paper, label }) => `${paper} ${label}`);
  for (const { name, state: printed } of printedClauses(document)) {
    const [clause, ...more] = byName.get(name) ?? [];
    if (clause === undefined || more.length > 0) continue;
    const isWrong =
      (printed === NOT_DUE && !waits(world, String(clause.id))) ||
      (printed === UNDECIDED && hangsOnLimitsAlone(clause) && !isOpen(world, clause));
    if (isWrong) yield { id: `word.clauses.${clause.id}`, printed, counted: `不是${printed}` };
  }
}

interface Asked {
  obligation: Data;
  /** Milliseconds, and the day in contract time. */
  at: number;
  day: string;
  isIssued: boolean;
  /** It is counted in the document itself. */
  isHere: boolean;
}

/**
 * Clauses that a document names by themselves and that wait for it: it falls due after the count, or comes round by the calendar and was
 * handed in before the period.
 * @param span first day of the period, and the end of the count in milliseconds
 */
export function waitedIn(
  contract: { clauses: Data[] },
  asked: readonly Asked[],
  { from, asOf }: { from: string; asOf: number },
): Set<string> {
  const here = new Set(asked.filter(({ isHere }) => isHere).map(({ obligation }) => obligation.id));
  const isPast = ({ obligation, day, isIssued }: Asked): boolean =>
    obligation.every?.unit !== 'event' && day < from && isIssued;
  const later = asked.filter((one) => !here.has(one.obligation.id) && (one.at > asOf || isPast(one)));
  return new Set(
    later.flatMap(({ obligation }) =>
      obligation.clauses.flatMap((one: string) => {
        const named = namedBy(contract, String(one));
        return named.length === 1 ? named : [];
      }),
    ),
  );
}

const waitedFor = once((world) => {
  const { counts: isCounted } = balanceOf(world);
  const asked = judgedDues(world).flatMap(({ due, outcome }): Asked[] => {
    const { obligation, due: at } = due;
    if (at === null || obligation.id === world.manifest.obligation) return [];
    const day = world.clock.day(new Date(at).toISOString());
    return [{ obligation, at, day, isIssued: outcome.numbers.length > 0, isHere: isCounted(keyIn(due)) }];
  });
  return waitedIn(world.contract, asked, { from: world.manifest.from, asOf: ms(world.asOf) });
});

/** Sets that have to be kept still. */
const keptFor = once(undecidedKeeping);

/** What availability asks of some months waits for their end, and is not counted again. */
function waits(world: World, id: string): boolean {
  const { availability = [] } = world.contract.requirements ?? {};
  const isAvailability = availability.some((one: Data) => one.clauses.map(String).includes(id));
  return isAvailability || waitedFor(world).has(id) || keptFor(world).get(id) === 'not-due';
}

/** The clocks that judge a topic; of remote start and arrival also the two together. */
const CLOCKS: Readonly<Record<string, readonly string[]>> = {
  response: ['response'],
  'remote-start': ['remote-start', 'diagnosis'],
  arrival: ['arrival', 'diagnosis'],
  restoration: ['restoration'],
  'incident-record': ['record'],
  notice: ['notice'],
  repair: ['response', 'remote-start', 'arrival', 'diagnosis', 'restoration', 'record', 'notice'],
};

/** Topics that nothing is undecided about. */
const SETTLED = ['visit', 'support', 'phone'];

const hangsOnLimitsAlone = ({ topics = [] }: Data): boolean =>
  topics.every((one: string) => CLOCKS[one] !== undefined || SETTLED.includes(one));

const isOpen = (world: World, { topics }: Data): boolean =>
  !counts(world, 'incidents') || isHanging(balanceOf(world), topics);

/** Whether readings differ on a limit of these topics that decides, of an incident that is told of here. */
export function isHanging(
  { incidents, counts: isCounted }: { incidents: readonly Told[]; counts(key: string): boolean },
  topics: readonly string[],
): boolean {
  const asked = new Set(topics.flatMap((one) => CLOCKS[one] ?? []));
  return incidents.some(({ record, clocks, closed }) =>
    [...asked].some((id) => {
      const clock = clocks[id];
      const isHere = closed === null || isCounted(`${record.id} ${id}`);
      return isHere && clock?.state === 'undecided' && clock.decides !== false;
    }),
  );
}

type Told = Pick<Judged, 'closed'> & {
  record: Data;
  clocks: Record<string, { state: string; decides?: boolean } | undefined>;
};
