/** Alerts of the Alertmanager API v2, flat (`/alerts`) or grouped (`/alerts/groups`). Pure. */
import { z } from 'zod';
import { SourceError } from './error.ts';

const alert = z.object({
  fingerprint: z.string().min(1),
  startsAt: z.string(),
  updatedAt: z.string().optional(),
  status: z.object({ state: z.enum(['active', 'suppressed', 'unprocessed']) }),
  labels: z.record(z.string(), z.string()),
  annotations: z.record(z.string(), z.string()).default({}),
});
const flat = z.array(alert);
const grouped = z.array(z.object({ alerts: flat }));
export type Alert = z.infer<typeof alert>;

/** Alerts once each, by fingerprint: one alert is in a group for every receiver. @throws SourceError for another answer */
export function alertsOf(json: unknown): Alert[] {
  const asGroups = grouped.safeParse(json);
  const all = asGroups.success ? asGroups.data.flatMap((group) => group.alerts) : flat.safeParse(json).data;
  if (all === undefined) throw new SourceError('应答不是 Alertmanager 告警');
  return [...new Map(all.map((one) => [one.fingerprint, one])).values()];
}
