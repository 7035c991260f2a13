/** The units of each stage, loaded from their folders when first asked for. */

import type { Deliverable, DeliverableUnit } from '../../reports/_deliverable.ts';
import type { Collector } from '../collectors/_collector.ts';
import type { ContractBundle } from '../contract/bundle/bundle.ts';
import type { Topic } from '../contract/terms/topics.ts';
import { unitOf } from '../contract/terms/units.ts';
import type { RecordKind } from '../records/record.ts';
import type { Scanner } from '../scanners/_scanner.ts';
import type { Section } from '../sections/_section.ts';
import { bindUnits, boundUnits, problemsOfUnits, type UnitProblem, unitOfAny } from './bind-units.ts';
import { discoverUnits, loadUnit, unitIds } from './discover.ts';

const loadedKinds = new Map<string, Promise<RecordKind>>();

/** The record kind with this id, loaded once in the process. @throws UserError when there is none */
export function loadKind(id: string): Promise<RecordKind> {
  let kind = loadedKinds.get(id);
  if (kind === undefined) {
    kind = loadUnit<RecordKind>('kinds', id);
    loadedKinds.set(id, kind);
  }
  return kind;
}

/** Ids of all record kinds. */
export const kindIds = (): Promise<string[]> => unitIds('kinds');

/** Ids of all collectors: the types that a source can have. */
export const collectorIds = (): Promise<string[]> => unitIds('collectors');

/** The collector for a source's type. @throws UserError when there is none */
export const loadCollector = (type: string): Promise<Collector> => loadUnit<Collector>('collectors', type);

/** All scanner formats, by id. */
export const loadScanners = (): Promise<Map<string, Scanner>> => discoverUnits<Scanner>('scanners');

/**
 * The deliverable of each obligation, by the obligation's id.
 * @throws UserError for an obligation whose unit does not exist, or has not the sections that it names
 */
export async function loadDeliverables(contract: ContractBundle): Promise<Map<string, Deliverable>> {
  const units = await discoverUnits<DeliverableUnit>('reports');
  return bindUnits(contract, units);
}

/** One of them, loading its unit alone, under a contract that `loadDeliverables` did not refuse. */
export async function loadDeliverable(contract: ContractBundle, id: string): Promise<Deliverable> {
  const unit = unitOfAny(contract, id);
  const units = new Map([[unit, await loadUnit<DeliverableUnit>('reports', unit)]]);
  const found = boundUnits(contract, units).get(id);
  if (found === undefined) throw new Error(`${unit} gives no ${id}`);
  return found;
}

/** All that `loadDeliverables` would refuse of the contract. */
export async function deliverableProblems(contract: ContractBundle): Promise<UnitProblem[]> {
  return problemsOfUnits(contract, await discoverUnits<DeliverableUnit>('reports'));
}

/** What the chosen sections of each obligation's documents tell of, whatever clauses it names. */
export async function topicsTold({ obligations }: ContractBundle): Promise<Map<string, Topic[]>> {
  const units = await discoverUnits<DeliverableUnit>('reports');
  return new Map(
    obligations.map((one) => {
      const { sections = {}, sectionTopics = {} } = units.get(unitOf(one)) ?? {};
      return [one.id, (one.sections ?? Object.keys(sections)).flatMap((id) => sectionTopics[id] ?? [])];
    }),
  );
}

/** The sections of the site in their order; they bring the chart library along, which only the site needs. */
export async function loadSections(): Promise<Section[]> {
  const units = await discoverUnits<Section>('sections');
  return [...units.values()].sort((a, b) => a.order - b.order);
}
