/** How many sets of a plan of an asset were made, and what became of them. */
import type { Data } from '../data.ts';

/** By the columns that are printed; one whose verification failed was no success. */
export function backupCounts(
  all: readonly Data[],
  of: { asset: string; plan: string },
): Readonly<Record<string, number>> {
  const own = all.filter(({ asset, plan }) => asset === of.asset && plan === of.plan);
  const good = own.filter((one) => one.result === 'success' && one.verified !== 'failed');
  return {
    total: own.length,
    success: good.length,
    failed: own.length - good.length,
    verified: own.filter(({ verified }) => verified === 'passed').length,
    offsite: good.filter(({ offsite }) => offsite !== undefined).length,
  };
}
