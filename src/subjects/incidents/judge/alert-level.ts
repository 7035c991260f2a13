/** Which level the contract's data give a fault that an alert of monitoring tells of; what they do not map, a person says. Pure. */
import type { Level } from '../../../contract/terms/levels.ts';
import type { AlertProposalRecord } from '../kinds/alert-proposal.ts';

type Raised = Pick<AlertProposalRecord, 'alert' | 'severity' | 'asset'>;

/**
 * @param levels those that hold on the day of the alert, the worst first
 * @returns the worst level of which a row of `alerts` holds; null where the contract's data map no such alert
 */
export const levelOfAlert = (alert: Raised, levels: readonly Level[]): Level | null =>
  levels.find(({ alerts = [] }) => alerts.some((row) => holds(row, alert))) ?? null;

function holds({ severities, assets, names }: NonNullable<Level['alerts']>[number], one: Raised): boolean {
  return (
    (severities?.includes(one.severity) ?? true) &&
    (assets === undefined || (one.asset !== undefined && assets.includes(one.asset))) &&
    (names?.some((name) => one.alert.includes(name)) ?? true)
  );
}
