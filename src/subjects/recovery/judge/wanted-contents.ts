/** What the backups of a contract have to hold, by the assets that it has and what its clauses ask for. Pure. */
import type { ContractBundle } from '../../../contract/bundle/bundle.ts';
import { clausesOf } from '../../../contract/terms/clauses.ts';
import type { Family } from '../../../contract/terms/families.ts';
import type { BackupRecord } from '../kinds/backup.ts';

type Content = BackupRecord['content'];

/** Whoever has one of these has that to be backed up. */
const byFamily: readonly (readonly [Content, readonly Family[]])[] = [
  ['database', ['database']],
  ['attachments', ['application']],
  ['config', ['host', 'virtualization', 'middleware', 'network', 'security']],
];

/**
 * Contents that must be among the backups, in the order in which documents name them; what is not there is named.
 * Snapshots of a cache are wanted where the checklist reads one that makes them.
 */
export function wantedContents({
  contract,
  assets,
  checks,
}: Pick<ContractBundle, 'contract' | 'assets' | 'checks'>): Content[] {
  const there = new Set(assets.filter((one) => one.contract).map(({ family }) => family));
  const snapshots = there.has('cache') && checks.some(({ metric }) => metric?.startsWith('redis.') === true);
  const logs = clausesOf(contract, 'operation-log', 'log-retention').length > 0;
  return [
    ...byFamily.filter(([, families]) => families.some((one) => there.has(one))).map(([content]) => content),
    ...(snapshots ? (['redis'] as const) : []),
    ...(logs ? (['operation-log'] as const) : []),
  ];
}
