/** Which operation a record that bears a permit tells of, and whether the contract asks a permit for it. Pure. */
import { clausesOf } from '../contract/terms/clauses.ts';
import type { Contract } from '../contract/terms/contract.ts';
import { type ChangeType, type PermitOperation, termsAsking } from '../contract/terms/permits/permit-terms.ts';

/** Operations of service requests, by what was done. */
export const requestOperations = {
  'account-reset': 'account',
  'account-enable': 'account',
  'account-disable': 'account',
  'account-create': 'account',
  'account-delete': 'account',
  'permission-change': 'account',
  'data-correct': 'data-modify',
  'data-import': 'data-modify',
  'data-export': 'data-export',
  'data-delete': 'data-delete',
  'interface-config': 'configuration',
  'interface-reconcile': 'data-modify',
} as const satisfies Readonly<Record<string, PermitOperation>>;

const kindOperations: Readonly<Record<string, PermitOperation>> = {
  'restore-test': 'restore',
  drill: 'drill',
  scan: 'scan',
  'remote-session': 'remote',
  change: 'release',
};

/** true when the contract asks a permit for what the record tells of: by its `permits`, else by the topic of a clause. */
export function asksPermit(contract: Pick<Contract, 'clauses' | 'permits'>, record: { kind: string }): boolean {
  if (contract.permits === undefined) return clausesOf(contract, 'permit').length > 0;
  const { action, type, asset, assets } = record as {
    action?: keyof typeof requestOperations;
    type?: ChangeType;
    asset?: string;
    assets?: string[];
  };
  const operation = action === undefined ? kindOperations[record.kind] : requestOperations[action];
  if (operation === undefined) return false;
  const on = assets ?? (asset === undefined ? [] : [asset]);
  return termsAsking(contract.permits, { operation, changeType: type ?? null, assets: on }).length > 0;
}
