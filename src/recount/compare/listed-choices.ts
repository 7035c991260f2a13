/** Registers that are grouped by a field with words of its own list every word, though no line has it: a value that is left out is no 0. */
import type { Counted, Figures } from '../counted.ts';
import type { Data } from '../data.ts';
import type { World } from '../world.ts';

const SCORES = ['1', '2', '3', '4', '5'];

/** Codes by kind and field. */
const CHOICES: Readonly<Record<string, readonly string[]>> = {
  'call.outcome': ['answered', 'called-back', 'missed'],
  'change.type': ['requirement', 'defect', 'patch', 'optimisation', 'database', 'interface', 'configuration'],
  'signoff.action': [
    ...['confirm', 'deliver', 'receive', 'return'],
    ...['receive:claimed', 'receive:online', 'return:claimed', 'return:online'],
  ],
  'expense.payer': ['purchaser', 'supplier', 'agreed'],
  'service-request.action': [
    ...['account-create', 'account-delete', 'account-enable', 'account-disable', 'account-reset', 'permission-change'],
    ...['data-correct', 'data-import', 'data-export', 'data-delete', 'interface-config', 'interface-reconcile'],
  ],
  'alert-proposal.decision': ['pending', 'incident', 'handled', 'dismissed', 'duplicate'],
  'permit.type': ['standing', 'single', 'emergency'],
  'remote-session.matched': ['matched', 'different', 'absent', 'unchecked'],
  'protection.events.type': ['virus', 'intrusion', 'brute-force', 'abnormal-login', 'weak-password', 'tamper', 'other'],
  'renewal.status': ['open', 'doing', 'renewed', 'stopped'],
  'satisfaction.score': SCORES,
  'service-order.satisfaction': SCORES,
  'service-order.result': ['done', 'partly', 'open'],
};

/** Ids of the counts that the register of the document has to list, its sum among them. @param counted what was counted of it */
export function listedChoices({ registers, manifest }: World, counted: Figures): string[] {
  const register: Data = registers.find(({ id }) => id === manifest.obligation);
  if (register === undefined) return [];
  return [register, ...(register.more ?? [])].flatMap(({ kind, groupBy }: Data, n) => {
    const total: Counted | undefined = counted[`lines.${n + 1}.total.count`];
    const codes = CHOICES[`${kind}.${groupBy}`] ?? [];
    return total === undefined || total === null
      ? []
      : ['total', ...codes].map((code) => `lines.${n + 1}.${code}.count`);
  });
}
