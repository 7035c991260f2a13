/** What a quota is called, and the name of its section, wherever one is told of. Pure. */
import type { Quota } from './judge/quota.ts';

/** `重大故障与年度限额`; of a quota on no class its own name. */
export const quotaTitle = ({ counts, name }: Quota): string => (counts === null ? name : `${counts}与${name}`);

/** Its section. @param n its place among the quotas of the contract */
export const quotaId = (n: number): string => (n === 0 ? 'quota' : `quota-${n + 1}`);
