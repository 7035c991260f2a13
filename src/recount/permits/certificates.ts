/** 持证上岗: how the certificates of those on duty stood on the day, counted again from the records and the contract's file. */
import { upToPeriod } from '../belongs.ts';
import type { Figures } from '../counted.ts';
import type { Data } from '../data.ts';
import { decidedOn } from '../levels/held.ts';
import type { World } from '../world.ts';

const MATTER = {
  about: ({ posts, roles }: Data) => [posts, roles],
  said: ({ name, also, asAbsent }: Data) => [name, also, asAbsent],
};

/** Certificates that a shift asks for and that had run out, or that nobody knows; the rest is valid. */
export interface Shown {
  asked: Data;
  duty: Data;
  /** Id of the post, or the kind of duty. */
  post: string;
  state: 'valid' | 'lapsed' | 'unknown';
}

/** @param post of the contract that takes the record; undefined: none */
export function shownBy(world: World, duty: Data, post: Data | undefined): Shown[] {
  const all: Data[] = world.contract.requirements?.certificates ?? [];
  if (all.length === 0) return [];
  const { date, person } = duty;
  const roles = (world.contract.people ?? [])
    .filter((one: Data) => one.name === person && (one.from ?? date) <= date && (one.until ?? date) >= date)
    .map((one: Data) => one.role);
  const isAsked = ({ posts, roles: own }: Data): boolean =>
    (posts === undefined && own === undefined) ||
    (posts ?? []).includes(post?.id) ||
    (own ?? []).some((role: string) => roles.includes(role));
  return decidedOn(world.contract, all, date, MATTER)
    .filter(isAsked)
    .map((asked): Shown => {
      const known = upToPeriod(world, 'certificate').filter(
        (one) => one.person === person && (one.name === asked.name || (asked.also ?? []).includes(one.name)),
      );
      const isValid = known.some(({ validFrom, validUntil }) => validFrom <= date && date <= validUntil);
      const hasEnded = known.some(({ validUntil }) => validUntil < date);
      return { asked, duty, post: post?.id ?? duty.post, state: isValid ? 'valid' : hasEnded ? 'lapsed' : 'unknown' };
    });
}

/** true where the paper says that such a shift is one with nobody there. */
export const isVoid = (world: World, duty: Data, post: Data): boolean =>
  shownBy(world, duty, post).some(({ asked, state }) => asked.asAbsent === true && state === 'lapsed');

/** @param all of the shifts that were worked on the days that are counted whole */
export function certificateFigures(world: World, all: readonly Shown[]): Figures {
  const asked: Data[] = world.contract.requirements?.certificates ?? [];
  return Object.assign(
    {},
    ...asked.map((one): Figures => {
      const own = all.filter((shown) => shown.asked === one);
      const of = (state: string): number => own.filter((shown) => shown.state === state).length;
      const id = `certificates.${one.id}`;
      return {
        [`${id}.owed`]: own.length,
        [`${id}.valid`]: of('valid'),
        [`${id}.lapsed`]: of('lapsed'),
        [`${id}.unknown`]: of('unknown'),
      };
    }),
  );
}
