/** How many findings there are of an asset, in the words that its own page and that of its findings share. Pure. */
import { type FollowedFinding, isWaiting } from '../../subjects/findings/judge/findings.ts';

/** `未修复 2 项，累计 14 项` */
export const findingsText = (list: readonly FollowedFinding[]): string =>
  `未修复 ${list.filter(isWaiting).length} 项，累计 ${list.length} 项`;
