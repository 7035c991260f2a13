/** How near to running out something is, by its record. */
import { type Data, daysFrom } from '../../data.ts';
import type { World } from '../../world.ts';

/** Code of its state; the day of expiry itself is still in time. */
export function renewalState({ clock, asOf }: World, { status, renewedTo, expiresOn, noticeDays }: Data): string {
  if (status === 'stopped' || (status === 'renewed' && renewedTo === undefined)) return status;
  const [today, end]: string[] = [clock.day(asOf), status === 'renewed' ? renewedTo : expiresOn];
  if ((end as string) < (today as string)) return 'expired';
  const left = daysFrom(today as string, end as string) - 1;
  return left <= noticeDays ? 'due' : status === 'renewed' ? 'renewed' : 'upcoming';
}
