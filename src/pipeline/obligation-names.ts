/** Deliverables as a person may call them, for messages about a name that is none. */
import { UserError } from '../contract/error.ts';
import { nearest } from '../contract/nearest.ts';
import type { Obligation } from '../contract/obligations.ts';

type Named = Pick<Obligation, 'id' | 'name' | 'code'>;

/** Meant at most. */
const SUGGESTED = 3;

/**
 * @param at option or argument in which the name stood
 * @returns an error with every id beside its Chinese name, and those that may have been meant by id, name or code
 */
export function noSuchObligation(found: string, known: readonly Named[], at?: string): UserError {
  const shown = ({ id, name }: Named) => `${id}（${name}）`;
  const names = known.flatMap((one) => [one.id, one.name, one.code].map((text) => ({ one, text })));
  const close = nearest(found, names, ({ text }) => text, names.length).map(({ one }) => one);
  const meant = [...new Set(close)].slice(0, SUGGESTED).map(shown);
  return new UserError('没有这种交付物', {
    ...(at === undefined ? {} : { at }),
    found,
    expected: known.map(shown).join('、'),
    hint: meant.length > 0 ? `您是不是要 ${meant.join('、')}` : '运行 opsledger due 查看应交项',
  });
}
