/** What records say of their originals: collected values are those that theirs gave. */

import type { Reading } from '../../records/reading.ts';
import type { InspectionRecord } from '../../subjects/inspections/kinds/inspection.ts';
import type { EvidenceStore } from '../../workspace/store/evidence.ts';
import { readingsOfBundle } from '../collect/bundle.ts';
import type { Problem } from './problem.ts';

type Compared = Omit<Reading, 'evidence'>;

/** What originals say, by the source that was asked; undefined: there is nothing to compare with. */
export type Bundles = (sha256: string) => Promise<ReadonlyMap<string, Compared[]> | undefined>;

/** Each is read once; that one is missing or damaged is a problem of its own. */
export function openBundles(evidence: EvidenceStore): Bundles {
  const bundles = new Map<string, ReturnType<Bundles>>();
  const read: Bundles = async (sha256) => {
    const bytes = await evidence.getEvidence(sha256).catch(() => undefined);
    return bytes === undefined ? undefined : readingsOfBundle(bytes);
  };
  return (sha256) => {
    const made = bundles.get(sha256) ?? read(sha256);
    bundles.set(sha256, made);
    return made;
  };
}

export interface ReadingsCompared {
  problems: Problem[];
  /** Originals that were read, and those that were not to be had. */
  compared: string[];
  missing: string[];
  /** Values of which no original says anything. */
  unsaid: number;
}

/** Holds the values that a machine recorded against what it was told. */
export async function compareReadings(
  path: string,
  { readings }: InspectionRecord,
  bundleOf: Bundles,
): Promise<ReadingsCompared> {
  const found = { problems: [] as Problem[], unsaid: 0 };
  const compared = new Set<string>();
  const missing = new Set<string>();
  for (const [key, own] of Map.groupBy(readings, ({ evidence = '', source }) => `${evidence} ${source}`)) {
    const [sha256, source] = [key.slice(0, key.indexOf(' ')), key.slice(key.indexOf(' ') + 1)];
    const bundle = sha256 === '' ? undefined : await bundleOf(sha256);
    if (sha256 !== '') (bundle === undefined ? missing : compared).add(sha256);
    const said = bundle?.get(source);
    if (said === undefined) found.unsaid += own.length;
    else found.problems.push(...differences(path, sha256, said, own));
  }
  return { ...found, compared: [...compared], missing: [...missing] };
}

/** What a reading is about. */
const subject = ({ target, metric, instance }: Compared): string =>
  `${target} ${metric}${instance === undefined ? '' : ` ${instance}`}`;
const valueText = ({ value, problem }: Compared): string =>
  problem === undefined ? JSON.stringify(value) : `无法采集（${problem}）`;
const textOf = ({ evidence: _evidence, ...reading }: Reading | (Compared & { evidence?: string })): string =>
  JSON.stringify(Object.entries(reading).sort(([a], [b]) => (a < b ? -1 : 1)));

/** How what a record has read differs from what its original gives; one problem a reading. */
export function differences(
  path: string,
  sha256: string,
  said: readonly Compared[],
  recorded: readonly Reading[],
): Problem[] {
  const rest = said.toSorted(bySubject);
  const problems: Problem[] = [];
  const differs = (what: string) =>
    problems.push({
      path,
      property: '真实性',
      message: `采集值与原始应答不一致：${what}（原始应答 ${sha256.slice(0, 12)}…）；首次写入的版本在版本库中，按它恢复记录`,
    });
  const left = recorded.filter((reading) => {
    const at = rest.findIndex((one) => textOf(one) === textOf(reading));
    if (at !== -1) rest.splice(at, 1);
    return at === -1;
  });
  for (const reading of left) {
    const at = rest.findIndex((one) => subject(one) === subject(reading));
    const [was] = at === -1 ? [] : rest.splice(at, 1);
    if (was === undefined) differs(`${subject(reading)} 记录为 ${valueText(reading)}，原始应答中没有`);
    else if (valueText(was) === valueText(reading)) differs(`${subject(reading)} 的时间或单位`);
    else differs(`${subject(reading)} 记录为 ${valueText(reading)}，原始应答为 ${valueText(was)}`);
  }
  for (const one of rest) differs(`${subject(one)} 原始应答为 ${valueText(one)}，记录中没有`);
  return problems;
}

const bySubject = (a: Compared, b: Compared): number => (subject(a) < subject(b) ? -1 : 1);
