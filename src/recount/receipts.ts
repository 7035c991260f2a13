/** 签收 as it counts: 网上确认 by what both sides agreed, and silence where the contract says what it means. */
import { type Data, ms, plusDays } from './data.ts';
import { openBefore, readingsOf } from './levels/options.ts';
import { isVouched } from './vouched.ts';
import { serviceRecords, type World } from './world.ts';

const onPaper = (one: Data): boolean => isVouched({ ...one, enteredBy: undefined, corrections: undefined }, one.at);

const isOnline = (one: Data): boolean =>
  one.enteredBy?.channel === 'purchaser' &&
  one.enteredBy.account !== undefined &&
  isVouched(one, one.at) &&
  !onPaper(one);

/** Every signoff of the service, as it counts. */
export function countedSignoffs(world: World): Data[] {
  const all = serviceRecords(world, 'signoff');
  if (!world.interpretations.some((one) => one.binds === 'online-receipt')) return all;
  const lists = signedLists(world, all);
  return all.map((one) => {
    if (one.action !== 'receive' || !isOnline(one)) return one;
    const interpretations = openBefore(world.interpretations, world.clock.day(one.at));
    const question = interpretations.find(({ binds }) => binds === 'online-receipt');
    const { effect } = readingsOf({ interpretations }, 'online-receipt', 'equal').chosen;
    if (question?.confirmed !== true || question.chosen == null || effect !== 'on-paper') return one;
    const list = lists.find(({ cut }) => ms(one.at) <= ms(cut));
    if (list?.signed == null) return { ...one, action: 'deliver' };
    return ms(list.signed) > ms(one.at) ? { ...one, at: list.signed } : one;
  });
}

/** The lists of what the purchaser's accounts did, by the end of what they tell of, with when each was signed on paper. */
function signedLists({ registers, known }: World, signoffs: readonly Data[]): { cut: string; signed: string | null }[] {
  const ids = registers
    .filter((one: Data) => [one, ...(one.more ?? [])].some(({ kind }) => kind === 'purchaser-act'))
    .map(({ id }: Data) => id);
  return known
    .filter(({ obligation, cut }) => ids.includes(obligation) && cut != null)
    .map(({ obligation, period, revision, cut }) => {
      const own = signoffs.find(
        (one) =>
          one.action === 'receive' &&
          onPaper(one) &&
          one.obligation === obligation &&
          one.period === period &&
          one.revision === revision,
      );
      return { cut, signed: own?.at ?? null };
    })
    .toSorted((a, b) => ms(a.cut) - ms(b.cut));
}

/**
 * What silence means where a contract says so: since when a revision that nobody answered counts as received.
 * @param acts of one revision @param writtenAt when an act counts, in milliseconds @returns milliseconds; null: it does not, or not yet
 */
export function silentSince(world: World, acts: readonly Data[], writtenAt: (act: Data) => number): number | null {
  const { answers } = world.contract;
  if (answers?.silence !== 'received') return null;
  const delivered = acts.filter((one) => one.action === 'deliver').map(writtenAt);
  const isAnswered = acts.some(
    (one) => one.action === 'return' || one.action === 'void' || (one.action === 'receive' && isVouched(one, one.at)),
  );
  if (delivered.length === 0 || isAnswered) return null;
  const end = endOf(world, answers.within, Math.min(...delivered));
  return ms(world.asOf) > end ? end : null;
}

function endOf({ clock, workdays }: World, { days, workingDays, hours, time }: Data, since: number): number {
  if (hours !== undefined) return since + Number(hours) * 3_600_000;
  const day = clock.day(new Date(since).toISOString());
  const last = workingDays === undefined ? plusDays(day, Number(days)) : workdays.step(day, Number(workingDays));
  return clock.at(last, time);
}
