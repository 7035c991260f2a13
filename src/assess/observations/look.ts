/**
 * What is worth saying beside a table. A rule looks at facts and gives looks: a chance, and what to say if it is small enough. All
 * looks at one table are judged together, so that many looks find no more by chance than one does. Pure.
 */
import { percentText } from '../../wording/figures.ts';

/** `变化`, `突出`, `重复`, `趋势`: what sort of thing is said. */
export const sorts = { change: '变化', standing: '突出', repeated: '重复', trend: '趋势' } as const;

export interface Look {
  sort: keyof typeof sorts;
  /** How often chance alone gives what was seen or more, 0 to 1. */
  chance: number;
  /** The ids of what it tells of, where another look may tell of the very same: the surer one is said. */
  about?: string;
  /** What it means, with its numbers and without a stop at its end. */
  text: string;
  /** By which test it is said: stands in a note, with how likely chance alone is. */
  test: string;
}

/** How sure an observation is. */
interface Chance {
  /** Of the look itself, which is the same in every document that has its facts. */
  own: number;
  /** After all looks at the table were taken into account: by this it is said or not, and it is another beside another table. */
  family: number;
  /** How many looks those are. */
  looks: number;
}

export interface Observation {
  sort: Look['sort'];
  text: string;
  /** Why it is said, for who asks. */
  note: string;
}

/** Of the tables about which nothing is to be said, chance makes at most this share speak. */
export const LEVEL = 0.02;

/** Sentences beside one table at most: who reads ten reads none. */
const MOST = 4;

/**
 * The looks that chance does not explain, the surest first (Holm's procedure: the family's error is at most `LEVEL`).
 * @param looks all that were taken at the table, also those that found nothing: each of them counts
 */
export function observationsOf(looks: readonly Look[]): Observation[] {
  const ordered = looks.toSorted((a, b) => a.chance - b.chance);
  const told: Observation[] = [];
  const said = new Set<string>();
  let reached = 0;
  for (const [n, look] of ordered.entries()) {
    reached = Math.max(reached, Math.min(1, look.chance * (ordered.length - n)));
    if (reached > LEVEL || told.length === MOST) break;
    if (look.about !== undefined && said.has(look.about)) continue;
    if (look.about !== undefined) said.add(look.about);
    const chance = { own: look.chance, family: reached, looks: looks.length };
    told.push({ sort: look.sort, text: `${look.text}。`, note: `注：${look.test}，${chanceText(chance)}。` });
  }
  return told;
}

/** `偶然如此的可能约 0.1 %，按同一处所看的 8 项校正后约 0.4 %`; the first alone where the second reads the same. */
function chanceText({ own, family, looks }: Chance): string {
  const [first, second] = [shareText(own), shareText(family)];
  const corrected = first === second ? '' : `，按同一处所看的 ${looks} 项校正后${second}`;
  return `偶然如此的可能${first}${corrected}`;
}

const shareText = (chance: number): string => (chance < 0.001 ? '不到 0.1 %' : `约 ${percentText(chance, 1)}`);
