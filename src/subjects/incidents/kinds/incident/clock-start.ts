/** Where the clocks of an incident start. */
import { compareInstants, type DateText, dateOf } from '../../../../contract/time.ts';
import type { IncidentRecord } from './schema.ts';

/**
 * Field at which the incident's clocks start (rule 4): 申报, or 发现 where the supplier's own watch (monitoring, inspection,
 * resident engineer) was first.
 */
export function clockStartField(
  record: Pick<IncidentRecord, 'foundBy' | 'discoveredAt' | 'reportedAt'>,
): 'reportedAt' | 'discoveredAt' {
  if (record.reportedAt === undefined) return 'discoveredAt';
  const ownWatch = record.foundBy !== 'user';
  return ownWatch && compareInstants(record.discoveredAt, record.reportedAt) < 0 ? 'discoveredAt' : 'reportedAt';
}

/** The day on which it was reported, by which the terms of the contract hold for it; of one that nobody reported that of 发现. */
export const reportedDay = ({
  reportedAt,
  discoveredAt,
}: Pick<IncidentRecord, 'reportedAt' | 'discoveredAt'>): DateText => dateOf(reportedAt ?? discoveredAt);
