/** What a plan has to know of a deliverable: nothing by which it is composed, so that none is loaded where only a plan is asked for. */
import type { Deliverable } from '../../reports/_deliverable.ts';

export interface DeliverableFacts extends Pick<Deliverable, 'id' | 'evidence' | 'cut' | 'follows'> {
  /** All of it, to compose with. */
  whole(): Promise<Deliverable>;
}

/** The facts of one that is loaded. */
export function factsOf(deliverable: Deliverable): DeliverableFacts {
  return { ...plainFacts(deliverable), whole: () => Promise.resolve(deliverable) };
}

/** The same as data. */
export const plainFacts = ({ id, evidence, cut, follows }: Deliverable): Omit<DeliverableFacts, 'whole'> => ({
  id,
  evidence,
  ...(cut === undefined ? {} : { cut }),
  ...(follows === undefined ? {} : { follows }),
});

/** One of them, to compose with. @throws Error when the contract has no such obligation: whoever asks has planned it */
export function wholeDeliverable(
  deliverables: ReadonlyMap<string, DeliverableFacts>,
  id: string,
): Promise<Deliverable> {
  const facts = deliverables.get(id);
  if (facts === undefined) throw new Error(`no deliverable of ${id}`);
  return facts.whole();
}
