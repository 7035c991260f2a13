/** What a person can write down: all kinds, and who writes them as a rule. */
import type { Topic } from '../../contract/terms/topics.ts';
import { kindIds, loadKind } from '../units.ts';

/** Kinds that a command of their own writes; a person enters them only when that command was not there to do it. */
const writtenBy: Readonly<Record<string, string>> = {
  inspection: 'collect',
  'operation-log': 'collect',
  'alert-proposal': 'collect',
  probe: 'start',
  scan: 'scan import',
  backup: 'backup check',
  'restore-test': 'restore-test',
  signoff: 'confirm',
  waiver: 'waive',
};

export interface KindLine {
  id: string;
  label: string;
  prefix: string;
  topics: Topic[];
  /** Command that writes such records by itself; null when only people write them. */
  command: string | null;
}

/** Every record kind, those first that only people write. */
export async function kindLines(): Promise<KindLine[]> {
  const kinds = await Promise.all((await kindIds()).map(loadKind));
  const lines = kinds.map(({ id, label, prefix, topics }) => {
    return { id, label, prefix, topics, command: writtenBy[id] ?? null };
  });
  return [...lines.filter((one) => one.command === null), ...lines.filter((one) => one.command !== null)];
}
